"""Granting minutes: for a passed quiz, or for class time that an officer records."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from school.catalogue.rules.documents import Course, CoursePart, Module
from school.catalogue.tables import Enrollment
from school.core.identity import Identity
from school.core.refusals import Conflict, Forbidden, Invalid
from school.credits.rules.days import choose_instant_on, find_local_date
from school.credits.rules.grants import build_class_time_facts, build_quiz_facts
from school.credits.rules.ledger import Entry, Facts
from school.credits.service.completing import Granted, Registrar, grant_minutes
from school.credits.service.ledger import find_entry_by_once_key, lock_ledger
from school.credits.service.records import CourseRecord
from school.people.service.audit import record_act

MOST_MINUTES = 600  # in one entry that an officer records: ten hours, a long day
SHORTEST_REASON = 10  # characters
MOST_TYPED = 10_000  # characters; spaces count here, and in no other limit
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
    """Grant the minutes of a module's worksheet for a pass, once ever for each person and family.

    Returns the entry and the courses that it finished. If the family was granted before, for any
    course, returns that earlier entry, even if it was reversed since; its `attempt_id` tells them
    apart. Returns None for a module of 0 minutes. `percent` is what the attempt scored; `records`
    are as in `grant_minutes`.
    """
    if module.worksheet.granted_minutes == 0:
        return None
    facts = build_quiz_facts(person_id, module, course, attempt_id, percent, now, registrar.zone)
    return grant_minutes(session, registrar, facts, now, records)


@dataclass(frozen=True)
class ClassTime:
    """Class time of one person, as an officer states it."""

    part_id: str
    minutes: int
    held_on: date  # the local day in the school's zone
    observation: str  # a sentence: what the officer saw
    form_key: str  # made with the form, so that sending it again finds the entry it made


def record_class_time(
    session: Session,
    registrar: Registrar,
    who: Identity,
    person_id: int,
    course: Course,
    time: ClassTime,
    now: datetime,
) -> Granted:
    """Record a person's class time, on an officer's word. Sent again, it finds the entry it made.

    Raises NoSuchPart, OwnHours, BadMinutes, UnclearReason, InTheFuture, FormUsedBefore,
    NotEnrolled.
    """
    part = find_live_part(course, time.part_id)
    facts = _judge_class_time(who, person_id, course, part, time, registrar.zone, now)
    if session.scalar(_ENROLLMENT, {"person_id": person_id, "course_slug": course.slug}) is None:
        raise NotEnrolled
    lock_ledger(session)
    earlier = find_entry_by_once_key(session, facts.once_key)
    if earlier is not None:
        return Granted(_check_same_facts(earlier, facts), ())
    granted = grant_minutes(session, registrar, facts, now)
    detail = {"entry": granted.entry.seq, "minutes": time.minutes}
    record_act(session, who, "hours:record", f"person/{person_id}", detail, now)
    return granted


_ENROLLMENT = select(Enrollment.id).where(
    Enrollment.person_id == bindparam("person_id"),
    Enrollment.course_slug == bindparam("course_slug"),
)


def _judge_class_time(
    who: Identity,
    person_id: int,
    course: Course,
    part: CoursePart,
    time: ClassTime,
    zone: str,
    now: datetime,
) -> Facts:
    """The facts of the entry, if the officer may record it."""
    reason = judge_entry(who, person_id, time.minutes, time.observation)
    if time.held_on > find_local_date(now, zone):
        raise InTheFuture
    if not 1 <= len(time.form_key) <= LONGEST_KEY:
        raise FormUsedBefore
    held_at = choose_instant_on(time.held_on, zone, now)
    facts = build_class_time_facts(
        person_id, course, part, time.minutes, time.held_on, held_at, zone
    )
    return replace(
        facts,
        once_key=f"classroom:{time.form_key}",
        recorded_by_id=who.id,
        reason=reason,
        evidence={"course": course.title, "recorded_by": who.name},
    )


def judge_entry(who: Identity, person_id: int, minutes: int, reason: str) -> str:
    """The tidied reason, if `who` may write an entry like this.

    Raises OwnHours, BadMinutes, UnclearReason.
    """
    if who.id == person_id:
        raise OwnHours
    if not 1 <= minutes <= MOST_MINUTES:
        raise BadMinutes(most=MOST_MINUTES)
    return judge_reason(reason)


def judge_reason(reason: str) -> str:
    """The reason without control characters and extra spaces.

    Raises UnclearReason if it is too short or too long.
    """
    if len(reason) > MOST_TYPED:
        raise UnclearReason(least=SHORTEST_REASON, most=LONGEST_REASON)
    printable = "".join(c if c.isprintable() else " " for c in reason)
    tidy = " ".join(printable.split())
    if not SHORTEST_REASON <= len(tidy) <= LONGEST_REASON:
        raise UnclearReason(least=SHORTEST_REASON, most=LONGEST_REASON)
    return tidy


def find_live_part(course: Course, part_id: str) -> CoursePart:
    """The part of a course that is held as a class. Raises NoSuchPart."""
    for part in course.parts:
        if part.id == part_id and part.delivery == "live":
            return part
    raise NoSuchPart


def _check_same_facts(entry: Entry, facts: Facts) -> Entry:
    """The entry that a form made, if the form came back with the same facts."""
    for name in ("person_id", "course_slug", "family", "minutes", "earned_on"):
        if getattr(entry, name) != getattr(facts, name):
            raise FormUsedBefore
    return entry
