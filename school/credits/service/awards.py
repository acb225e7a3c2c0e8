"""Granting minutes: by a passed quiz, once ever, or by an officer's word for time in the room."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from school.catalogue.rules.documents import Course, CoursePart, Module
from school.catalogue.tables import Enrolment
from school.core.identity import Identity
from school.core.refusals import Conflict, Forbidden, Invalid
from school.credits.rules.days import earned_on, moment_on
from school.credits.rules.grants import for_quiz, for_time_in_room
from school.credits.rules.ledger import Entry, Facts
from school.credits.service.completing import Granted, Registrar, complete
from school.credits.service.ledger import entry_once, hold
from school.credits.service.records import CourseRecord
from school.people.service.audit import record_act

MOST_MINUTES = 600  # of one entry that a person records: ten hours are a long day
SHORTEST_REASON = 10  # characters of a sentence that explains an entry
LONGEST_REASON = 1000
LONGEST_KEY = 100


class OwnHours(Forbidden):
    sentence = "You can't record or change your own hours. Ask someone else in the office."


class NotEnrolled(Conflict):
    sentence = "This person is not enrolled in this course, so no hours can be recorded for it."


class NoSuchPart(Invalid):
    sentence = "This course has no such class."


class BadMinutes(Invalid):
    sentence = "Minutes must be a whole number from 1 to {most}."


class InTheFuture(Invalid):
    sentence = "This date is in the future. Record class time after the class."


class UnclearReason(Invalid):
    sentence = "Say what you saw or why you are doing this, in {least} to {most} characters."


class FormUsedBefore(Conflict):
    sentence = (
        "This form has already recorded something else. Open the page again and record this as "
        "a new entry."
    )


def award_quiz(
    session: Session,
    registrar: Registrar,
    person_id: int,
    module: Module,
    course: Course,
    attempt_id: int,
    percent: int,
    now: datetime,
    records: dict[str, CourseRecord] | None = None,
) -> Granted | None:
    """Grant the minutes of a module's worksheet for a pass, once ever for a person and a module's family.

    Returns the entry and the courses it finished; where the family was granted before, in whichever
    book and course, that entry (its `attempt_id` tells), also when it was reversed since. None for a
    module of 0 minutes. `percent` is what the attempt scored; `records` as `complete` takes them.
    """
    if module.worksheet.granted_minutes == 0:
        return None
    facts = for_quiz(person_id, module, course, attempt_id, percent, now, registrar.zone)
    return complete(session, registrar, facts, now, records)


@dataclass(frozen=True)
class ClassTime:
    """Time that somebody spent in the room, as an officer states it."""

    part_id: str
    minutes: int
    held_on: date  # the local day in the school's zone
    seen: str  # a sentence: what the officer saw
    form_key: str  # comes with the form: sending it again finds the entry that it made


def record_classroom(
    session: Session,
    registrar: Registrar,
    who: Identity,
    person_id: int,
    course: Course,
    time: ClassTime,
    now: datetime,
) -> Granted:
    """Record time that a person spent in the room, on an officer's word.

    Raises OwnHours, NoSuchPart, BadMinutes, InTheFuture, UnclearReason, NotEnrolled, FormUsedBefore.
    """
    zone, minutes, held_on, form_key = registrar.zone, time.minutes, time.held_on, time.form_key
    part = _room(course, time.part_id)
    seen = judge_entry(who, person_id, minutes, time.seen)
    if held_on > earned_on(now, zone):
        raise InTheFuture
    if not form_key or len(form_key) > LONGEST_KEY:
        raise FormUsedBefore
    if session.scalar(_ENROLMENT, {"person_id": person_id, "course_slug": course.slug}) is None:
        raise NotEnrolled
    facts = replace(
        for_time_in_room(
            person_id, course, part, minutes, held_on, moment_on(held_on, zone, now), zone
        ),
        once_key=f"classroom:{form_key}",
        recorded_by_id=who.id,
        reason=seen,
        evidence={"course": course.title, "recorded_by": who.name},
    )
    hold(session)
    earlier = entry_once(session, facts.once_key)
    if earlier is not None:
        return Granted(_same_or_refuse(earlier, facts), ())
    granted = complete(session, registrar, facts, now)
    detail = {"entry": granted.entry.seq, "minutes": minutes}
    record_act(session, who, "hours:record", f"person/{person_id}", detail, now)
    return granted


_ENROLMENT = select(Enrolment.id).where(
    Enrolment.person_id == bindparam("person_id"), Enrolment.course_slug == bindparam("course_slug")
)


def judge_entry(who: Identity, person_id: int, minutes: int, reason: str) -> str:
    """Refuse what nobody may write about somebody's hours; return the reason, tidied."""
    if who.id == person_id:
        raise OwnHours
    if not 1 <= minutes <= MOST_MINUTES:
        raise BadMinutes(most=MOST_MINUTES)
    return judge_reason(reason)


def judge_reason(reason: str) -> str:
    """A reason without control characters and needless spaces. Raises UnclearReason where it says too little."""
    tidy = " ".join("".join(c if c.isprintable() else " " for c in reason).split())
    if not SHORTEST_REASON <= len(tidy) <= LONGEST_REASON:
        raise UnclearReason(least=SHORTEST_REASON, most=LONGEST_REASON)
    return tidy


def _room(course: Course, part_id: str) -> CoursePart:
    for part in course.parts:
        if part.id == part_id and part.delivery == "live":
            return part
    raise NoSuchPart


def _same_or_refuse(entry: Entry, facts: Facts) -> Entry:
    """The entry that a form made, when it came back with the same facts."""
    asked = (facts.person_id, facts.course_slug, facts.family, facts.minutes, facts.earned_on)
    if (entry.person_id, entry.course_slug, entry.family, entry.minutes, entry.earned_on) != asked:
        raise FormUsedBefore
    return entry
