"""What taking a further course means for modules that it shares with courses somebody takes already."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from school.catalogue.rules.documents import Course, Module
from school.credits.rules.feeding import Taken, fed_course
from school.credits.rules.ledger import Entry
from school.credits.rules.standing import standing_entries


@dataclass(frozen=True)
class SharedModule:
    """A module of the further course that another one asks for, too, or that was passed for another one."""

    module: Module
    course_title: str  # where its minutes count, or will count unless somebody chooses otherwise
    entry: Entry | None  # the pass; None: not passed yet


@dataclass(frozen=True)
class Overlap:
    """What will count in a further course and what won't."""

    passed: tuple[SharedModule, ...]  # the requirement is met; the minutes stay where they are
    open: tuple[SharedModule, ...]  # not passed yet: the person may choose where the minutes go
    short_if_chosen: int  # minutes the course cannot reach if shared minutes go to it from now on
    short_otherwise: int  # the same if they go where they go now

    @property
    def is_empty(self) -> bool:
        return not (self.passed or self.open)


def overlap_of(
    course: Course, modules: Mapping[str, Module], others: Iterable[Taken], entries: Iterable[Entry]
) -> Overlap:
    """What a person's other courses and passes mean for `course`, which they do not take yet.

    `modules`: those of the course, by slug. `entries`: all of the person's.
    """
    others = tuple(others)
    passes = {e.family: e for e in standing_entries(entries) if e.delivery == "self-study"}
    passed: list[SharedModule] = []
    still_open: list[SharedModule] = []
    own_minutes = 0  # of modules that no other course asks for
    for module in modules.values():
        entry = passes.get(module.family)
        asking = fed_course(module, others)
        if entry is not None and entry.course_slug != course.slug:
            title = entry.evidence.get("course", entry.course_slug)
            passed.append(SharedModule(module, title, entry))
        elif entry is None and asking is not None:
            still_open.append(SharedModule(module, asking.title, None))
        else:
            own_minutes += entry.minutes if entry else module.worksheet.granted_minutes
    shared_minutes = sum(shared.module.worksheet.granted_minutes for shared in still_open)
    return Overlap(
        passed=tuple(passed),
        open=tuple(still_open),
        short_if_chosen=_short(course, own_minutes + shared_minutes),
        short_otherwise=_short(course, own_minutes),
    )


def _short(course: Course, self_study: int) -> int:
    """Minutes that a course lacks with so many of self-study; 0 where time in the room may fill them."""
    live = sum(part.minutes for part in course.parts if part.delivery == "live")
    if course.fill == "live" and live:
        return 0
    return max(0, course.minutes - live - self_study)
