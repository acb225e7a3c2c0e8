"""Marking the name of a muscle."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache
from types import MappingProxyType

from school.cards.kinds.name.given import NameGiven
from school.cards.rules.answers import Mark
from school.cards.rules.cards import DECKS_KEPT, Card, same_zone
from school.cards.rules.decks import Deck, Pattern
from school.questions.short_text.wording import normalize_wording

SAME_MUSCLE = Fraction(1, 2)  # the right muscle, the wrong part of it


def mark(card: Card, given: NameGiven, deck: Deck) -> Mark | None:
    """1 for any pattern with this very zone, by its name or its muscle's.

    1/2 for another part of the muscle.
    """
    assert card.pattern
    typed = given.typed
    if not typed:
        return None
    right = same_zone(deck, card.pattern)
    if any(
        normalize_wording(typed)
        in (normalize_wording(pattern.name), normalize_wording(pattern.muscle))
        for pattern in right
    ):
        return Mark(Fraction(1), right=(card.pattern.id,))
    meant = named_pattern(typed, deck)
    near = meant is not None and any(meant.muscle == pattern.muscle for pattern in right)
    wrong = (meant.id if meant else typed,)
    return Mark(SAME_MUSCLE if near else Fraction(0), missed=(card.pattern.id,), wrong=wrong)


def confusion(mark: Mark, deck: Deck) -> str | None:
    """The graded pattern that was named instead. One with the very zone that was shown is right."""
    graded = {pattern.id for pattern in deck.graded}
    return next((id for id in mark.wrong if id in graded), None)


def named_pattern(typed: str, deck: Deck) -> Pattern | None:
    """The pattern that somebody means: by its name, else by a muscle that has one pattern."""
    return wordings(deck).get(normalize_wording(typed))


@lru_cache(maxsize=DECKS_KEPT)
def wordings(deck: Deck) -> Mapping[str, Pattern]:
    """Every wording that means one pattern, as it is compared; made once an edition."""
    names, muscles = defaultdict(list), defaultdict(list)
    for pattern in deck.patterns:
        names[normalize_wording(pattern.name)].append(pattern)
        muscles[normalize_wording(pattern.muscle)].append(pattern)
    meanings = (muscles | names).items()
    return MappingProxyType({word: meant[0] for word, meant in meanings if len(meant) == 1})
