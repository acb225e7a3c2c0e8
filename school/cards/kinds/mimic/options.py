"""The diagnoses to choose from: what a pattern can be mistaken for, among likely wrong ones."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache

from school.body.rules.zones import name_body_area
from school.cards.rules.decks import Deck, Pattern

OPTIONS = 8
FEWEST_WRONG = 3  # with fewer, ticking everything would be a fair guess
LONG = 5  # letters of a word that can tell diagnoses apart: “pain” and “with” can't
STEM = 6  # letters of such a word that are compared


def has_enough_wrong(pattern: Pattern, deck: Deck) -> bool:
    """Whether there is anything to ask: diagnoses of its own, and enough that are not."""
    return bool(pattern.mimics) and len(_list_wrong_options(pattern, deck)) >= FEWEST_WRONG


@lru_cache(maxsize=512)
def list_options(pattern: Pattern, deck: Deck) -> tuple[str, ...]:
    """The pattern's own diagnoses among wrong ones: eight in all, or more if it has many.

    Their order is always the same, and gives nothing away.
    """
    how_many_wrong = max(FEWEST_WRONG, OPTIONS - len(pattern.mimics))
    wrong = _list_wrong_options(pattern, deck)[:how_many_wrong]
    return tuple(sorted((*pattern.mimics, *wrong), key=lambda option: _hash_place(pattern, option)))


def _list_wrong_options(pattern: Pattern, deck: Deck) -> tuple[str, ...]:
    """Diagnoses of other patterns that are wrong for this one, in the order they are offered in.

    A wrong choice has to be wrong. So none is listed for a pattern in the same part of the body, or
    for one that shares a diagnosis with this one. And none says the same as a diagnosis of its own
    in other words (C6 beside C5 radiculopathy).
    """
    arguable = _list_arguable(pattern, deck)
    own_stems = {stem for mimic in pattern.mimics for stem in _list_word_stems(mimic)}
    is_of_group: dict[str, bool] = {}
    for candidate in deck.patterns:
        for mimic in candidate.mimics:
            if mimic not in arguable and own_stems.isdisjoint(_list_word_stems(mimic)):
                same_group = candidate.group == pattern.group
                is_of_group[mimic] = is_of_group.get(mimic, False) or same_group
    shuffled = sorted(is_of_group, key=lambda mimic: _hash_place(pattern, mimic))
    # Some are from the same group, because otherwise the place alone would tell them apart.
    close = [mimic for mimic in shuffled if is_of_group[mimic]][: OPTIONS // 2]
    return (*close, *(mimic for mimic in shuffled if mimic not in close))


def _list_arguable(pattern: Pattern, deck: Deck) -> set[str]:
    """Diagnoses of which somebody could argue that they are right for this pattern, too."""
    areas, own = _list_body_areas(pattern), set(pattern.mimics)
    arguable: set[str] = set()
    for candidate in deck.patterns:
        if areas & _list_body_areas(candidate) or not own.isdisjoint(candidate.mimics):
            arguable.update(candidate.mimics)
    return arguable


@lru_cache(maxsize=512)
def _list_body_areas(pattern: Pattern) -> frozenset[str]:
    return frozenset(name_body_area(region) for region in (*pattern.primary, *pattern.spillover))


@lru_cache(maxsize=1024)
def _list_word_stems(mimic: str) -> frozenset[str]:
    """The beginnings of its long words, because radiculopathy and radicular pain say the same."""
    words = re.findall(r"[a-z]+", mimic.casefold())
    return frozenset(word[:STEM] for word in words if len(word) >= LONG)


def _hash_place(pattern: Pattern, mimic: str) -> bytes:
    return hashlib.sha256(f"{pattern.id}:{mimic}".encode()).digest()
