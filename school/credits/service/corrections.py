"""Correcting hours: an entry never changes; it is reversed, and a new entry replaces it."""

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
from school.credits.service.completing import (
    Granted,
    Registrar,
    grant_minutes,
    record_finished_courses,
)
from school.credits.service.ledger import (
    append_entry,
    find_entry_by_once_key,
    find_reversal,
    lock_ledger,
)
from school.credits.service.records import read_course_records
from school.people.service.audit import record_act


class AlreadyReversed(Conflict):
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


def reverse_entry(
    session: Session, registrar: Registrar, who: Identity, entry: Entry, reason: str, now: datetime
) -> Granted:
    """Take an entry's minutes back, once. Returns the reversal; sent again, the first reversal.

    The reversal has the dates of the entry, so that the hours leave the licensing period they were
    in. If the course is finished even without the entry, a new completion is recorded. Raises
    OwnHours, UnclearReason, IsAReversal, AlreadyReversed.
    """
    if who.id == entry.person_id:
        raise OwnHours
    tidy = judge_reason(reason)
    lock_ledger(session)
    earlier = find_reversal(session, entry.seq)
    if earlier is not None:
        return Granted(_check_same_act(earlier, recorded_by_id=who.id, reason=tidy), ())
    reversal = _append_reversal(session, who, entry, tidy, now)
    return Granted(reversal, record_finished_courses(session, registrar, entry.person_id, now))


def correct_entry(
    session: Session,
    registrar: Registrar,
    who: Identity,
    entry: Entry,
    minutes: int,
    reason: str,
    now: datetime,
) -> Granted:
    """Give an entry other minutes: a reversal and a correction in one act.

    Returns the correction; sent again, the first correction. Raises OwnHours, BadMinutes,
    UnclearReason, NothingToCorrect, IsAReversal, AlreadyReversed.
    """
    tidy = judge_entry(who, entry.person_id, minutes, reason)
    if minutes == entry.minutes:
        raise NothingToCorrect
    facts = _build_correction_facts(who, entry, minutes, tidy)
    lock_ledger(session)
    if find_reversal(session, entry.seq) is not None:
        earlier = find_entry_by_once_key(session, facts.once_key)
        stated = {"recorded_by_id": who.id, "reason": tidy, "minutes": minutes}
        return Granted(_check_same_act(earlier, **stated), ())
    _append_reversal(session, who, entry, tidy, now)
    return _append_replacement(session, registrar, who, facts, now)


def move_minutes(
    session: Session,
    registrar: Registrar,
    who: Identity,
    entry: Entry,
    course_slug: str,
    reason: str,
    now: datetime,
) -> Granted:
    """Let an entry's minutes count for another of the person's courses: a reversal and a transfer.

    Returns the transfer; sent again, the first transfer. Raises OwnHours, UnclearReason,
    NoPlaceForMinutes, IsAReversal, AlreadyReversed.
    """
    if who.id == entry.person_id:
        raise OwnHours
    tidy = judge_reason(reason)
    lock_ledger(session)
    if find_reversal(session, entry.seq) is not None:
        earlier = find_entry_by_once_key(session, _make_transfer_key(entry))
        stated = {"recorded_by_id": who.id, "reason": tidy, "course_slug": course_slug}
        return Granted(_check_same_act(earlier, **stated), ())
    course = find_courses_for_transfer(session, registrar.library, entry).get(course_slug)
    if course is None:
        raise NoPlaceForMinutes
    facts = _build_transfer_facts(who, entry, course, tidy)
    _append_reversal(session, who, entry, tidy, now)
    return _append_replacement(session, registrar, who, facts, now)


def find_courses_for_transfer(
    session: Session, library: Library, entry: Entry
) -> dict[str, Course]:
    """The other courses of a person for which an entry's minutes could count, by slug.

    Those that ask for the module, in the edition the person takes. Class time can't be moved, since
    it was held for one course: it is reversed and recorded for the other. One statement.
    """
    if entry.delivery != "self-study":
        return {}
    courses = {}
    for slug, record in read_course_records(session, entry.person_id).items():
        if slug == entry.course_slug or record.edition_id is None:
            continue
        course = library.find_course(session, slug, record.edition_id)
        families = {module.family for module in library.find_modules(session, course).values()}
        if entry.family in families:
            courses[slug] = course
    return courses


def _check_same_act(earlier: Entry | None, **stated: Any) -> Entry:
    """The entry that this very act wrote when it was sent before.

    Raises AlreadyReversed if it was another act that reversed the minutes.
    """
    if earlier is None or any(getattr(earlier, name) != value for name, value in stated.items()):
        raise AlreadyReversed
    return earlier


def _append_reversal(
    session: Session, who: Identity, entry: Entry, reason: str, now: datetime
) -> Entry:
    if entry.kind == "reversal":
        raise IsAReversal
    facts = _replace_facts(
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
    return append_entry(session, facts, now)


def _append_replacement(
    session: Session, registrar: Registrar, who: Identity, facts: Facts, now: datetime
) -> Granted:
    """Write what replaces a reversed entry, and note it in the audit log."""
    granted = grant_minutes(session, registrar, facts, now)
    detail = {
        "entry": granted.entry.seq,
        "minutes": facts.minutes,
        "course": facts.evidence.get("course", ""),
    }
    record_act(session, who, "hours:replace", f"person/{facts.person_id}", detail, now)
    return granted


def _build_correction_facts(who: Identity, entry: Entry, minutes: int, reason: str) -> Facts:
    return _replace_facts(
        entry,
        kind="correction",
        minutes=minutes,
        follows_id=entry.seq,
        once_key=f"correction:{entry.seq}",
        recorded_by_id=who.id,
        reason=reason,
        evidence={**entry.evidence, "corrects": entry.seq, "recorded_by": who.name},
    )


def _build_transfer_facts(who: Identity, entry: Entry, course: Course, reason: str) -> Facts:
    moved = {"course": course.title, "moved_from": entry.course_slug, "recorded_by": who.name}
    return _replace_facts(
        entry,
        kind="transfer",
        book=course.book,
        course_slug=course.slug,
        follows_id=entry.seq,
        once_key=_make_transfer_key(entry),
        recorded_by_id=who.id,
        reason=reason,
        evidence=entry.evidence | moved,
    )


def _make_transfer_key(entry: Entry) -> str:
    return f"transfer:{entry.seq}"


def _replace_facts(entry: Entry, **replacements: Any) -> Facts:
    """The facts of an entry, with some fields replaced."""
    facts = {field.name: getattr(entry, field.name) for field in fields(Facts)}
    return Facts(**(facts | replacements))
