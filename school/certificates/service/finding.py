"""Finding certificates again, with what the ledger says of them now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, bindparam, func, select
from sqlalchemy.orm import Session, aliased

from school.certificates.rules.code import normalise_code
from school.certificates.rules.status import Status, status
from school.certificates.tables import Certificate
from school.credits.tables import LedgerEntry


@dataclass(frozen=True)
class Held:
    """A certificate and whether it holds."""

    certificate: Certificate
    status: Status

    @property
    def person_id(self) -> int:
        """Whose it is; the policy asks for it."""
        return self.certificate.person_id

    @property
    def issued_on(self) -> date:
        """The local day of issue, as it is printed."""
        return date.fromisoformat(self.certificate.fields["issued_on"])


def certificate_by_id(session: Session, certificate_id: int) -> Held | None:
    """A certificate by the number in its address. Two statements."""
    return next(iter(_held(session, session.execute(_BY_ID, {"id": certificate_id}))), None)


def certificate_by_code(session: Session, typed: str) -> Held | None:
    """A certificate by its code, as somebody typed it. Two statements at most; none for what cannot be a code."""
    code = normalise_code(typed)
    return (
        next(iter(_held(session, session.execute(_BY_CODE, {"code": code}))), None)
        if code
        else None
    )


def certificates_of(session: Session, person_id: int) -> tuple[Held, ...]:
    """All certificates of a person, superseded ones among them, newest first. Two statements."""
    return _held(session, session.execute(_OF_PERSON, {"person_id": person_id}))


def pdf_bytes(session: Session, certificate: Certificate) -> bytes:
    """The PDF as it was issued."""
    return session.scalars(_PDF, {"id": certificate.id}).one()


def _held(session: Session, rows: Iterable[Row[Certificate, int]]) -> tuple[Held, ...]:
    found = [(certificate, newest) for certificate, newest in rows]
    entries = sorted({seq for certificate, _newest in found for seq in certificate.entries})
    taken_back: set[Any] = (
        set(session.scalars(_TAKEN_BACK, {"entries": entries})) if entries else set()
    )
    return tuple(
        Held(certificate, status(certificate.entries, taken_back, certificate.revision == newest))
        for certificate, newest in found
    )


_LATER = aliased(Certificate)
_NEWEST_REVISION = (
    select(func.max(_LATER.revision))
    .where(_LATER.person_id == Certificate.person_id, _LATER.course_slug == Certificate.course_slug)
    .scalar_subquery()
)
_ANY = select(Certificate, _NEWEST_REVISION)
_BY_ID = _ANY.where(Certificate.id == bindparam("id"))
_BY_CODE = _ANY.where(Certificate.code == bindparam("code"))
_OF_PERSON = _ANY.where(Certificate.person_id == bindparam("person_id")).order_by(
    Certificate.issued_at.desc(), Certificate.id.desc()
)
_PDF = select(Certificate.pdf).where(Certificate.id == bindparam("id"))
_TAKEN_BACK = select(LedgerEntry.reverses_id).where(
    LedgerEntry.reverses_id.in_(bindparam("entries", expanding=True))
)
