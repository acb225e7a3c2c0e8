"""Pages that show decks: all of them, and one."""

from __future__ import annotations

from functools import partial

from flask import render_template

from school.catalogue.guard import catalogue, deck_or_404
from school.flashcards.rules.cards import by_group, labels, shown_only
from school.flashcards.rules.standing import forecast
from school.flashcards.service.standings import standing_in, standings
from school.flashcards.views.blueprint import bp
from school.web.context import allow, now, session, who
from school.web.filters import zone


@bp.get("/cards")
@allow("content:read")
def decks() -> str:
    found = catalogue().decks
    where = standings(session(), who().id, found.values(), zone(), now())
    coming = (instant for standing in where.values() for instant in standing.coming)
    return render_template(
        "flashcards/decks.html", decks=found, standings=where, forecast=forecast(coming, zone(), now())
    )


@bp.get("/cards/<deck>")
@allow("content:read")
def deck(deck: str) -> str:
    found = deck_or_404(deck)
    return render_template(
        "flashcards/deck.html",
        deck=found,
        standing=standing_in(session(), who().id, found, zone(), now()),
        groups=by_group(found.graded),
        shown_only=by_group(shown_only(found)),
        sources={source.id: source for source in found.sources},
        labels=partial(labels, found),
    )
