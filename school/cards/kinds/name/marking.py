"""Marking the name of a muscle."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache
from types import MappingProxyType

from school.cards.kinds.name.response import NameResponse
from school.cards.rules.answers import Mark
from school.cards.rules.cards import DECKS_KEPT, Card, list_patterns_of_zone
from school.cards.rules.decks import Deck, Pattern
from school.questions.short_text.wording import normalize_wording

SAME_MUSCLE = Fraction(1, 2)  # the right muscle, the wrong part of it


def mark_name(card: Card, response: NameResponse, deck: Deck) -> Mark | None:
    """1 for any pattern with exactly this zone, by its name or its muscle's.

    1/2 for another part of the muscle.
    """
    assert card.pattern
    typed = response.typed
    if not typed:
        return None
    right = list_patterns_of_zone(deck, card.pattern)
    if any(_names_pattern(typed, pattern) for pattern in right):
        return Mark(Fraction(1), right=(card.pattern.id,))
    meant = find_named_pattern(typed, deck)
    near = meant is not None and any(meant.muscle == pattern.muscle for pattern in right)
    wrong = (meant.id if meant else typed,)
    return Mark(SAME_MUSCLE if near else Fraction(0), missed=(card.pattern.id,), wrong=wrong)


def _names_pattern(typed: str, pattern: Pattern) -> bool:
    wording = normalize_wording(typed)
    return wording in (normalize_wording(pattern.name), normalize_wording(pattern.muscle))


def find_named_instead(mark: Mark, deck: Deck) -> str | None:
    """The id of the graded pattern that was named instead, if the answer was wrong."""
    graded = {pattern.id for pattern in deck.graded}
    return next((id for id in mark.wrong if id in graded), None)


def find_named_pattern(typed: str, deck: Deck) -> Pattern | None:
    """The pattern that somebody means: by its name, else by a muscle that has one pattern."""
    return index_wordings(deck).get(normalize_wording(typed))


@lru_cache(maxsize=DECKS_KEPT)
def index_wordings(deck: Deck) -> Mapping[str, Pattern]:
    """Every wording that means exactly one pattern, as it is compared. Made once an edition."""
    names, muscles = defaultdict(list), defaultdict(list)
    for pattern in deck.patterns:
        names[normalize_wording(pattern.name)].append(pattern)
        muscles[normalize_wording(pattern.muscle)].append(pattern)
    meanings = (muscles | names).items()
    return MappingProxyType({word: meant[0] for word, meant in meanings if len(meant) == 1})
