"""Going through cards outside the schedule: nothing is recorded, and no card comes sooner or later for it."""

from __future__ import annotations

from typing import Any

from flask import render_template, request

from school.body.atlas import atlas
from school.cards.forms import sent_given
from school.cards.guard import card_or_404, deck_or_404
from school.cards.rules.cards import Card, cards_of, group_name, kinds_in
from school.cards.rules.decks import Deck
from school.cards.rules.lessons import lessons_about, named_in
from school.cards.rules.marking import mark_answer
from school.cards.rules.registry import CARD_KINDS
from school.catalogue.guard import catalogue
from school.studying.rules.cramming import WHICH, Choice, crammed, groups_of
from school.studying.rules.days import learning_day
from school.studying.service.known import known_in
from school.studying.views.blueprint import bp
from school.web.context import allow, now, session, who
from school.web.filters import zone


@bp.get("/cards/<deck>/cram")
@allow("cards:study")
def cram(deck: str) -> str:
    """The choice of cards; with `at` in the address, the card at that place, or the end."""
    found, choice, at = deck_or_404(deck), _choice(), request.args.get("at", type=int)
    cards = _cards(found, choice)
    if at is None or not cards:
        return render_template(
            "studying/cram.html", deck=found, choice=choice, chosen=len(cards), **_options(found)
        )
    if not 0 <= at < len(cards):
        return render_template(
            "studying/crammed.html", deck=found, how_many=len(cards), choice=choice
        )
    asked = CARD_KINDS[cards[at].kind].ask(cards[at], found, atlas())
    return render_template(
        "studying/cramming.html", deck=found, asked=asked, at=at, how_many=len(cards), choice=choice
    )


@bp.post("/cards/<deck>/cram")
@allow("cards:study")
def cram_answer(deck: str) -> str:
    """The answer of a card, marked and forgotten."""
    found, choice = deck_or_404(deck), _choice()
    card = card_or_404(found, request.form.get("card", ""))
    given = sent_given(request.form)
    mark = mark_answer(card, given, found, atlas()).mark
    return render_template(
        "studying/cramming_answer.html",
        deck=found,
        answered=CARD_KINDS[card.kind].show(card, found, atlas(), given, mark),
        at=max(0, min(request.args.get("at", 0, type=int), len(cards_of(found)))),
        choice=choice,
        places=named_in(card.pattern, catalogue().modules.values()) if card.pattern else (),
        lessons=lessons_about(card.about, catalogue()),
    )


def _choice() -> Choice:
    which, kind = request.args.get("which", "all"), request.args.get("kind", "")
    return Choice(
        which if which in WHICH else "all",
        kind if kind in CARD_KINDS else "",
        request.args.get("group", "")[:100],
    )


def _cards(found: Deck, choice: Choice) -> tuple[Card, ...]:
    seed = learning_day(now(), zone()).isoformat()
    return crammed(cards_of(found).values(), known_in(session(), who().id, found), choice, seed)


def _options(found: Deck) -> dict[str, Any]:
    cards = cards_of(found).values()
    return {
        "which": WHICH.items(),
        "kinds": [(kind, CARD_KINDS[kind].word) for kind in kinds_in(found)],
        "groups": [(group, group_name(group)) for group in groups_of(cards)],
    }
