"""The audit log: who did what to whom, written in the transaction of the act itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from school.people.tables import AuditEntry, Person
from school.web.identity import Identity

ENTRIES_A_PAGE = 50


def audit(
    session: Session, who: Identity, act: str, thing: str, detail: Mapping[str, Any], now: datetime
) -> AuditEntry:
    """Note that `who` did `act` (as "person:disable") to `thing` (as "person/17"). NOBODY stands for the school itself.

    `detail` is JSON and must hold no secret.
    """
    entry = AuditEntry(at=now, who_id=who.id or None, act=act, thing=thing, detail=dict(detail))
    session.add(entry)
    return entry


@dataclass(frozen=True)
class AuditPage:
    """Entries, newest first, with the name of who did it, and how many there are in all."""

    entries: Sequence[Row[Any]]
    total: int


def audit_page(session: Session, number: int, thing: str | None = None) -> AuditPage:
    """One page of the log (numbered from 1), of everything or of one thing. Two statements."""
    wanted = AuditEntry.thing == thing if thing else AuditEntry.id > 0
    entries = session.execute(
        select(AuditEntry.at, AuditEntry.act, AuditEntry.thing, AuditEntry.detail, Person.name.label("by"))
        .outerjoin(Person, Person.id == AuditEntry.who_id)
        .where(wanted)
        .order_by(AuditEntry.id.desc())
        .limit(ENTRIES_A_PAGE)
        .offset((number - 1) * ENTRIES_A_PAGE)
    ).all()
    total = session.scalar(select(func.count()).select_from(AuditEntry).where(wanted)) or 0
    return AuditPage(entries, total)
