"""Putting hours right: what an act will do, and the act itself with the certificate that may follow from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from school.admissions.rules.effects import Effect, effect, with_minutes, with_time_in_room, without
from school.catalogue.rules.documents import Catalogue, Course, CoursePart
from school.certificates.service.issuing import Issuer, issue_if_finished, newest
from school.certificates.tables import Certificate
from school.credits.rules.days import earned_on
from school.credits.rules.ledger import Entry
from school.credits.rules.standing import standing
from school.credits.service.awards import InTheFuture, NoSuchPart, record_classroom
from school.credits.service.corrections import NothingToCorrect, correct
from school.credits.service.ledger import entries_of
from school.web.identity import Identity
from school.web.refusals import Invalid

LONGEST_AGO = timedelta(days=10 * 366)


class TooLongAgo(Invalid):
    """This day is more than ten years ago. Check the year."""


@dataclass(frozen=True)
class TimeInRoom:
    """Time that somebody spent in the room, as an officer states it."""

    course_slug: str
    part_id: str
    held_on: date  # the local day
    minutes: int
    seen: str  # a sentence: what the officer saw


@dataclass(frozen=True)
class Expected:
    """What an act would do to a person's standing, and the certificate that it touches."""

    effect: Effect | None  # None: the course is no longer offered, so nothing can be said
    certificate: Certificate | None  # that stands on the entry, and would not hold any more


def _judge(catalogue: Catalogue, details: TimeInRoom, now: datetime) -> tuple[Course, CoursePart]:
    """The course and its part in the room. Raises NoSuchPart, InTheFuture, TooLongAgo."""
    today = earned_on(now, catalogue.school.zone)
    if details.held_on > today:
        raise InTheFuture
    if details.held_on < today - LONGEST_AGO:
        raise TooLongAgo
    course = catalogue.courses.get(details.course_slug)
    parts = course.parts if course else ()
    part = next((part for part in parts if part.id == details.part_id and part.delivery == "live"), None)
    if course is None or part is None:
        raise NoSuchPart
    return course, part


def expect_time_in_room(
    session: Session, catalogue: Catalogue, person_id: int, details: TimeInRoom, now: datetime
) -> Expected:
    """What recording these minutes would do; nothing is written. Raises NoSuchPart, InTheFuture, TooLongAgo."""
    course, part = _judge(catalogue, details, now)
    before = entries_of(session, person_id)
    after = with_time_in_room(before, person_id, course, part, details.minutes, details.held_on, now)
    return Expected(effect(course, before, after, catalogue.modules), None)


def record_time_in_room(
    session: Session,
    who: Identity,
    person_id: int,
    details: TimeInRoom,
    form_key: str,
    catalogue: Catalogue,
    base_url: str,
    now: datetime,
) -> tuple[Entry, Certificate | None]:
    """Record the minutes, and issue the certificate where they finish the course.

    Sent again with the same `form_key`, it finds the entry. Raises TooLongAgo and what `record_classroom` raises.
    """
    course, part = _judge(catalogue, details, now)
    entry = record_classroom(
        session,
        who,
        person_id,
        course,
        part.id,
        details.minutes,
        details.held_on,
        details.seen,
        form_key,
        now,
        catalogue.school.zone,
    )
    return entry, _certify(session, entry, catalogue, base_url, now)


def expect_reversal(session: Session, catalogue: Catalogue, entry: Entry) -> Expected:
    """What taking the entry back would do; nothing is written."""
    before = entries_of(session, entry.person_id)
    return _expected(session, catalogue, entry, before, without(before, entry.seq))


def expect_correction(session: Session, catalogue: Catalogue, entry: Entry, minutes: int) -> Expected:
    """What giving the entry other minutes would do; nothing is written. Raises NothingToCorrect."""
    if minutes == entry.minutes:
        raise NothingToCorrect
    before = entries_of(session, entry.person_id)
    return _expected(session, catalogue, entry, before, with_minutes(before, entry.seq, minutes))


def correct_entry(
    session: Session,
    who: Identity,
    entry: Entry,
    minutes: int,
    reason: str,
    catalogue: Catalogue,
    base_url: str,
    now: datetime,
) -> tuple[Entry, Certificate | None]:
    """Give the entry other minutes, and issue the certificate where they finish the course.

    Raises what `correct` raises.
    """
    corrected = correct(session, who, entry, minutes, reason, now)
    return corrected, _certify(session, corrected, catalogue, base_url, now)


def _expected(
    session: Session, catalogue: Catalogue, entry: Entry, before: tuple[Entry, ...], after: tuple[Entry, ...]
) -> Expected:
    course = catalogue.courses.get(entry.course_slug)
    certificate = newest(session, entry.person_id, entry.course_slug)
    touched = certificate if certificate is not None and entry.seq in certificate.entries else None
    return Expected(effect(course, before, after, catalogue.modules) if course else None, touched)


def _certify(session: Session, entry: Entry, catalogue: Catalogue, base_url: str, now: datetime) -> Certificate | None:
    """The certificate that this act brought: None where the course is not finished, or had one before."""
    course = catalogue.courses.get(entry.course_slug)
    if course is None:
        return None
    reached = standing(course, entries_of(session, entry.person_id), catalogue.modules)
    certificate = issue_if_finished(session, entry.person_id, reached, Issuer(catalogue.school, base_url), now)
    return certificate if certificate is not None and entry.seq in certificate.entries else None
