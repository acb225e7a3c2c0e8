"""A question's statistics as its author reads them: lettered choices, advice in sentences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from school.questions.items import Item
from school.questions.kinds import print_item
from school.questions.shown import Option, Printed
from school.quizzes.rules.quiz import Quiz
from school.quizzes.rules.statistics import ChoiceUse, Flag, ItemStatistics

TYPED_SHOWN = 10  # of the typed answers, the commonest


@dataclass(frozen=True)
class ItemHealth:
    """A question with what is known of it."""

    printed: Printed
    line: int  # in the source text
    statistics: ItemStatistics
    choices: tuple[tuple[Option, ChoiceUse], ...]
    typed: tuple[tuple[str, int], ...]  # commonest first
    advice: tuple[str, ...]


def quiz_health(quiz: Quiz, statistics: Mapping[str, ItemStatistics]) -> tuple[ItemHealth, ...]:
    """Each question of the quiz in its order; `statistics` by item id."""
    return tuple(item_health(item, statistics[item.id]) for item in quiz.items)


def item_health(item: Item, statistics: ItemStatistics) -> ItemHealth:
    """One question with its statistics."""
    printed = print_item(item)
    choices = tuple(zip(printed.options, statistics.choices, strict=True))
    letters = {use.choice_id: option.letter for option, use in choices}
    return ItemHealth(
        printed=printed,
        line=item.line,
        statistics=statistics,
        choices=choices,
        typed=statistics.typed[:TYPED_SHOWN],
        advice=tuple(_advice(flag, letters) for flag in statistics.flags),
    )


def _advice(flag: Flag, letters: Mapping[str, str]) -> str:
    named = [letters[choice_id] for choice_id in flag.choices]
    match flag.what:
        case "below-guessing":
            return "Fewer got it right than by guessing: check the key, then read the question as a student would."
        case "wrong-draws-more":
            return f"Choice {' and '.join(named)} draws more people than a right one: is it wrong beyond doubt?"
        case "nearly-all-right":
            return "Nearly everybody gets it right: it tells little about who knows."
        case "idle":
            return f"Nobody chooses {' or '.join(named)}: something more tempting would ask more."
