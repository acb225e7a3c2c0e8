"""Where a person stands in a course: minutes earned and to go, and what meets each requirement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from school.catalogue.rules.documents import Course, CoursePart, Module
from school.core.messages import Message
from school.credits.rules import sentences
from school.credits.rules.completions import Completion, find_reversed_seqs
from school.credits.rules.ledger import Delivery, Entry


@dataclass(frozen=True)
class RequirementLine:
    """One requirement of a course: a module to pass, or class time."""

    part: CoursePart
    module: Module | None  # None: class time
    title: str
    needed: int  # minutes
    earned: int  # minutes
    entries: tuple[Entry, ...]  # of this course that count for it, oldest first
    # Passes of the module whose minutes count for another course. They meet the requirement.
    elsewhere: tuple[Entry, ...]
    done: bool
    note: Message | None  # what is missing or unusual; None if nothing needs an explanation
    earnable: bool  # whether passing its quiz would still earn minutes


@dataclass(frozen=True)
class Standing:
    """Where somebody stands in a course. All numbers are minutes."""

    course: Course  # the edition that decides: see `find_judging_edition`
    earned: int  # that count toward the course
    by_delivery: dict[Delivery, int]  # as recorded, including what doesn't count
    beyond: int  # class time that doesn't count, since its part needs no more
    to_go: int
    lines: tuple[RequirementLine, ...]
    finished: bool
    entries: tuple[Entry, ...]  # of this course, unreversed, oldest first
    completion: Completion | None  # the valid one; None: not finished, or not recorded yet

    @property
    def out_of_reach(self) -> int:
        """Minutes of `to_go` that no requirement of the course can earn any more.

        This happens when shared modules count for another course, or when a module grants less
        than it did when this edition claimed its hours.
        """
        class_lines = [line for line in self.lines if line.module is None]
        may_fill = self.course.fill == "live" and bool(class_lines)
        if self.finished or may_fill:
            return 0
        by_study = sum(line.needed for line in self.lines if line.earnable)
        by_class = sum(max(0, line.needed - line.earned) for line in class_lines)
        return max(0, self.to_go - by_study - by_class)

    @property
    def certified_minutes(self) -> dict[Delivery, int]:
        """The minutes of each delivery that a certificate states. Their sum is the course's claim.

        Class time counts first, as far as the course states it. Neither number is more than was
        earned.
        """
        claim = self.course.minutes
        live, studied = self.by_delivery["live"], self.by_delivery["self-study"]
        stated = sum(part.minutes for part in self.course.parts if part.delivery == "live")
        by_study = min(studied, max(0, claim - min(live, stated)))
        return {"self-study": by_study, "live": claim - by_study}


def list_unreversed_grants(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The entries that count: those that granted minutes and were not reversed, oldest first."""
    entries = sorted(entries, key=lambda entry: entry.seq)
    gone = find_reversed_seqs(entries)
    return tuple(entry for entry in entries if entry.kind != "reversal" and entry.seq not in gone)


def judge_standing(
    course: Course,
    entries: Iterable[Entry],
    modules: Mapping[str, Module],
    completion: Completion | None = None,
) -> Standing:
    """Where the person whose ledger entries these are stands in `course`.

    `course`: the edition that decides. `modules`: those it names, by slug, as they are taught now.
    `completion`: the valid one, if the course was finished before; then it stays finished.

    A course is finished when every requirement is met and its own minutes reach what it claims.
    A module is met by an unreversed pass of its family, even if that pass counts for another
    course: minutes count for one course only. A module of 0 minutes needs no pass. A live part is
    met by the minutes it states. Class time beyond that fills missing minutes only if the course
    says `fill: live`.
    """
    all_entries = tuple(entries)
    grants = list_unreversed_grants(all_entries)
    own = tuple(entry for entry in grants if _counts_for(course, entry))
    lines = tuple(_list_lines(course, all_entries, grants, own, modules))
    by_delivery: dict[Delivery, int] = {"self-study": 0, "live": 0}
    for entry in own:
        by_delivery[entry.delivery] += entry.minutes
    live = by_delivery["live"] if course.fill == "live" else _count_live_within_parts(lines)
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
        entries=own,
        completion=completion,
    )


def _counts_for(course: Course, entry: Entry) -> bool:
    return entry.course_slug == course.slug and entry.book == course.book


def _count_live_within_parts(lines: Iterable[RequirementLine]) -> int:
    """Minutes of class time, no more of each part than it needs."""
    return sum(min(line.earned, line.needed) for line in lines if line.module is None)


def _list_lines(
    course: Course,
    all_entries: tuple[Entry, ...],
    grants: tuple[Entry, ...],
    own: tuple[Entry, ...],
    modules: Mapping[str, Module],
) -> Iterator[RequirementLine]:
    for part in course.parts:
        if part.delivery == "live":
            yield _build_class_line(part, own)
        for slug in part.modules:
            yield _build_module_line(course, part, modules[slug], all_entries, grants)


def _build_class_line(part: CoursePart, own: tuple[Entry, ...]) -> RequirementLine:
    recorded = _find_by_family(own, "live", part.id)
    earned = sum(entry.minutes for entry in recorded)
    return RequirementLine(
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


def _build_module_line(
    course: Course,
    part: CoursePart,
    module: Module,
    all_entries: tuple[Entry, ...],
    grants: tuple[Entry, ...],
) -> RequirementLine:
    passes = _find_by_family(grants, "self-study", module.family)
    own = tuple(entry for entry in passes if _counts_for(course, entry))
    elsewhere = tuple(entry for entry in passes if not _counts_for(course, entry))
    granted = module.worksheet.granted_minutes
    history = _find_by_family(all_entries, "self-study", module.family)
    ever = [entry for entry in history if entry.minutes > 0]
    return RequirementLine(
        part=part,
        module=module,
        title=module.title,
        needed=granted,
        earned=sum(entry.minutes for entry in own),
        entries=own,
        elsewhere=elsewhere,
        done=bool(passes) or granted == 0,
        note=_explain_module(course, granted, own, elsewhere, ever),
        earnable=granted > 0 and not ever,
    )


def _find_by_family(
    entries: tuple[Entry, ...], delivery: Delivery, family: str
) -> tuple[Entry, ...]:
    return tuple(
        entry for entry in entries if entry.delivery == delivery and entry.family == family
    )


def _explain_module(
    course: Course,
    granted: int,
    own: tuple[Entry, ...],
    elsewhere: tuple[Entry, ...],
    ever: list[Entry],
) -> Message | None:
    """Why a module has no minutes here, or not as many as it grants now; None if it has those.

    `ever`: every grant of its family in any course, including reversed ones.
    """
    if own:
        return _explain_minutes(granted, own)
    if elsewhere:
        return _explain_elsewhere(course, elsewhere[0])
    if granted == 0:
        return Message(sentences.NO_MINUTES)
    if ever:
        last = max(ever, key=lambda entry: entry.seq)
        return Message(sentences.TAKEN_BACK, entry=str(last.seq))
    return Message(sentences.PASS_THE_QUIZ)


def _explain_minutes(granted: int, own: tuple[Entry, ...]) -> Message | None:
    earned = sum(entry.minutes for entry in own)
    if earned == granted or any(entry.kind != "quiz" for entry in own):
        return None
    return Message(sentences.EARLIER_EDITION, earned=earned, granted=granted)


def _explain_elsewhere(course: Course, entry: Entry) -> Message:
    title = entry.evidence.get("course", entry.course_slug)
    return Message(_choose_elsewhere_sentence(course, entry), course=title, entry=str(entry.seq))


def _choose_elsewhere_sentence(course: Course, entry: Entry) -> str:
    """The sentence about minutes that count for another course. It names the book if it differs."""
    if entry.book == course.book:
        return sentences.COUNTS_ELSEWHERE
    if entry.book == "elective":
        return sentences.COUNTS_IN_ELECTIVES
    return sentences.COUNTS_IN_CONTINUING_EDUCATION
