"""Pages that show decks: all of them, and one."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from flask import render_template

from school.cards.rules.cards import KINDS, by_group, cards_of, shown_only
from school.catalogue.guard import catalogue, deck_or_404
from school.studying.rules.contrasts import Pair
from school.studying.rules.progress import forecast_reviews
from school.studying.service.contrasts import read_confusions
from school.studying.service.progress import read_deck_progress, read_progress_by_deck
from school.studying.views.blueprint import bp
from school.web.context import allow, now, session, who
from school.web.filters import zone


@bp.get("/cards")
@allow("content:read")
def decks() -> str:
    decks_by_slug = catalogue().decks
    progress = read_progress_by_deck(session(), who().id, decks_by_slug.values(), zone(), now())
    coming: list[datetime] = []
    for deck_progress in progress.values():
        coming.extend(deck_progress.coming)
    return render_template(
        "studying/decks.html",
        decks=decks_by_slug,
        progress_by_deck=progress,
        forecast=forecast_reviews(coming, zone(), now()),
    )


@bp.get("/cards/<deck>")
@allow("content:read")
def deck(deck: str) -> str:
    deck_shown = deck_or_404(deck)
    cards_by_kind = Counter(card.kind for card in cards_of(deck_shown).values())
    unseen_pairs: tuple[Pair, ...] = ()
    if who().signed_in:
        unseen_pairs = read_confusions(session(), who(), now()).list_unseen_pairs(deck_shown)
    return render_template(
        "studying/deck.html",
        deck=deck_shown,
        progress=read_deck_progress(session(), who().id, deck_shown, zone(), now()),
        kinds=[(word, cards_by_kind[kind]) for kind, word in KINDS.items() if cards_by_kind[kind]],
        groups=by_group(deck_shown.graded),
        shown_only=by_group(shown_only(deck_shown)),
        unseen_pairs=unseen_pairs,
    )
