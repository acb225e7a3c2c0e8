"""Pages to study with: the next card, its answer, a rating, and taking one back."""

from __future__ import annotations

import secrets

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from school.body.atlas import atlas
from school.cards.forms import sent_given
from school.cards.guard import card_or_404, deck_or_404
from school.cards.rules.lessons import lessons_about, named_in
from school.cards.rules.marking import mark_answer
from school.cards.rules.registry import CARD_KINDS
from school.catalogue.guard import catalogue
from school.studying.forms import review_to_undo, seconds_since_shown, sent_answer
from school.studying.service.contrasts import confused
from school.studying.service.reviews import last_review, outcomes_of, review, undo_last
from school.studying.service.standings import standing_in, waiting_in
from school.studying.views.blueprint import bp
from school.web.context import allow, now, session, who
from school.web.filters import zone


@bp.get("/cards/<deck>/study")
@allow("cards:study")
def study(deck: str) -> str:
    """The next card, without its key; or, when nothing waits, when the next one comes."""
    found = deck_or_404(deck)
    there = waiting_in(session(), who().id, found, zone(), now())
    last = last_review(session(), who(), found)
    if there.next is None:
        standing = standing_in(session(), who().id, found, zone(), now())
        waiting = confused(session(), who(), now()).waiting(found)
        return render_template(
            "studying/rest.html", deck=found, standing=standing, last_review=last, waiting=waiting
        )
    return render_template(
        "studying/study.html",
        deck=found,
        standing=there,
        last_review=last,
        asked=CARD_KINDS[there.next.card.kind].ask(there.next.card, found, atlas()),
        shown=int(now().timestamp()),
    )


@bp.post("/cards/<deck>/study")
@allow("cards:study")
def show(deck: str) -> str:
    """The answer of a card. It changes nothing: only a rating does."""
    found = deck_or_404(deck)
    card = card_or_404(found, request.form.get("card", ""))
    given = sent_given(request.form)
    seconds = seconds_since_shown(request.form, now())
    marked = mark_answer(card, given, found, atlas(), seconds)
    return render_template(
        "studying/answer.html",
        deck=found,
        answered=CARD_KINDS[card.kind].show(card, found, atlas(), given, marked.mark),
        seconds=seconds,
        proposed=marked.proposed,
        outcomes=outcomes_of(session(), who(), found, card, zone(), now()),
        reviews=request.form.get("reviews", 0, type=int),
        client_id=secrets.token_urlsafe(16),
        places=named_in(card.pattern, catalogue().modules.values()) if card.pattern else (),
        lessons=lessons_about(card.about, catalogue()),
    )


@bp.post("/cards/<deck>/reviews")
@allow("cards:study")
def rate(deck: str) -> ResponseReturnValue:
    found = deck_or_404(deck)
    card = card_or_404(found, request.form.get("card", ""))
    if not review(session(), who(), found, card, sent_answer(request.form), zone(), now()):
        flash("You had rated this card meanwhile, in another window. That rating counts.", "info")
    return redirect(url_for(".study", deck=deck), 303)


@bp.post("/cards/<deck>/undo")
@allow("cards:study")
def undo(deck: str) -> ResponseReturnValue:
    undo_last(session(), who(), deck_or_404(deck), review_to_undo(request.form), now())
    flash("Your last rating is taken back: the card is as it was before.", "ok")
    return redirect(url_for(".study", deck=deck), 303)
