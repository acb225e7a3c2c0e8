"""Which quizzes go with what a deck asks: by what it names, and by the muscles in their modules."""

from __future__ import annotations

from collections.abc import Iterable

from school.cards.rules.decks import Deck
from school.catalogue.rules.documents import Module
from school.catalogue.rules.naming import names_muscle
from school.quizzes.rules.quiz import Quiz


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
