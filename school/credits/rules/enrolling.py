"""What enrolling in one more course means for modules that several of a person's courses share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from school.catalogue.rules.documents import Course, Module
from school.credits.rules.ledger import Entry
from school.credits.rules.standing import list_unreversed_grants
from school.credits.rules.taken_courses import TakenCourse, choose_course_for_minutes


@dataclass(frozen=True)
class SharedModule:
    """A module of the new course that another asks for too, or that was passed for another."""

    module: Module
    course_title: str  # where its minutes count, or will count unless the person chooses otherwise
    entry: Entry | None  # of the pass; None: not passed yet


@dataclass(frozen=True)
class Overlap:
    """What will count in the new course and what won't."""

    passed: tuple[SharedModule, ...]  # requirement met; the minutes stay where they are
    open: tuple[SharedModule, ...]  # not passed yet; the person may choose where the minutes go
    short_if_chosen: int  # minutes the course can never get, if shared minutes go to it from now on
    short_otherwise: int  # the same, if they go where they go now

    @property
    def is_empty(self) -> bool:
        return not (self.passed or self.open)


def find_overlap(
    course: Course,
    modules: Mapping[str, Module],
    others: Iterable[TakenCourse],
    entries: Iterable[Entry],
) -> Overlap:
    """What a person's other courses and passes mean for `course`, which they don't take yet.

    `modules`: those of the course, by slug. `entries`: all of the person's.
    """
    others = tuple(others)
    passes = _map_passes(entries)
    passed: list[SharedModule] = []
    still_open: list[SharedModule] = []
    own_minutes = 0  # of modules whose minutes go to this course in any case
    for module in modules.values():
        entry = passes.get(module.family)
        other_course = choose_course_for_minutes(module, others)
        if entry is not None and entry.course_slug != course.slug:
            title = entry.evidence.get("course", entry.course_slug)
            passed.append(SharedModule(module, title, entry))
        elif entry is None and other_course is not None:
            still_open.append(SharedModule(module, other_course.title, None))
        else:
            own_minutes += entry.minutes if entry else module.worksheet.granted_minutes
    shared_minutes = sum(shared.module.worksheet.granted_minutes for shared in still_open)
    return Overlap(
        passed=tuple(passed),
        open=tuple(still_open),
        short_if_chosen=_count_missing_minutes(course, own_minutes + shared_minutes),
        short_otherwise=_count_missing_minutes(course, own_minutes),
    )


def _map_passes(entries: Iterable[Entry]) -> dict[str, Entry]:
    """The entry of each module that was passed, by the module's family."""
    passes = {}
    for entry in list_unreversed_grants(entries):
        if entry.delivery == "self-study":
            passes[entry.family] = entry
    return passes


def _count_missing_minutes(course: Course, study_minutes: int) -> int:
    """Minutes that a course lacks with so many of self-study; 0 if class time may fill them."""
    live_minutes = sum(part.minutes for part in course.parts if part.delivery == "live")
    if course.fill == "live" and live_minutes:
        return 0
    return max(0, course.minutes - live_minutes - study_minutes)
