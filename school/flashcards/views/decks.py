"""Pages that show decks: all of them, one, and one pattern of a deck."""

from __future__ import annotations

from collections import Counter
from functools import partial

from flask import render_template

from school.body.atlas import atlas
from school.catalogue.guard import catalogue, deck_or_404
from school.flashcards.guard import pattern_or_404
from school.flashcards.rules.asking import pattern_views
from school.flashcards.rules.cards import KINDS, by_group, cards_of, labels, shown_only
from school.flashcards.rules.lessons import lessons_about, named_in
from school.flashcards.rules.standing import forecast
from school.flashcards.service.contrasts import confused
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
    there = Counter(card.kind for card in cards_of(found).values())
    return render_template(
        "flashcards/deck.html",
        deck=found,
        standing=standing_in(session(), who().id, found, zone(), now()),
        kinds=[(word, there[kind]) for kind, word in KINDS.items() if there[kind]],
        groups=by_group(found.graded),
        shown_only=by_group(shown_only(found)),
        waiting=confused(session(), who(), now()).waiting(found) if who().signed_in else (),
    )


@bp.get("/cards/<deck>/patterns/<pattern_id>")
@allow("content:read")
def pattern(deck: str, pattern_id: str) -> str:
    """A charted pattern in full. Its address stays, as its id does."""
    found = deck_or_404(deck)
    pattern = pattern_or_404(found, pattern_id)
    before, after = found.neighbours(pattern)
    return render_template(
        "flashcards/pattern.html",
        deck=found,
        pattern=pattern,
        views=pattern_views(pattern, atlas()),
        before=before,
        after=after,
        labels=partial(labels, found),
        places=named_in(pattern, catalogue().modules.values()),
        lessons=lessons_about(pattern.about, catalogue()),
    )
