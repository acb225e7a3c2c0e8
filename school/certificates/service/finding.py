"""Finding certificates, each with the status that follows from the ledger now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, Select, bindparam, func, select
from sqlalchemy.orm import Session, aliased

from school.certificates.rules.code import normalize_code
from school.certificates.rules.status import Status, judge_status
from school.certificates.tables import Certificate
from school.credits.tables import LedgerEntry


@dataclass(frozen=True)
class CertificateWithStatus:
    """A certificate and whether it is valid."""

    certificate: Certificate
    status: Status

    @property
    def person_id(self) -> int:
        """The person it belongs to; permissions ask for this."""
        return self.certificate.person_id

    @property
    def issued_on(self) -> date:
        """The local day of issue, as printed."""
        return date.fromisoformat(self.certificate.fields["issued_on"])


def find_certificate(session: Session, certificate_id: int) -> CertificateWithStatus | None:
    """A certificate by the number in its address. Two statements."""
    return _find_one(session, _BY_ID, {"id": certificate_id})


def find_certificate_by_code(session: Session, typed: str) -> CertificateWithStatus | None:
    """The certificate whose code somebody typed; None if there is none.

    Two statements at most; none if what was typed cannot be a code.
    """
    code = normalize_code(typed)
    if code is None:
        return None
    return _find_one(session, _BY_CODE, {"code": code})


def list_certificates(session: Session, person_id: int) -> tuple[CertificateWithStatus, ...]:
    """All certificates of a person, superseded ones among them, newest first. Two statements."""
    return _add_status(session, session.execute(_OF_PERSON, {"person_id": person_id}))


def read_pdf(session: Session, certificate: Certificate) -> bytes:
    """The PDF as it was issued."""
    return session.scalars(_PDF, {"id": certificate.id}).one()


def _find_one(
    session: Session, statement: Select[Certificate, int], values: dict[str, Any]
) -> CertificateWithStatus | None:
    certificates = _add_status(session, session.execute(statement, values))
    return certificates[0] if certificates else None


def _add_status(
    session: Session, rows: Iterable[Row[Certificate, int]]
) -> tuple[CertificateWithStatus, ...]:
    """`rows`: each certificate with the number of its newest revision."""
    rows = list(rows)
    taken_back = _find_reversed(session, [certificate for certificate, _newest in rows])
    certificates = []
    for certificate, newest in rows:
        is_newest = certificate.revision == newest
        status = judge_status(certificate.entries, taken_back, is_newest)
        certificates.append(CertificateWithStatus(certificate, status))
    return tuple(certificates)


def _find_reversed(session: Session, certificates: Iterable[Certificate]) -> set[Any]:
    """The seq of the entries that certificates rest on and that were reversed."""
    entries: set[int] = set()
    for certificate in certificates:
        entries.update(certificate.entries)
    if not entries:
        return set()
    return set(session.scalars(_TAKEN_BACK, {"entries": sorted(entries)}))


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
