"""A question's statistics for its author: lettered choices, and advice in sentences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from school.questions.items import Item
from school.questions.kinds import print_question
from school.questions.shown import Option, Printed
from school.quizzes.rules.quiz import Quiz
from school.quizzes.rules.statistics import ChoiceUse, Flag, ItemStatistics

TYPED_SHOWN = 10  # the most common typed answers


@dataclass(frozen=True)
class ItemHealth:
    """A question with what its answers tell about it."""

    printed: Printed
    line: int  # in the source text
    statistics: ItemStatistics
    choices: tuple[tuple[Option, ChoiceUse], ...]
    typed: tuple[tuple[str, int], ...]  # most common first
    advice: tuple[str, ...]


def judge_quiz(quiz: Quiz, statistics: Mapping[str, ItemStatistics]) -> tuple[ItemHealth, ...]:
    """Return each question of the quiz in order; `statistics` is by item id."""
    return tuple(judge_item(item, statistics[item.id]) for item in quiz.items)


def judge_item(item: Item, statistics: ItemStatistics) -> ItemHealth:
    """Return one question with its statistics."""
    printed = print_question(item)
    choices = tuple(zip(printed.options, statistics.choices, strict=True))
    letters = {use.choice_id: option.letter for option, use in choices}
    return ItemHealth(
        printed=printed,
        line=item.line,
        statistics=statistics,
        choices=choices,
        typed=statistics.typed[:TYPED_SHOWN],
        advice=tuple(_write_advice(flag, letters) for flag in statistics.flags),
    )


def _write_advice(flag: Flag, letters: Mapping[str, str]) -> str:
    letters_meant = [letters[choice_id] for choice_id in flag.choices]
    match flag.what:
        case "below-guessing":
            return (
                "Fewer people got it right than guessing would give: check the key,"
                " then read the question as a student would."
            )
        case "wrong-draws-more":
            choices = " and ".join(letters_meant)
            return f"Choice {choices} draws more people than a right one: is it wrong beyond doubt?"
        case "nearly-all-right":
            return "Nearly everyone gets it right, so it says little about who knows."
        case "idle":
            choices = " or ".join(letters_meant)
            return f"Nobody chooses {choices}: a more tempting choice would ask more."
