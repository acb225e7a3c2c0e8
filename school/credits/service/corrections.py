"""Putting hours right: an entry is never changed; it is taken back, and what is true is written anew."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from school.catalogue.rules.documents import Course
from school.catalogue.service.library import Library
from school.core.identity import Identity
from school.core.refusals import Conflict, Invalid
from school.credits.rules.ledger import Entry, Facts
from school.credits.service.awards import OwnHours, judge_entry, judge_reason
from school.credits.service.completing import Granted, Registrar, complete, settle_courses
from school.credits.service.ledger import append, entry_once, hold, reversal_of
from school.credits.service.records import course_records
from school.people.service.audit import record_act


class AlreadyTakenBack(Conflict):
    sentence = (
        "This entry was already taken back, by someone else or for another reason. Look at its "
        "page."
    )


class IsAReversal(Conflict):
    sentence = (
        "This entry takes another one back, so it can't be taken back itself. Record what is "
        "true as a new entry."
    )


class NothingToCorrect(Invalid):
    sentence = "The entry already has that many minutes."


class NoPlaceForMinutes(Invalid):
    sentence = (
        "These minutes can't count for that course: the person is not taking it, or it asks for "
        "something else."
    )


def reverse(
    session: Session, registrar: Registrar, who: Identity, entry: Entry, reason: str, now: datetime
) -> Granted:
    """Take an entry's minutes back, once. Returns the reversal; sent twice, the first one.

    The reversal bears the dates of what it takes back, so that the hours vanish from the cycle they
    were in. Where the course is finished without the entry, that is recorded anew. Raises OwnHours,
    UnclearReason, IsAReversal, AlreadyTakenBack.
    """
    if who.id == entry.person_id:
        raise OwnHours
    tidy = judge_reason(reason)
    hold(session)
    earlier = reversal_of(session, entry.seq)
    if earlier is None:
        reversal = _take_back(session, who, entry, tidy, now)
        return Granted(reversal, settle_courses(session, registrar, entry.person_id, now))
    if (earlier.recorded_by_id, earlier.reason) != (who.id, tidy):
        raise AlreadyTakenBack
    return Granted(earlier, ())


def correct(
    session: Session,
    registrar: Registrar,
    who: Identity,
    entry: Entry,
    minutes: int,
    reason: str,
    now: datetime,
) -> Granted:
    """Give an entry other minutes: a reversal and a correction in one act. Returns the correction;
    sent twice, the first one.

    Raises OwnHours, BadMinutes, UnclearReason, NothingToCorrect, IsAReversal, AlreadyTakenBack.
    """
    tidy = judge_entry(who, entry.person_id, minutes, reason)
    if minutes == entry.minutes:
        raise NothingToCorrect
    facts = _follow(
        entry,
        kind="correction",
        minutes=minutes,
        follows_id=entry.seq,
        once_key=f"correction:{entry.seq}",
        recorded_by_id=who.id,
        reason=tidy,
        evidence={**entry.evidence, "corrects": entry.seq, "recorded_by": who.name},
    )
    hold(session)
    if reversal_of(session, entry.seq) is None:
        _take_back(session, who, entry, tidy, now)
        return _write_instead(session, registrar, who, facts, now)
    earlier = entry_once(session, facts.once_key)
    if earlier is None or (earlier.recorded_by_id, earlier.reason, earlier.minutes) != (
        who.id,
        tidy,
        minutes,
    ):
        raise AlreadyTakenBack
    return Granted(earlier, ())


def move_minutes(
    session: Session,
    registrar: Registrar,
    who: Identity,
    entry: Entry,
    course_slug: str,
    reason: str,
    now: datetime,
) -> Granted:
    """Let an entry's minutes count for another course of the person: a reversal and a transfer in one act.

    Returns the transfer; sent twice, the first one. Raises OwnHours, UnclearReason, NoPlaceForMinutes,
    IsAReversal, AlreadyTakenBack.
    """
    if who.id == entry.person_id:
        raise OwnHours
    tidy = judge_reason(reason)
    hold(session)
    if reversal_of(session, entry.seq) is not None:
        return Granted(_earlier_transfer(session, who, entry, course_slug, tidy), ())
    course = courses_that_can_take(session, registrar.library, entry).get(course_slug)
    if course is None:
        raise NoPlaceForMinutes
    _take_back(session, who, entry, tidy, now)
    return _write_instead(session, registrar, who, _transfer(who, entry, course, tidy), now)


def _transfer(who: Identity, entry: Entry, course: Course, reason: str) -> Facts:
    """What an entry says once its minutes count for `course`."""
    moved = {"course": course.title, "moved_from": entry.course_slug, "recorded_by": who.name}
    return _follow(
        entry,
        kind="transfer",
        book=course.book,
        course_slug=course.slug,
        follows_id=entry.seq,
        once_key=_transfer_key(entry),
        recorded_by_id=who.id,
        reason=reason,
        evidence=entry.evidence | moved,
    )


def _transfer_key(entry: Entry) -> str:
    return f"transfer:{entry.seq}"


def _earlier_transfer(
    session: Session, who: Identity, entry: Entry, course_slug: str, reason: str
) -> Entry:
    """The transfer that this very act made before. Raises AlreadyTakenBack where it was another act."""
    earlier = entry_once(session, _transfer_key(entry))
    same = (who.id, reason, course_slug)
    if earlier is None or (earlier.recorded_by_id, earlier.reason, earlier.course_slug) != same:
        raise AlreadyTakenBack
    return earlier


def _write_instead(
    session: Session, registrar: Registrar, who: Identity, facts: Facts, now: datetime
) -> Granted:
    """Write what takes the place of an entry that was taken back, and note it."""
    granted = complete(session, registrar, facts, now)
    detail = {
        "entry": granted.entry.seq,
        "minutes": facts.minutes,
        "course": facts.evidence.get("course", ""),
    }
    record_act(session, who, "hours:replace", f"person/{facts.person_id}", detail, now)
    return granted


def courses_that_can_take(session: Session, library: Library, entry: Entry) -> dict[str, Course]:
    """The other courses of a person for which an entry's minutes could count, by slug. One statement.

    Those that ask for the module, in the edition under which the person takes them. Time in the room
    was held for one course: it is taken back and recorded for the other.
    """
    if entry.delivery != "self-study":
        return {}
    courses = {}
    for slug, record in course_records(session, entry.person_id).items():
        if slug == entry.course_slug or record.edition_id is None:
            continue
        course = library.course(session, slug, record.edition_id)
        families = {module.family for module in library.modules_of(session, course).values()}
        if entry.family in families:
            courses[slug] = course
    return courses


def _take_back(session: Session, who: Identity, entry: Entry, reason: str, now: datetime) -> Entry:
    if entry.kind == "reversal":
        raise IsAReversal
    facts = _follow(
        entry,
        kind="reversal",
        minutes=-entry.minutes,
        once_key=f"reversal:{entry.seq}",
        recorded_by_id=who.id,
        reverses_id=entry.seq,
        follows_id=None,
        reason=reason,
        evidence={**entry.evidence, "recorded_by": who.name},
    )
    detail = {"entry": entry.seq, "minutes": entry.minutes, "reason": reason}
    record_act(session, who, "hours:correct", f"person/{entry.person_id}", detail, now)
    return append(session, facts, now)


def _follow(entry: Entry, **instead: Any) -> Facts:
    """The facts of an entry, with some fields replaced."""
    return Facts(**({field.name: getattr(entry, field.name) for field in fields(Facts)} | instead))
