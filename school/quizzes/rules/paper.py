"""The questions of one attempt, in its own order: as they are asked, and as they are explained afterwards."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from school.questions import kinds
from school.questions.items import Item, Response
from school.questions.shown import Explained, Shown
from school.quizzes.rules.quiz import Quiz


@dataclass(frozen=True)
class Asked:
    """A question as it is asked. Holds nothing from which the key could be told."""

    number: int
    shown: Shown
    chosen: frozenset[str]  # shown values, or the one typed text
    answered: bool


@dataclass(frozen=True)
class Reviewed:
    """A question as it is explained after hand-in; points in hundredths."""

    number: int
    title: str
    section: str  # of the module, to read again
    explained: Explained
    earned: int
    possible: int


def in_order(quiz: Quiz, seed: int) -> tuple[Item, ...]:
    """The questions in the order of this attempt: the file's, or one that the seed decides for good.

    Each question is placed by the SHA-256 of seed and id, so that the order needs no storing and a
    question that is added or retired does not stir the others.
    """
    if not quiz.shuffle_questions:
        return quiz.items
    return tuple(
        sorted(quiz.items, key=lambda item: hashlib.sha256(f"{seed}/{item.id}".encode()).digest())
    )


def ask(quiz: Quiz, seed: int, responses: Mapping[str, Response]) -> tuple[Asked, ...]:
    """The attempt's questions without their key, each with the answer that stands."""
    return tuple(
        Asked(
            number,
            kinds.show(item, seed, quiz.shuffle_choices),
            kinds.chosen(item, responses.get(item.id, ()), seed, quiz.shuffle_choices),
            answered=bool(responses.get(item.id)),
        )
        for number, item in enumerate(in_order(quiz, seed), start=1)
    )


def explain(
    quiz: Quiz, seed: int, responses: Mapping[str, Response], earned: Mapping[str, tuple[int, int]]
) -> tuple[Reviewed, ...]:
    """The attempt's questions with answer, key and feedback.

    `earned` holds (earned, possible) for each item, in hundredths, as they were marked at hand-in.
    """
    return tuple(
        Reviewed(
            number,
            item.title,
            item.section,
            kinds.explain(item, responses.get(item.id, ()), seed, quiz.shuffle_choices),
            *earned[item.id],
        )
        for number, item in enumerate(in_order(quiz, seed), start=1)
    )
