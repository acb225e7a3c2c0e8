"""How far somebody has come in a course: minutes earned and to go, and for each part its entries or why none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from school.catalogue.rules.documents import Course, CoursePart, Module
from school.core.messages import Message
from school.credits.rules import sentences
from school.credits.rules.completions import Completion
from school.credits.rules.ledger import Delivery, Entry


@dataclass(frozen=True)
class Line:
    """One thing a course asks for: a module passed, or time in the room."""

    part: CoursePart
    module: Module | None  # None: time in the room
    title: str
    needed: int  # minutes
    earned: int  # minutes
    entries: tuple[Entry, ...]  # of this course that it stands on, oldest first
    elsewhere: tuple[
        Entry, ...
    ]  # passes of the module that feed another course; they meet the requirement
    done: bool
    note: Message | None  # what is missing or odd; None where there is nothing to explain
    earnable: bool  # whether passing its quiz would still bring minutes


@dataclass(frozen=True)
class Standing:
    """Where somebody stands in a course. All figures are minutes."""

    course: Course  # the edition that judges: see `course_that_judges`
    earned: int  # that count toward the course
    by_delivery: dict[Delivery, int]  # as recorded, also beyond what counts
    beyond: int  # recorded in the room and not counted: more than its part needs
    to_go: int
    lines: tuple[Line, ...]
    finished: bool
    entries: tuple[Entry, ...]  # that stand in this course, oldest first
    completion: Completion | None  # that stands; None: not finished, or not recorded yet

    @property
    def out_of_reach(self) -> int:
        """Minutes of `to_go` that nothing the course asks for can bring any more; 0 where it can be reached.

        So it is where shared modules feed another course, or a module grants less than it did when
        the edition claimed its hours.
        """
        if self.finished or (
            self.course.fill == "live" and any(line.module is None for line in self.lines)
        ):
            return 0
        by_study = sum(line.needed for line in self.lines if line.earnable)
        in_the_room = sum(
            max(0, line.needed - line.earned) for line in self.lines if line.module is None
        )
        return max(0, self.to_go - by_study - in_the_room)

    @property
    def certified(self) -> dict[Delivery, int]:
        """Minutes of each delivery that a certificate states. They sum to what the course claims, never to more.

        Time in the room counts first, as far as the course states it; each figure is at most what was earned.
        """
        claim, live, studied = (
            self.course.minutes,
            self.by_delivery["live"],
            self.by_delivery["self-study"],
        )
        stated = sum(part.minutes for part in self.course.parts if part.delivery == "live")
        by_study = min(studied, max(0, claim - min(live, stated)))
        return {"self-study": by_study, "live": claim - by_study}


def standing_entries(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The entries that count: grants that were not taken back, oldest first."""
    entries = sorted(entries, key=lambda entry: entry.seq)
    taken_back = {entry.reverses_id for entry in entries if entry.reverses_id is not None}
    return tuple(
        entry for entry in entries if entry.kind != "reversal" and entry.seq not in taken_back
    )


def standing(
    course: Course,
    entries: Iterable[Entry],
    modules: Mapping[str, Module],
    completion: Completion | None = None,
) -> Standing:
    """Where the person whose ledger entries these are stands in `course`.

    `course`: the edition that judges. `modules`: those it names, by slug, as they are taught now.
    `completion`: one that stands, where the course was finished before; then it stays finished.

    Finished means: every requirement is met, and the course's own minutes come to what it claims. A
    module is met by a standing pass of its family, whichever course that pass feeds; minutes count
    in one course only. A live part is met by the minutes it states; what was recorded beyond that
    fills missing minutes only where the course says `fill: live`. A module of 0 minutes asks
    nothing of the ledger.
    """
    everything = tuple(entries)
    counted = standing_entries(everything)
    ours = tuple(entry for entry in counted if _is_for(course, entry))
    lines = tuple(_lines(course, everything, counted, ours, modules))
    by_delivery: dict[Delivery, int] = {"self-study": 0, "live": 0}
    for entry in ours:
        by_delivery[entry.delivery] += entry.minutes
    live = by_delivery["live"] if course.fill == "live" else _live_within_parts(lines)
    earned = by_delivery["self-study"] + live
    all_met = all(line.done for line in lines)
    return Standing(
        course=course,
        earned=earned,
        by_delivery=by_delivery,
        beyond=by_delivery["live"] - live,
        to_go=max(0, course.minutes - earned),
        lines=lines,
        finished=completion is not None or (all_met and earned >= course.minutes),
        entries=ours,
        completion=completion,
    )


def _is_for(course: Course, entry: Entry) -> bool:
    return entry.course_slug == course.slug and entry.book == course.book


def _live_within_parts(lines: Iterable[Line]) -> int:
    """Minutes in the room, of each part no more than it needs."""
    return sum(min(line.earned, line.needed) for line in lines if line.module is None)


def _lines(
    course: Course,
    everything: tuple[Entry, ...],
    counted: tuple[Entry, ...],
    ours: tuple[Entry, ...],
    modules: Mapping[str, Module],
) -> Iterator[Line]:
    for part in course.parts:
        if part.delivery == "live":
            yield _room_line(part, ours)
        for slug in part.modules:
            yield _module_line(course, part, modules[slug], everything, counted)


def _room_line(part: CoursePart, ours: tuple[Entry, ...]) -> Line:
    recorded = tuple(e for e in ours if e.delivery == "live" and e.family == part.id)
    earned = sum(entry.minutes for entry in recorded)
    return Line(
        part=part,
        module=None,
        title=part.title,
        needed=part.minutes,
        earned=earned,
        entries=recorded,
        elsewhere=(),
        done=earned >= part.minutes,
        note=None if recorded else Message(sentences.NO_CLASS_TIME),
        earnable=False,
    )


def _module_line(
    course: Course,
    part: CoursePart,
    module: Module,
    everything: tuple[Entry, ...],
    counted: tuple[Entry, ...],
) -> Line:
    passes = tuple(e for e in counted if e.family == module.family and e.delivery == "self-study")
    own = tuple(entry for entry in passes if _is_for(course, entry))
    elsewhere = tuple(entry for entry in passes if not _is_for(course, entry))
    granted = module.worksheet.granted_minutes
    ever = [
        e
        for e in everything
        if e.family == module.family and e.delivery == "self-study" and e.minutes > 0
    ]
    return Line(
        part=part,
        module=module,
        title=module.title,
        needed=granted,
        earned=sum(entry.minutes for entry in own),
        entries=own,
        elsewhere=elsewhere,
        done=bool(passes) or granted == 0,
        note=_note_on_module(course, granted, own, elsewhere, ever),
        earnable=granted > 0 and not ever,
    )


def _note_on_module(
    course: Course,
    granted: int,
    own: tuple[Entry, ...],
    elsewhere: tuple[Entry, ...],
    ever: list[Entry],
) -> Message | None:
    """What there is to say of a module: why it has no minutes here, or other ones than it grants now.

    `ever`: every grant that its family had, in any course, also those that were taken back.
    """
    if own:
        return _note_on_minutes(granted, own)
    if elsewhere:
        return _note_on_elsewhere(course, elsewhere[0])
    if granted == 0:
        return Message(sentences.NO_MINUTES)
    if ever:
        last = max(ever, key=lambda entry: entry.seq)
        return Message(sentences.TAKEN_BACK, entry=str(last.seq))
    return Message(sentences.PASS_THE_QUIZ)


def _note_on_minutes(granted: int, own: tuple[Entry, ...]) -> Message | None:
    earned = sum(entry.minutes for entry in own)
    if earned == granted or any(entry.kind != "quiz" for entry in own):
        return None
    return Message(sentences.EARLIER_EDITION, earned=earned, granted=granted)


def _note_on_elsewhere(course: Course, entry: Entry) -> Message:
    title = entry.evidence.get("course", entry.course_slug)
    return Message(_counting_elsewhere(course, entry), course=title, entry=str(entry.seq))


def _counting_elsewhere(course: Course, entry: Entry) -> str:
    """The sentence about minutes that count for another course; it names the book where it differs."""
    if entry.book == course.book:
        return sentences.COUNTS_ELSEWHERE
    if entry.book == "elective":
        return sentences.COUNTS_IN_ELECTIVES
    return sentences.COUNTS_IN_CONTINUING_EDUCATION
