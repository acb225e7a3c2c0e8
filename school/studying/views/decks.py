"""Pages that show decks: all of them, and one."""

from __future__ import annotations

from datetime import datetime

from flask import render_template

from school.cards.guard import deck_or_404
from school.cards.rules.cards import (
    count_cards_by_kind,
    group_by_muscle_group,
    list_unasked_patterns,
)
from school.cards.rules.decks import Deck
from school.cards.rules.registry import CARD_KINDS
from school.catalogue.guard import current_catalogue
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
    decks_by_slug = current_catalogue().of(Deck)
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
    unseen_pairs: tuple[Pair, ...] = ()
    if who().signed_in:
        unseen_pairs = read_confusions(session(), who(), now()).list_unseen_pairs(deck_shown)
    return render_template(
        "studying/deck.html",
        deck=deck_shown,
        progress=read_deck_progress(session(), who().id, deck_shown, zone(), now()),
        kinds=[
            (CARD_KINDS[kind].word, number)
            for kind, number in count_cards_by_kind(deck_shown).items()
        ],
        groups=group_by_muscle_group(deck_shown.graded),
        shown_only=group_by_muscle_group(list_unasked_patterns(deck_shown)),
        unseen_pairs=unseen_pairs,
    )
