"""How a question does: how hard it was, what was chosen, and what its author may want to look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from school.questions.items import Item, Response
from school.questions.kinds import print_item
from school.questions.shown import Option, Printed

FEWEST = 10  # people; of fewer, one more answer would tell another story
FEWEST_FOR_IDLE = 30  # people, before a choice that nobody takes is called idle
NEARLY_ALL = 0.95
TYPED_SHOWN = 10  # of the typed answers, the commonest


@dataclass(frozen=True)
class ItemCounts:
    """What first attempts have left of one question."""

    people: int  # who handed it in, answered or not
    earned: int  # hundredths of a point, all together
    possible: int
    answers: Mapping[Response, int]  # canonical answer: how many gave it


NONE_YET = ItemCounts(0, 0, 0, {})


@dataclass(frozen=True)
class ChoiceUse:
    """How often a choice was chosen."""

    option: Option
    right: bool
    chosen: int
    share: float  # of those who handed the question in


@dataclass(frozen=True)
class ItemHealth:
    """A question with what is known of it."""

    printed: Printed
    line: int  # in the source text
    people: int
    blank: int
    mean_share: float | None  # of the points, over first attempts; None where too few answered
    choices: tuple[ChoiceUse, ...]
    typed: tuple[tuple[str, int], ...]  # commonest first
    advice: tuple[str, ...]

    @property
    def too_few(self) -> bool:
        return self.people < FEWEST


def item_health(item: Item, counts: ItemCounts) -> ItemHealth:
    """What first attempts say of a question. Of fewer than ten people nothing is concluded."""
    choices = _choices(item, counts)
    enough = counts.people >= FEWEST and counts.possible > 0
    mean = counts.earned / counts.possible if enough else None
    typed = [] if item.choices else sorted(counts.answers.items(), key=lambda pair: (-pair[1], pair[0]))
    return ItemHealth(
        printed=print_item(item),
        line=item.line,
        people=counts.people,
        blank=max(0, counts.people - sum(n for answer, n in counts.answers.items() if any(answer))),
        mean_share=mean,
        choices=choices,
        typed=tuple((answer[0], n) for answer, n in typed if any(answer))[:TYPED_SHOWN],
        advice=() if mean is None else _advice(item, mean, choices, counts.people),
    )


def _choices(item: Item, counts: ItemCounts) -> tuple[ChoiceUse, ...]:
    uses = []
    for option, choice in zip(print_item(item).options, item.choices, strict=True):
        chosen = sum(n for answer, n in counts.answers.items() if choice.id in answer)
        uses.append(ChoiceUse(option, choice.right, chosen, chosen / counts.people if counts.people else 0.0))
    return tuple(uses)


def _advice(item: Item, mean: float, choices: tuple[ChoiceUse, ...], people: int) -> tuple[str, ...]:
    said = []
    if item.kind == "one-choice" and mean < 1 / len(choices):
        said.append("Fewer got it right than by guessing: check the key, then read the question as a student would.")
    right = max((use.chosen for use in choices if use.right), default=0)
    drawing = [use.option.letter for use in choices if not use.right and use.chosen > right]
    if drawing:
        said.append(f"Choice {' and '.join(drawing)} draws more people than a right one: is it wrong beyond doubt?")
    if mean >= NEARLY_ALL:
        said.append("Nearly everybody gets it right: it tells little about who knows.")
    idle = [use.option.letter for use in choices if not use.right and not use.chosen]
    if idle and people >= FEWEST_FOR_IDLE:
        said.append(f"Nobody chooses {' or '.join(idle)}: something more tempting would ask more.")
    return tuple(said)
