"""Changing hours: what an act would do, found by the same rules that judge the act itself."""

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
from school.credits.service.awards import (
    ClassTime,
    InTheFuture,
    NoSuchPart,
    find_live_part,
    record_class_time,
)
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
class CourseClassTime:
    """Class time that an officer enters, and the course it is for."""

    course_slug: str
    time: ClassTime


@dataclass(frozen=True)
class Expected:
    """What an act would do to a person's courses and certificates."""

    # On the entry's course, then on others in which it meets a requirement.
    effects: tuple[Effect, ...]
    # Each certificate that would no longer be valid, with its status from then on.
    certificates: tuple[tuple[Certificate, str], ...] = ()


def _find_class(
    session: Session, library: Library, person_id: int, details: CourseClassTime, now: datetime
) -> tuple[Course, CoursePart]:
    """The course in the edition that decides, and its part for this class time.

    Raises NoSuchPart, InTheFuture, TooLongAgo.
    """
    today = find_local_date(now, library.catalogue.school.zone)
    if details.time.held_on > today:
        raise InTheFuture
    if details.time.held_on < today - LONGEST_AGO:
        raise TooLongAgo
    course = find_enrolled_courses(session, library, person_id).get(details.course_slug)
    if course is None:
        raise NoSuchPart
    return course, find_live_part(course, details.time.part_id)


def find_enrolled_courses(session: Session, library: Library, person_id: int) -> dict[str, Course]:
    """The courses a person takes, by slug, each in the edition that decides. Two statements."""
    records = read_course_records(session, person_id)
    entries = read_entries(session, person_id)
    courses = {}
    for slug, record in records.items():
        if record.enrolled_at is not None:
            courses[slug] = judge_course(session, library, slug, record, entries).course
    return courses


def expect_class_time(
    session: Session, library: Library, person_id: int, details: CourseClassTime, now: datetime
) -> Expected:
    """What recording these minutes would do. Nothing is written.

    Raises NoSuchPart, InTheFuture, TooLongAgo.
    """
    course, part = _find_class(session, library, person_id, details, now)
    before = read_entries(session, person_id)
    time = details.time
    after = imagine_class_time(before, person_id, course, part, time.minutes, time.held_on, now)
    judge = _make_judge(session, library, course.slug, read_course_records(session, person_id))
    return Expected((predict_effect(judge, before, after),))


def enter_class_time(
    session: Session,
    registrar: Registrar,
    who: Identity,
    person_id: int,
    details: CourseClassTime,
    now: datetime,
) -> Granted:
    """Record class time, and whatever it finishes. Sent again with its key, it finds the entry.

    Raises TooLongAgo and what `record_class_time` raises.
    """
    course, _part = _find_class(session, registrar.library, person_id, details, now)
    return record_class_time(session, registrar, who, person_id, course, details.time, now)


def expect_reversal(session: Session, library: Library, entry: Entry) -> Expected:
    """What reversing the entry would do. Nothing is written."""
    before = read_entries(session, entry.person_id)
    after = imagine_reversal(before, entry.seq)
    return _expect_effects(session, library, entry, before, after)


def expect_correction(session: Session, library: Library, entry: Entry, minutes: int) -> Expected:
    """What giving the entry other minutes would do. Nothing is written. Raises NothingToCorrect."""
    if minutes == entry.minutes:
        raise NothingToCorrect
    before = read_entries(session, entry.person_id)
    after = imagine_correction(before, entry.seq, minutes)
    return _expect_effects(session, library, entry, before, after)


def expect_transfer(session: Session, library: Library, entry: Entry, course_slug: str) -> Expected:
    """What moving the entry's minutes to another course would do. Nothing is written.

    Raises NoPlaceForMinutes.
    """
    course = find_courses_for_transfer(session, library, entry).get(course_slug)
    if course is None:
        raise NoPlaceForMinutes
    before = read_entries(session, entry.person_id)
    after = imagine_transfer(before, entry.seq, course)
    return _expect_effects(session, library, entry, before, after)


def find_certificate_for(session: Session, completion: Completion) -> Certificate | None:
    """The certificate that states a completion; None while it waits."""
    certificate = find_newest_revision(session, completion.person_id, completion.course_slug)
    if certificate is None or not states_completion(certificate, completion):
        return None
    return certificate


def _expect_effects(
    session: Session, library: Library, entry: Entry, before: Entries, after: Entries
) -> Expected:
    """The effect on the entry's own course, then on each other course that changes."""
    records = read_course_records(session, entry.person_id)
    effects = []
    reissued = set()
    for slug in dict.fromkeys((entry.course_slug, *records)):
        effect = predict_effect(_make_judge(session, library, slug, records), before, after)
        if slug == entry.course_slug or effect.changes_something:
            effects.append(effect)
        if effect.finishes_anew:
            reissued.add(slug)
    certificates = []
    for certificate in find_newest_certificates(session, entry.person_id):
        if entry.seq in certificate.entries:
            status = "superseded" if certificate.course_slug in reissued else "withdrawn"
            certificates.append((certificate, status))
    return Expected(tuple(effects), tuple(certificates))


def _make_judge(
    session: Session, library: Library, slug: str, records: dict[str, CourseRecord]
) -> Callable[[Entries], Standing]:
    """A function from a person's entries to where they stand in a course."""
    return lambda entries: judge_course(session, library, slug, records.get(slug), entries)
