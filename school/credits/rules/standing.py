"""How far somebody has come in a course: minutes earned and to go, and for each part its entries or why none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from school.catalogue.rules.documents import Course, CoursePart, Module
from school.credits.rules.ledger import Delivery, Entry


@dataclass(frozen=True)
class Line:
    """One thing a course asks for: a module passed, or time in the room."""

    part: CoursePart
    module: Module | None  # None: time in the room
    title: str
    needed: int  # minutes
    earned: int  # minutes
    entries: tuple[Entry, ...]  # that it stands on, oldest first
    done: bool
    why_not: str  # a sentence; "" where there is nothing to explain
    earnable: bool  # whether passing its quiz would still bring minutes

    @property
    def delivery(self) -> Delivery:
        return self.part.delivery


@dataclass(frozen=True)
class Standing:
    """Where somebody stands in a course. All figures are minutes."""

    course: Course
    earned: int
    by_delivery: dict[Delivery, int]
    to_go: int
    lines: tuple[Line, ...]
    finished: bool
    entries: tuple[Entry, ...]  # that stand in this course, oldest first

    @property
    def certified(self) -> dict[Delivery, int]:
        """Minutes of each delivery that a certificate states. They sum to what the course claims, never to more.

        Time in the room counts first, as far as the course states it; each figure is at most what was earned.
        """
        claim, live, studied = self.course.minutes, self.by_delivery["live"], self.by_delivery["self-study"]
        stated = sum(part.minutes for part in self.course.parts if part.delivery == "live")
        by_study = min(studied, max(0, claim - min(live, stated)))
        return {"self-study": by_study, "live": claim - by_study}


def standing_entries(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The entries that count: grants that were not taken back, oldest first."""
    entries = sorted(entries, key=lambda entry: entry.seq)
    taken_back = {entry.reverses_id for entry in entries if entry.reverses_id is not None}
    return tuple(entry for entry in entries if entry.kind != "reversal" and entry.seq not in taken_back)


def standing(course: Course, entries: Iterable[Entry], modules: Mapping[str, Module]) -> Standing:
    """Where the person whose ledger entries these are stands in `course`. `modules`: the catalogue's, by slug.

    Finished means: every module of the self-study parts has a standing entry in this course, every live part has the
    minutes it states, and the whole comes to what the course claims. A module of 0 minutes asks nothing of the
    ledger. Entries in another book or for another course count nothing here; they only explain why.
    """
    everything = tuple(entries)
    counted = standing_entries(everything)
    ours = tuple(e for e in counted if e.course_slug == course.slug and e.book == course.book)
    lines = tuple(_lines(course, everything, ours, modules))
    by_delivery: dict[Delivery, int] = {"self-study": 0, "live": 0}
    for entry in ours:
        by_delivery[entry.delivery] += entry.minutes
    earned = sum(by_delivery.values())
    return Standing(
        course=course,
        earned=earned,
        by_delivery=by_delivery,
        to_go=max(0, course.minutes - earned),
        lines=lines,
        finished=all(line.done for line in lines) and earned >= course.minutes,
        entries=ours,
    )


def _lines(
    course: Course, everything: tuple[Entry, ...], ours: tuple[Entry, ...], modules: Mapping[str, Module]
) -> Iterable[Line]:
    for part in course.parts:
        if part.delivery == "live":
            yield _room_line(part, ours)
        for slug in part.modules:
            yield _module_line(part, modules[slug], everything, ours)


def _room_line(part: CoursePart, ours: tuple[Entry, ...]) -> Line:
    found = tuple(e for e in ours if e.delivery == "live" and e.family == part.id)
    earned = sum(entry.minutes for entry in found)
    why_not = "" if found else "The office has not recorded any time in the room yet."
    return Line(part, None, part.title, part.minutes, earned, found, earned >= part.minutes, why_not, earnable=False)


def _module_line(part: CoursePart, module: Module, everything: tuple[Entry, ...], ours: tuple[Entry, ...]) -> Line:
    found = tuple(e for e in ours if e.delivery == "self-study" and e.family == module.family)
    earlier = [e for e in everything if e.family == module.family and e.delivery == "self-study" and e.minutes > 0]
    granted = module.worksheet.granted_minutes
    return Line(
        part=part,
        module=module,
        title=module.title,
        needed=granted,
        earned=sum(entry.minutes for entry in found),
        entries=found,
        done=bool(found) or granted == 0,
        why_not="" if found else _why_not(granted, earlier, everything),
        earnable=granted > 0 and not earlier,
    )


def _why_not(granted: int, earlier: list[Entry], everything: tuple[Entry, ...]) -> str:
    """Why a module has no standing entry in a course. `earlier`: what its family ever earned, anywhere."""
    if granted == 0:
        return "This module is too short to carry minutes, so its quiz earns none."
    if not earlier:
        return "Pass the quiz of this module to earn its minutes."
    last = max(earlier, key=lambda entry: entry.seq)
    if last not in standing_entries(everything):
        return f"Its minutes were taken back by a correction (entry {last.seq}). Ask the office what can be done."
    book = "elective" if last.book == "elective" else "continuing-education"
    return (
        f"Its minutes stand in the {book} book, for another course (entry {last.seq}). "
        "A module's minutes are earned once, and never in two books."
    )
