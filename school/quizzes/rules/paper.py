"""The questions of one attempt in its own order, as they are asked and explained afterward."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from school.questions import kinds
from school.questions.items import Item, Response
from school.questions.shown import Explained, Shown
from school.quizzes.rules.quiz import Quiz


@dataclass(frozen=True)
class AskedQuestion:
    """A question as it is asked. Nothing in it gives the key away."""

    number: int
    shown: Shown
    chosen: frozenset[str]  # shown values, or the one typed text
    answered: bool


@dataclass(frozen=True)
class ReviewedQuestion:
    """A question as it is explained after hand-in; points in hundredths."""

    number: int
    title: str
    section: str  # of the module, to read again
    explained: Explained
    earned: int
    possible: int


def order_questions(quiz: Quiz, seed: int) -> tuple[Item, ...]:
    """The questions in the order of this attempt: the file's, or one fixed by the seed.

    Each question is placed by the SHA-256 of seed and id. So the order need not be stored, and a
    question that is added or retired leaves the order of the others as it is.
    """
    if not quiz.shuffle_questions:
        return quiz.items
    return tuple(sorted(quiz.items, key=lambda item: _hash_place(seed, item)))


def _hash_place(seed: int, item: Item) -> bytes:
    return hashlib.sha256(f"{seed}/{item.id}".encode()).digest()


def ask_questions(
    quiz: Quiz, seed: int, responses: Mapping[str, Response]
) -> tuple[AskedQuestion, ...]:
    """The attempt's questions without their key, each with the answer that stands."""
    questions = []
    for number, item in enumerate(order_questions(quiz, seed), start=1):
        response = responses.get(item.id, ())
        shown = kinds.show_question(item, seed, quiz.shuffle_choices)
        chosen = kinds.find_chosen_values(item, response, seed, quiz.shuffle_choices)
        questions.append(AskedQuestion(number, shown, chosen, answered=bool(response)))
    return tuple(questions)


def explain_questions(
    quiz: Quiz, seed: int, responses: Mapping[str, Response], earned: Mapping[str, tuple[int, int]]
) -> tuple[ReviewedQuestion, ...]:
    """The attempt's questions with answer, key and feedback.

    `earned` holds (earned, possible) for each item, in hundredths, as they were marked at hand-in.
    """
    questions = []
    for number, item in enumerate(order_questions(quiz, seed), start=1):
        response = responses.get(item.id, ())
        explained = kinds.explain_question(item, response, seed, quiz.shuffle_choices)
        question = ReviewedQuestion(number, item.title, item.section, explained, *earned[item.id])
        questions.append(question)
    return tuple(questions)
