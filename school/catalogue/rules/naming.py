"""Which lessons and quizzes go with what a deck asks: those that it names, and those whose text names its muscles."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from school.catalogue.rules.decks import Deck
from school.catalogue.rules.documents import Module, Quiz, Section

AND_MORE = re.compile(r" and .*| \([^)]*\)$")
PEOPLE_ALSO_SAY = {
    "sternocleidomastoid": "scm",
    "quadratus lumborum": "ql",
    "tensor fasciae latae": "tfl",
    "latissimus dorsi": "latissimus",
    "rhomboid major and minor": "rhomboid",
    "suboccipital muscles": "suboccipital",
    "intercostal muscles": "intercostal",
    "peroneus (fibularis) longus and brevis": "fibularis longus",
}


def wordings(muscle: str) -> tuple[str, ...]:
    """The words by which a text may name a muscle, lower case: its name, its name without what is lumped with it."""
    whole = muscle.casefold()
    short = AND_MORE.sub("", whole)
    return tuple(
        dict.fromkeys(word for word in (whole, short, PEOPLE_ALSO_SAY.get(whole, "")) if word)
    )


def names_muscle(section: Section, muscle: str) -> bool:
    """Whether the section's text names the muscle, in any case and number."""
    words, said = _said(muscle)
    return any(word in section.folded for word in words) and said.search(section.folded) is not None


@lru_cache(maxsize=512)
def _said(muscle: str) -> tuple[tuple[str, ...], re.Pattern[str]]:
    words = wordings(muscle)
    return words, re.compile(r"\b(?:" + "|".join(map(re.escape, words)) + r")s?\b")


def asked_by_quizzes(
    deck: Deck, quizzes: Iterable[tuple[Quiz, Module]]
) -> dict[str, tuple[str, ...]]:
    """Slug of each quiz that something of the deck goes with → ids of those patterns and cards in words, in its order.

    A pattern or card goes with a quiz where it says that it is about the quiz's module or one of its questions;
    a pattern also where the module's text names its muscle.
    """
    found = {quiz.slug: _asked_by(deck, quiz, module) for quiz, module in quizzes}
    return {slug: ids for slug, ids in found.items() if ids}


def _asked_by(deck: Deck, quiz: Quiz, module: Module) -> tuple[str, ...]:
    def is_about(about: Iterable[str]) -> bool:
        return any(each == module.slug or each.startswith(f"{quiz.slug}/") for each in about)

    muscles = {pattern.muscle for pattern in deck.graded}
    named = set()
    for section in module.sections:
        named |= {muscle for muscle in muscles if names_muscle(section, muscle)}
    patterns = (
        pattern.id for pattern in deck.graded if pattern.muscle in named or is_about(pattern.about)
    )
    return (*patterns, *(card.id for card in deck.cards if is_about(card.about)))
