"""Granting minutes: by a passed quiz, once ever, or by an officer's word for time in the room."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from school.catalogue.rules.documents import Course, CoursePart, Module
from school.catalogue.tables import Enrolment
from school.credits.rules.days import earned_on, moment_on
from school.credits.rules.grants import for_quiz, for_time_in_room
from school.credits.rules.ledger import Entry, Facts
from school.credits.service.ledger import append, entry_once, hold
from school.people.service.audit import audit
from school.web.identity import Identity
from school.web.refusals import Forbidden, Invalid, Refusal

MOST_MINUTES = 600  # of one entry that a person records: ten hours are a long day
SHORTEST_REASON = 10  # characters of a sentence that explains an entry
LONGEST_REASON = 1000
LONGEST_KEY = 100


class OwnHours(Forbidden):
    """Nobody records or changes their own hours. Ask somebody else of the office."""


class NotEnrolled(Refusal):
    """This person has not enrolled in this course, so no hours can be recorded for it."""


class NoSuchPart(Invalid):
    """This course has no such part in the room."""


class BadMinutes(Invalid):
    """Minutes must be a whole number from 1 to 600."""


class InTheFuture(Invalid):
    """This day has not come yet. Time in the room is recorded after it was held."""


class UnclearReason(Invalid):
    """Please say what you saw or why you do this, in 10 to 1,000 characters."""


class FormUsedBefore(Refusal):
    """This form has recorded something else already. Open the page again and record this as a new entry."""


def award_quiz(
    session: Session,
    person_id: int,
    module: Module,
    course: Course,
    attempt_id: int,
    percent: int,
    now: datetime,
    zone: str,
) -> Entry | None:
    """Grant the minutes of a module's worksheet for a pass, once ever for a person and a module's family.

    Returns the entry; where the family was granted before, in whichever book and course, that entry (its
    `attempt_id` tells), also when it was reversed since. None for a module of 0 minutes. `percent` is what the
    attempt scored; `zone` is the school's IANA zone, in which the day is told.
    """
    if module.worksheet.granted_minutes == 0:
        return None
    return append(session, for_quiz(person_id, module, course, attempt_id, percent, now, zone), now)


def record_classroom(
    session: Session,
    who: Identity,
    person_id: int,
    course: Course,
    part_id: str,
    minutes: int,
    held_on: date,
    evidence: str,
    form_key: str,
    now: datetime,
    zone: str,
) -> Entry:
    """Record time that a person spent in the room, on an officer's word. `held_on`: the local day in `zone`.

    `form_key` comes with the form: sending it again finds the entry it made. Raises OwnHours, NoSuchPart,
    BadMinutes, InTheFuture, UnclearReason, NotEnrolled, FormUsedBefore.
    """
    part = _room(course, part_id)
    seen = judge_entry(who, person_id, minutes, evidence)
    if held_on > earned_on(now, zone):
        raise InTheFuture
    if not form_key or len(form_key) > LONGEST_KEY:
        raise FormUsedBefore
    if session.scalar(_ENROLMENT, {"person_id": person_id, "course_slug": course.slug}) is None:
        raise NotEnrolled
    facts = replace(
        for_time_in_room(person_id, course, part, minutes, held_on, moment_on(held_on, zone, now), zone),
        once_key=f"classroom:{form_key}",
        recorded_by_id=who.id,
        reason=seen,
        evidence={"course": course.title, "recorded_by": who.name},
    )
    hold(session)
    earlier = entry_once(session, facts.once_key)
    if earlier is not None:
        return _same_or_refuse(earlier, facts)
    entry = append(session, facts, now)
    audit(session, who, "hours:record", f"person/{person_id}", {"entry": entry.seq, "minutes": minutes}, now)
    return entry


_ENROLMENT = select(Enrolment.id).where(
    Enrolment.person_id == bindparam("person_id"), Enrolment.course_slug == bindparam("course_slug")
)


def judge_entry(who: Identity, person_id: int, minutes: int, reason: str) -> str:
    """Refuse what nobody may write about somebody's hours; return the reason, tidied."""
    if who.id == person_id:
        raise OwnHours
    if not 1 <= minutes <= MOST_MINUTES:
        raise BadMinutes
    return judge_reason(reason)


def judge_reason(reason: str) -> str:
    """A reason without control characters and needless spaces. Raises UnclearReason where it says too little."""
    tidy = " ".join("".join(c if c.isprintable() else " " for c in reason).split())
    if not SHORTEST_REASON <= len(tidy) <= LONGEST_REASON:
        raise UnclearReason
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
