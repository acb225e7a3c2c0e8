"""What a pattern can be mistaken for, among likely wrong ones."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache

from school.body.rules.zones import name_body_area
from school.cards.rules.decks import Deck, Pattern

OPTIONS = 8
FEWEST_WRONG = 3  # with fewer, ticking everything would be a fair guess
LONG = 5  # letters from which a word tells diagnoses apart: “pain” and “with” do not
STEM = 6  # letters of it that are compared


def enough_wrong(pattern: Pattern, deck: Deck) -> bool:
    """Whether there is anything to ask: diagnoses of its own, and enough that are not."""
    return bool(pattern.mimics) and len(_wrong(pattern, deck)) >= FEWEST_WRONG


@lru_cache(maxsize=512)
def options(pattern: Pattern, deck: Deck) -> tuple[str, ...]:
    """The pattern's own diagnoses among others, eight in all, in an order that stays and says
    nothing.
    """
    wrong = _wrong(pattern, deck)[: max(FEWEST_WRONG, OPTIONS - len(pattern.mimics))]
    return tuple(sorted((*pattern.mimics, *wrong), key=lambda option: _scattered(pattern, option)))


def _wrong(pattern: Pattern, deck: Deck) -> tuple[str, ...]:
    """Diagnoses that other patterns are mistaken for and this one is not, in the order in which
    they are offered.

    A wrong choice has to be wrong: nothing that is listed for any pattern in the same part of the
    body, or for one that shares a diagnosis with this; and nothing that is its own in other words
    (C6 beside C5 radiculopathy).
    """
    own = {word for mimic in pattern.mimics for word in _words(mimic)}
    here = _areas(pattern)
    akin = [
        p for p in deck.patterns if here & _areas(p) or not set(pattern.mimics).isdisjoint(p.mimics)
    ]
    arguable = {mimic for other in akin for mimic in other.mimics}
    near: dict[str, bool] = {}
    for other in deck.patterns:
        for mimic in other.mimics:
            if mimic not in arguable and own.isdisjoint(_words(mimic)):
                near[mimic] = near.get(mimic, False) or other.group == pattern.group
    scattered = sorted(near, key=lambda mimic: _scattered(pattern, mimic))
    # Some from the same group: otherwise the place alone would tell them apart.
    close = [mimic for mimic in scattered if near[mimic]][: OPTIONS // 2]
    return (*close, *(mimic for mimic in scattered if mimic not in close))


@lru_cache(maxsize=512)
def _areas(pattern: Pattern) -> frozenset[str]:
    return frozenset(name_body_area(region) for region in (*pattern.primary, *pattern.spillover))


@lru_cache(maxsize=1024)
def _words(mimic: str) -> frozenset[str]:
    """Beginnings of its long words: radiculopathy and radicular pain say the same."""
    return frozenset(
        word[:STEM] for word in re.findall(r"[a-z]+", mimic.casefold()) if len(word) >= LONG
    )


def _scattered(pattern: Pattern, mimic: str) -> bytes:
    return hashlib.sha256(f"{pattern.id}:{mimic}".encode()).digest()
