"""The audit log: who did what to whom, written in the transaction of the act itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from school.core.audit import ActInWords, describe_act
from school.core.identity import Identity
from school.people.service.people import find_people_by_id
from school.people.tables import AuditEntry, Person

ENTRIES_A_PAGE = 50


def record_act(
    session: Session, who: Identity, act: str, thing: str, detail: Mapping[str, Any], now: datetime
) -> AuditEntry:
    """Write down that somebody did an act (as "person:disable") to a thing (as "person/17").

    NOBODY stands for the school itself. `detail` is JSON and must hold no secret.
    """
    entry = AuditEntry(at=now, who_id=who.id or None, act=act, thing=thing, detail=dict(detail))
    session.add(entry)
    return entry


@dataclass(frozen=True)
class AuditLine:
    """An entry of the log as a page shows it."""

    at: datetime
    act: str
    thing: str
    detail: Mapping[str, Any]
    by: str | None  # name of who did it; None for the school itself
    subject_id: int | None  # the person to whom it was done
    subject: str  # their name, or what else it was done to

    @property
    def in_words(self) -> ActInWords:
        return describe_act(self.act, self.detail)


@dataclass(frozen=True)
class AuditPage:
    """Entries, newest first, and how many there are in all."""

    entries: tuple[AuditLine, ...]
    total: int


def read_audit_page(session: Session, number: int, thing: str | None = None) -> AuditPage:
    """One page of the log (numbered from 1), about everything or one thing. Three statements."""
    wanted = AuditEntry.thing == thing if thing else AuditEntry.id > 0
    entries = session.execute(
        select(
            AuditEntry.at,
            AuditEntry.act,
            AuditEntry.thing,
            AuditEntry.detail,
            Person.name.label("by"),
        )
        .outerjoin(Person, Person.id == AuditEntry.who_id)
        .where(wanted)
        .order_by(AuditEntry.id.desc())
        .limit(ENTRIES_A_PAGE)
        .offset((number - 1) * ENTRIES_A_PAGE)
    ).all()
    total = session.scalar(select(func.count()).select_from(AuditEntry).where(wanted)) or 0
    return AuditPage(_describe_entries(session, entries), total)


def _describe_entries(session: Session, entries: Sequence[Row[Any]]) -> tuple[AuditLine, ...]:
    ids = [_read_person_id(entry.thing) for entry in entries]
    people = find_people_by_id(session, {person_id for person_id in ids if person_id})
    lines = []
    for entry, person_id in zip(entries, ids, strict=True):
        person = people.get(person_id or 0)
        subject = person.name if person else entry.thing
        lines.append(AuditLine(**entry._mapping, subject_id=person_id, subject=subject))
    return tuple(lines)


def _read_person_id(thing: str) -> int | None:
    kind, _, number = thing.partition("/")
    return int(number) if kind == "person" and number.isdecimal() else None
