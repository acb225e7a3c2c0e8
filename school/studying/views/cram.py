"""Pages for cramming: going through cards outside the schedule, with nothing recorded."""

from __future__ import annotations

from typing import Any

from flask import render_template, request

from school.body.atlas import atlas
from school.cards.forms import read_card_response
from school.cards.guard import card_or_404, deck_or_404
from school.cards.rules.cards import Card, count_cards_by_kind, index_cards, name_group
from school.cards.rules.decks import Deck
from school.cards.rules.lessons import list_lessons_about, list_places_naming_muscle
from school.cards.rules.marking import mark_answer
from school.cards.rules.registry import CARD_KINDS
from school.catalogue.guard import current_catalogue
from school.studying.rules.cramming import WHICH, CramChoice, list_groups, select_cards_to_cram
from school.studying.rules.days import learning_day
from school.studying.service.records import read_deck_records
from school.studying.views.blueprint import bp
from school.web.context import allow, now, session, who
from school.web.filters import zone
from school.web.limits import ANSWERS_SHOWN
from school.web.throttle import count_act


@bp.get("/cards/<deck>/cram")
@allow("cards:study")
def cram(deck: str) -> str:
    """The choice of cards. With `at` in the address: the card at that place, or the end."""
    crammed_deck, choice = deck_or_404(deck), _read_choice()
    at = request.args.get("at", type=int)
    cards = _select_cards(crammed_deck, choice)
    if at is None or not cards:
        return render_template(
            "studying/cram.html",
            deck=crammed_deck,
            choice=choice,
            chosen=len(cards),
            **_list_options(crammed_deck),
        )
    if not 0 <= at < len(cards):
        return render_template(
            "studying/crammed.html", deck=crammed_deck, how_many=len(cards), choice=choice
        )
    question = CARD_KINDS[cards[at].kind].show_question(cards[at], crammed_deck, atlas())
    return render_template(
        "studying/cramming.html",
        deck=crammed_deck,
        asked=question,
        at=at,
        how_many=len(cards),
        choice=choice,
    )


# Nothing is written, so the write lock is not taken.
@bp.post("/cards/<deck>/cram")
@allow("cards:study", door="own")
def cram_answer(deck: str) -> str:
    """The answer to a card, marked and then forgotten."""
    count_act(ANSWERS_SHOWN)
    crammed_deck, choice = deck_or_404(deck), _read_choice()
    card = card_or_404(crammed_deck, request.form.get("card", ""))
    response = read_card_response(request.form)
    mark = mark_answer(card, response, crammed_deck, atlas()).mark
    return render_template(
        "studying/cramming_answer.html",
        deck=crammed_deck,
        answered=CARD_KINDS[card.kind].show_answer(card, crammed_deck, atlas(), response, mark),
        at=max(0, min(request.args.get("at", 0, type=int), len(index_cards(crammed_deck)))),
        choice=choice,
        places=list_places_naming_muscle(card.pattern, current_catalogue().modules.values())
        if card.pattern
        else (),
        lessons=list_lessons_about(card.about, current_catalogue()),
    )


def _read_choice() -> CramChoice:
    which, kind = request.args.get("which", "all"), request.args.get("kind", "")
    return CramChoice(
        which if which in WHICH else "all",
        kind if kind in CARD_KINDS else "",
        request.args.get("group", "")[:100],
    )


def _select_cards(deck: Deck, choice: CramChoice) -> tuple[Card, ...]:
    seed = learning_day(now(), zone()).isoformat()
    return select_cards_to_cram(
        index_cards(deck).values(), read_deck_records(session(), who().id, deck), choice, seed
    )


def _list_options(deck: Deck) -> dict[str, Any]:
    cards = index_cards(deck).values()
    return {
        "which": WHICH.items(),
        "kinds": [(kind, CARD_KINDS[kind].word) for kind in count_cards_by_kind(deck)],
        "groups": [(group, name_group(group)) for group in list_groups(cards)],
    }
