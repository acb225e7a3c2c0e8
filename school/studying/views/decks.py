"""Pages that show decks: all of them, and one."""

from __future__ import annotations

from flask import render_template

from school.cards.guard import deck_or_404
from school.cards.rules.cards import by_group, kinds_in, shown_only
from school.cards.rules.decks import Deck
from school.cards.rules.registry import CARD_KINDS
from school.catalogue.guard import catalogue
from school.studying.rules.standing import forecast
from school.studying.service.contrasts import confused
from school.studying.service.standings import standing_in, standings
from school.studying.views.blueprint import bp
from school.web.context import allow, now, session, who
from school.web.filters import zone


@bp.get("/cards")
@allow("content:read")
def decks() -> str:
    found = catalogue().of(Deck)
    where = standings(session(), who().id, found.values(), zone(), now())
    coming = (instant for standing in where.values() for instant in standing.coming)
    return render_template(
        "studying/decks.html",
        decks=found,
        standings=where,
        forecast=forecast(coming, zone(), now()),
    )


@bp.get("/cards/<deck>")
@allow("content:read")
def deck(deck: str) -> str:
    found = deck_or_404(deck)
    return render_template(
        "studying/deck.html",
        deck=found,
        standing=standing_in(session(), who().id, found, zone(), now()),
        kinds=[(CARD_KINDS[kind].word, number) for kind, number in kinds_in(found).items()],
        groups=by_group(found.graded),
        shown_only=by_group(shown_only(found)),
        waiting=confused(session(), who(), now()).waiting(found) if who().signed_in else (),
    )
