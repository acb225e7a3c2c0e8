"""Pages to study with: the next card, its answer, a rating, and taking one back."""

from __future__ import annotations

import secrets

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from school.body.atlas import atlas
from school.cards.forms import read_card_response
from school.cards.guard import card_or_404, deck_or_404
from school.cards.rules.lessons import list_lessons_about, list_places_naming_muscle
from school.cards.rules.marking import mark_answer
from school.cards.rules.registry import CARD_KINDS
from school.catalogue.guard import current_catalogue
from school.studying.forms import read_card_answer, read_review_to_undo, read_seconds_since_shown
from school.studying.service.contrasts import read_confusions
from school.studying.service.progress import read_deck_progress, read_waiting_cards
from school.studying.service.reviews import (
    find_last_review,
    mark_before_writing,
    read_promised_outcomes,
    record_review,
    undo_review,
)
from school.studying.views.blueprint import bp
from school.web.context import allow, database, now, session, who
from school.web.filters import zone
from school.web.limits import ANSWERS_RATED, ANSWERS_SHOWN
from school.web.throttle import count_act


@bp.get("/cards/<deck>/study")
@allow("cards:study")
def study(deck: str) -> str:
    """The next card without its key. When nothing waits: when the next card comes."""
    studied_deck = deck_or_404(deck)
    waiting = read_waiting_cards(session(), who().id, studied_deck, zone(), now())
    last_review = find_last_review(session(), who(), studied_deck)
    if waiting.next is None:
        return render_template(
            "studying/rest.html",
            deck=studied_deck,
            progress=read_deck_progress(session(), who().id, studied_deck, zone(), now()),
            last_review=last_review,
            unseen_pairs=read_confusions(session(), who(), now()).list_unseen_pairs(studied_deck),
        )
    return render_template(
        "studying/study.html",
        deck=studied_deck,
        progress=waiting,
        last_review=last_review,
        asked=CARD_KINDS[waiting.next.card.kind].show_question(
            waiting.next.card, studied_deck, atlas()
        ),
        shown=int(now().timestamp()),
    )


# Nothing is written, so the write lock is not taken.
@bp.post("/cards/<deck>/study")
@allow("cards:study", door="own")
def show(deck: str) -> str:
    """The answer to a card. This changes nothing; only a rating does."""
    count_act(ANSWERS_SHOWN)
    studied_deck = deck_or_404(deck)
    card = card_or_404(studied_deck, request.form.get("card", ""))
    response = read_card_response(request.form)
    seconds = read_seconds_since_shown(request.form, now())
    marked = mark_answer(card, response, studied_deck, atlas(), seconds)
    with database().reading(own_writes=True) as reading:
        outcomes = read_promised_outcomes(reading, who(), studied_deck, card, zone(), now())
    return render_template(
        "studying/answer.html",
        deck=studied_deck,
        answered=CARD_KINDS[card.kind].show_answer(
            card, studied_deck, atlas(), response, marked.mark
        ),
        seconds=seconds,
        proposed=marked.proposed,
        outcomes=outcomes,
        reviews=request.form.get("reviews", 0, type=int),
        client_id=secrets.token_urlsafe(16),
        places=list_places_naming_muscle(card.pattern, current_catalogue().modules.values())
        if card.pattern
        else (),
        lessons=list_lessons_about(card.about, current_catalogue()),
    )


# The answer is marked before the write lock is taken.
@bp.post("/cards/<deck>/reviews")
@allow("cards:study", door="own")
def rate(deck: str) -> ResponseReturnValue:
    count_act(ANSWERS_RATED)
    studied_deck = deck_or_404(deck)
    card = card_or_404(studied_deck, request.form.get("card", ""))
    answer = mark_before_writing(studied_deck, card, read_card_answer(request.form))
    zone_of_reader = zone()
    with database().writing() as writing:
        stands = record_review(writing, who(), studied_deck, card, answer, zone_of_reader, now())
    if not stands:
        flash("You already rated this card in another window. That rating counts.", "info")
    return redirect(url_for(".study", deck=deck), 303)


@bp.post("/cards/<deck>/undo")
@allow("cards:study")
def undo(deck: str) -> ResponseReturnValue:
    undo_review(session(), who(), deck_or_404(deck), read_review_to_undo(request.form), now())
    flash("Your last rating was undone. The card is as it was before.", "ok")
    return redirect(url_for(".study", deck=deck), 303)
