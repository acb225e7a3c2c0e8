"""Cards for views: the one that a page names, or a page that says there is none."""

from __future__ import annotations

from school.catalogue.rules.documents import Deck
from school.flashcards.rules.cards import Card, cards_of
from school.web.refusals import NotFound


def card_or_404(deck: Deck, card_id: str) -> Card:
    """The card of this deck; one of another deck, retired or never there is not found."""
    card = cards_of(deck).get(card_id)
    if card is None:
        raise NotFound
    return card
