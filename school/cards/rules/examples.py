"""Mistakes for examples: the pattern that somebody might take another one for."""

from __future__ import annotations

from school.cards.rules.decks import Deck, Pattern


def find_neighbor(pattern: Pattern, deck: Deck) -> Pattern:
    """The pattern that this one is taken for: the next in its group with quite another zone.

    If the group has none, it is the pattern itself.
    """
    group = [member for member in deck.graded if member.group == pattern.group]
    zone = set(pattern.primary)
    for neighbor in group[group.index(pattern) + 1 :] + group:
        if zone.isdisjoint(neighbor.primary):
            return neighbor
    return pattern
