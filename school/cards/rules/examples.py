"""What somebody might answer who is mistaken: the pattern that another one is taken for."""

from __future__ import annotations

from school.cards.rules.decks import Deck, Pattern


def neighbor_of(pattern: Pattern, deck: Deck) -> Pattern:
    """The pattern of the same group that this one is taken for: the next in the deck with another
    zone.
    """
    group = [other for other in deck.graded if other.group == pattern.group]
    zone = set(pattern.primary)
    for other in group[group.index(pattern) + 1 :] + group:
        if zone.isdisjoint(other.primary):
            return other
    return pattern
