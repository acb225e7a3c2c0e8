"""What chosen choices earn, and what right and wrong answers look like."""

from __future__ import annotations

from fractions import Fraction

from school.questions.choosing.choice import Choice, list_right_ids
from school.questions.items import Mark, Response


def mark_all_or_nothing(choices: tuple[Choice, ...], response: Response) -> Mark:
    """1 if exactly the right choices are chosen, else 0."""
    is_right = frozenset(response) == list_right_ids(choices)
    return Mark(Fraction(is_right), answered=bool(response))


def choose_right(choices: tuple[Choice, ...]) -> Response:
    """Every right choice, in file order."""
    return tuple(choice.id for choice in choices if choice.right)


def choose_wrong(choices: tuple[Choice, ...]) -> tuple[Response, ...]:
    """Each wrong choice alone."""
    return tuple((choice.id,) for choice in choices if not choice.right)
