"""Which of a deck's cards go with which quiz: by what they name, and by the module's muscles."""

from __future__ import annotations

from collections.abc import Iterable

from school.cards.rules.decks import Deck
from school.catalogue.rules.documents import Module
from school.catalogue.rules.naming import names_muscle
from school.quizzes.rules.quiz import Quiz


def match_quizzes(deck: Deck, quizzes: Iterable[tuple[Quiz, Module]]) -> dict[str, tuple[str, ...]]:
    """Quiz slug → ids of the patterns and cards in words that go with it, in the deck's order.

    A pattern or card goes with a quiz if it says that it is about the quiz's module or one of its
    questions. A pattern also does if the module's text names its muscle. Quizzes with which
    nothing goes are left out.
    """
    ids_by_quiz = {}
    for quiz, module in quizzes:
        ids = _list_asked_ids(deck, quiz, module)
        if ids:
            ids_by_quiz[quiz.slug] = ids
    return ids_by_quiz


def _list_asked_ids(deck: Deck, quiz: Quiz, module: Module) -> tuple[str, ...]:
    muscles = _find_named_muscles(deck, module)
    ids = []
    for pattern in deck.graded:
        if pattern.muscle in muscles or _is_about(pattern.about, quiz, module):
            ids.append(pattern.id)
    for card in deck.cards:
        if _is_about(card.about, quiz, module):
            ids.append(card.id)
    return tuple(ids)


def _is_about(about: Iterable[str], quiz: Quiz, module: Module) -> bool:
    return any(name == module.slug or name.startswith(f"{quiz.slug}/") for name in about)


def _find_named_muscles(deck: Deck, module: Module) -> set[str]:
    """The muscles of graded patterns that the module's text names."""
    muscles = {pattern.muscle for pattern in deck.graded}
    named: set[str] = set()
    for section in module.sections:
        named |= {muscle for muscle in muscles if names_muscle(section, muscle)}
    return named
