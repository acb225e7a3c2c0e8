"""Decks, cards and patterns for views: the one that a page names, or 404."""

from __future__ import annotations

from school.cards.rules.cards import Card, index_cards
from school.cards.rules.decks import Deck, Pattern
from school.core.refusals import NotFound
from school.documents.guard import document_or_404


def deck_or_404(slug: str) -> Deck:
    """The deck as it is published now."""
    return document_or_404(Deck, slug)


def card_or_404(deck: Deck, card_id: str) -> Card:
    """The card of this deck. One that was retired or belongs to another deck is not found."""
    card = index_cards(deck).get(card_id)
    if card is None:
        raise NotFound
    return card


def pattern_or_404(deck: Deck, pattern_id: str) -> Pattern:
    """The pattern of this deck, asked or only shown."""
    pattern = deck.find_pattern(pattern_id)
    if pattern is None:
        raise NotFound
    return pattern
