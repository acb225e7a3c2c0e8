"""Finding a person by a number of ours: an entry of the ledger, or the code of a certificate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from school.admissions.rules.filters import Number
from school.certificates.tables import Certificate
from school.credits.tables import LedgerEntry
from school.people.tables import Person


@dataclass(frozen=True)
class Numbered:
    """An entry or a certificate, and whose it is. One of `entry` and `certificate_id` is given."""

    person_id: int
    name: str
    entry: int | None = None
    certificate_id: int | None = None
    code: str = ""  # of the certificate


def select_owner(number: Number) -> Select[Any]:
    """Whose ledger entry or certificate has this number: a query of one row or none."""
    if number.entry:
        return select(LedgerEntry.person_id).where(LedgerEntry.seq == number.entry)
    return select(Certificate.person_id).where(Certificate.code == number.code)


def find_numbered(session: Session, number: Number) -> Numbered | None:
    """The entry or certificate with this number; None if there is none. One statement."""
    if number.entry:
        return _find_entry(session, number.entry)
    return _find_certificate(session, number.code)


def _find_entry(session: Session, seq: int) -> Numbered | None:
    query = select(Person.id, Person.name).join(LedgerEntry, LedgerEntry.person_id == Person.id)
    row = session.execute(query.where(LedgerEntry.seq == seq)).one_or_none()
    return row and Numbered(row.id, row.name, entry=seq)


def _find_certificate(session: Session, code: str) -> Numbered | None:
    query = select(Person.id, Person.name, Certificate.id.label("certificate_id"))
    query = query.join(Certificate, Certificate.person_id == Person.id)
    row = session.execute(query.where(Certificate.code == code)).one_or_none()
    return row and Numbered(row.id, row.name, certificate_id=row.certificate_id, code=code)
