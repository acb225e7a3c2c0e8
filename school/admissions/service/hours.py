"""Putting hours right: what an act will do, worked out by the rules that judge the act itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from school.catalogue.rules.documents import Course, CoursePart
from school.catalogue.service.library import Library
from school.certificates.service.issuing import (
    find_newest_certificates,
    find_newest_revision,
    states_completion,
)
from school.certificates.tables import Certificate
from school.core.identity import Identity
from school.core.refusals import Invalid
from school.credits.rules.completions import Completion
from school.credits.rules.days import find_local_date
from school.credits.rules.effects import (
    Effect,
    Entries,
    imagine_class_time,
    imagine_correction,
    imagine_reversal,
    imagine_transfer,
    predict_effect,
)
from school.credits.rules.ledger import Entry
from school.credits.rules.standing import Standing
from school.credits.service.awards import ClassTime, InTheFuture, NoSuchPart, record_class_time
from school.credits.service.completing import Granted, Registrar
from school.credits.service.corrections import (
    NoPlaceForMinutes,
    NothingToCorrect,
    find_courses_for_transfer,
)
from school.credits.service.ledger import read_entries
from school.credits.service.records import CourseRecord, judge_course, read_course_records

LONGEST_AGO = timedelta(days=10 * 366)


class TooLongAgo(Invalid):
    sentence = "This date is more than ten years ago. Check the year."


@dataclass(frozen=True)
class TimeInRoom:
    """A form about time in the room: for which course, and what the officer states."""

    course_slug: str
    time: ClassTime


@dataclass(frozen=True)
class Expected:
    """What an act would do to a person's courses, and the certificates that it touches."""

    effects: tuple[
        Effect, ...
    ]  # on the course of the entry, then on others: a pass may meet a requirement there
    certificates: tuple[
        tuple[Certificate, str], ...
    ] = ()  # that would not hold any more, and what each becomes


def _judge(
    session: Session, library: Library, person_id: int, details: TimeInRoom, now: datetime
) -> tuple[Course, CoursePart]:
    """The course as the person takes it, and its part in the room. Raises NoSuchPart, InTheFuture, TooLongAgo."""
    today = find_local_date(now, library.catalogue.school.zone)
    if details.time.held_on > today:
        raise InTheFuture
    if details.time.held_on < today - LONGEST_AGO:
        raise TooLongAgo
    course = courses_taken(session, library, person_id).get(details.course_slug)
    parts = course.parts if course else ()
    part = next(
        (part for part in parts if part.id == details.time.part_id and part.delivery == "live"),
        None,
    )
    if course is None or part is None:
        raise NoSuchPart
    return course, part


def courses_taken(session: Session, library: Library, person_id: int) -> dict[str, Course]:
    """The courses that a person takes, by slug, each in the edition that judges them. Two statements."""
    records = read_course_records(session, person_id)
    entries = read_entries(session, person_id)
    return {
        slug: judge_course(session, library, slug, record, entries).course
        for slug, record in records.items()
        if record.enrolled_at is not None
    }


def expect_time_in_room(
    session: Session, library: Library, person_id: int, details: TimeInRoom, now: datetime
) -> Expected:
    """What recording these minutes would do; nothing is written. Raises NoSuchPart, InTheFuture, TooLongAgo."""
    course, part = _judge(session, library, person_id, details, now)
    before = read_entries(session, person_id)
    time = details.time
    after = imagine_class_time(before, person_id, course, part, time.minutes, time.held_on, now)
    judge = _judge_of(session, library, course.slug, read_course_records(session, person_id))
    return Expected((predict_effect(judge, before, after),))


def record_time_in_room(
    session: Session,
    registrar: Registrar,
    who: Identity,
    person_id: int,
    details: TimeInRoom,
    now: datetime,
) -> Granted:
    """Record the minutes; where they finish the course, what follows from that happens in the same act.

    Sent again with the same form key, it finds the entry. Raises TooLongAgo and what
    `record_classroom` raises.
    """
    course, _part = _judge(session, registrar.library, person_id, details, now)
    return record_class_time(session, registrar, who, person_id, course, details.time, now)


def expect_reversal(session: Session, library: Library, entry: Entry) -> Expected:
    """What taking the entry back would do; nothing is written."""
    before = read_entries(session, entry.person_id)
    return _expected(session, library, entry, before, imagine_reversal(before, entry.seq))


def expect_correction(session: Session, library: Library, entry: Entry, minutes: int) -> Expected:
    """What giving the entry other minutes would do; nothing is written. Raises NothingToCorrect."""
    if minutes == entry.minutes:
        raise NothingToCorrect
    before = read_entries(session, entry.person_id)
    return _expected(
        session, library, entry, before, imagine_correction(before, entry.seq, minutes)
    )


def expect_transfer(session: Session, library: Library, entry: Entry, course_slug: str) -> Expected:
    """What moving the entry's minutes to another course would do; nothing is written. Raises NoPlaceForMinutes."""
    course = find_courses_for_transfer(session, library, entry).get(course_slug)
    if course is None:
        raise NoPlaceForMinutes
    before = read_entries(session, entry.person_id)
    return _expected(session, library, entry, before, imagine_transfer(before, entry.seq, course))


def certificate_of(session: Session, completion: Completion) -> Certificate | None:
    """The certificate that states a completion; None where it waits."""
    certificate = find_newest_revision(session, completion.person_id, completion.course_slug)
    return (
        certificate
        if certificate is not None and states_completion(certificate, completion)
        else None
    )


def _expected(
    session: Session, library: Library, entry: Entry, before: Entries, after: Entries
) -> Expected:
    records = read_course_records(session, entry.person_id)
    slugs = dict.fromkeys((entry.course_slug, *records))
    effects = []
    for slug in slugs:
        effects.append(predict_effect(_judge_of(session, library, slug, records), before, after))
    own, *others = effects
    changed = [other for other in others if other.changes_something]
    certified_anew = {effect.after.course.slug for effect in effects if effect.finishes_anew}
    touched = [
        (certificate, "superseded" if certificate.course_slug in certified_anew else "withdrawn")
        for certificate in find_newest_certificates(session, entry.person_id)
        if entry.seq in certificate.entries
    ]
    return Expected((own, *changed), tuple(touched))


def _judge_of(
    session: Session, library: Library, slug: str, records: dict[str, CourseRecord]
) -> Callable[[Entries], Standing]:
    return lambda entries: judge_course(session, library, slug, records.get(slug), entries)
