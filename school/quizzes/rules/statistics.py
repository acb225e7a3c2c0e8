"""How a question is doing, from counts of first attempts: how hard it was, what was chosen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from school.questions.items import Item, Response

FEWEST = 10  # people; with fewer, a single answer could change the picture
FEWEST_FOR_IDLE = 30  # people, before a choice that nobody takes is called idle
NEARLY_ALL = 0.95


@dataclass(frozen=True)
class ItemCounts:
    """What first attempts have shown about one question."""

    people: int  # who handed it in, answered or not
    earned: int  # hundredths of a point, all together
    possible: int
    answers: Mapping[Response, int]  # canonical answer → how many gave it


NONE_YET = ItemCounts(0, 0, 0, {})


@dataclass(frozen=True)
class ChoiceUse:
    """How often a choice was chosen."""

    choice_id: str
    right: bool
    chosen: int
    share: float  # of those who handed the question in


@dataclass(frozen=True)
class Flag:
    """Something that the author of a question may want to look at."""

    what: Literal["below-guessing", "wrong-draws-more", "nearly-all-right", "idle"]
    choices: tuple[str, ...] = ()  # ids of those it is about, in the order of the file


@dataclass(frozen=True)
class ItemStatistics:
    """What is known about a question."""

    people: int
    blank: int
    facility: float | None  # share of the points; None if too few people handed it in
    choices: tuple[ChoiceUse, ...]  # in the order of the file
    typed: tuple[tuple[str, int], ...]  # commonest first
    flags: tuple[Flag, ...]

    @property
    def too_few(self) -> bool:
        return self.people < FEWEST


def compute_item_statistics(item: Item, counts: ItemCounts) -> ItemStatistics:
    """What first attempts say about a question. Fewer than ten people prove nothing."""
    choices = _count_choice_uses(item, counts)
    is_enough = counts.people >= FEWEST and counts.possible > 0
    facility = counts.earned / counts.possible if is_enough else None
    answered = sum(number for answer, number in counts.answers.items() if any(answer))
    return ItemStatistics(
        people=counts.people,
        blank=max(0, counts.people - answered),
        facility=facility,
        choices=choices,
        typed=() if choices else _list_typed_answers(counts),
        flags=() if facility is None else _list_flags(item, facility, choices, counts.people),
    )


def _count_choice_uses(item: Item, counts: ItemCounts) -> tuple[ChoiceUse, ...]:
    uses = []
    for choice in item.body.list_choices():
        chosen = sum(number for answer, number in counts.answers.items() if choice.id in answer)
        share = chosen / counts.people if counts.people else 0.0
        uses.append(ChoiceUse(choice.id, choice.right, chosen, share))
    return tuple(uses)


def _list_typed_answers(counts: ItemCounts) -> tuple[tuple[str, int], ...]:
    commonest = sorted(counts.answers.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple((answer[0], number) for answer, number in commonest if any(answer))


def _list_flags(
    item: Item,
    facility: float,
    choices: tuple[ChoiceUse, ...],
    people: int,
) -> tuple[Flag, ...]:
    flags = []
    if facility < item.body.compute_chance_of_guessing():
        flags.append(Flag("below-guessing"))
    most_right = max((use.chosen for use in choices if use.right), default=0)
    wrong = [use for use in choices if not use.right]
    if drawing := tuple(use.choice_id for use in wrong if use.chosen > most_right):
        flags.append(Flag("wrong-draws-more", drawing))
    if facility >= NEARLY_ALL:
        flags.append(Flag("nearly-all-right"))
    idle = tuple(use.choice_id for use in wrong if not use.chosen)
    if idle and people >= FEWEST_FOR_IDLE:
        flags.append(Flag("idle", idle))
    return tuple(flags)
