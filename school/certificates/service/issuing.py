"""Issuing certificates: once for a person and a course, frozen with the bytes of the PDF; again only for a reason."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from school.catalogue.rules.documents import SchoolFacts
from school.certificates.rules.code import BYTES, code_of
from school.certificates.rules.printed import Issue, Printed, missing, printed
from school.certificates.rules.status import completion
from school.certificates.service.typesetting import pdf_of
from school.certificates.tables import Certificate
from school.credits.rules.days import earned_on
from school.credits.rules.standing import Standing
from school.credits.service.awards import OwnHours, judge_reason
from school.credits.service.ledger import hold
from school.people.service.audit import audit
from school.people.tables import Person
from school.web.identity import Identity
from school.web.refusals import Refusal


class NotFinished(Refusal):
    """This course is not finished yet, so there is no certificate for it."""


class CannotBeIssued(Refusal):
    """The certificate cannot be issued yet, because something that must stand on it is missing."""

    def __init__(self, what: tuple[str, ...]) -> None:
        super().__init__(
            f"The certificate cannot be issued yet. Missing: {', '.join(what)}. The hours are safe in the ledger; "
            "ask the office to complete this, then come back."
        )
        self.what = what


class NothingToReissue(Refusal):
    """There is no certificate for this course that could be issued again."""


@dataclass(frozen=True)
class Issuer:
    """Who issues: the school as the catalogue states it, and the address under which certificates are verified."""

    school: SchoolFacts
    base_url: str


def issue_if_finished(
    session: Session, person_id: int, standing: Standing, issuer: Issuer, now: datetime
) -> Certificate | None:
    """The certificate for a course: issued now where the course is finished, or the newest one there is already.

    None where the course is not finished, and also where something that must stand on a certificate is missing: the
    act that finished the course must not fail for that. `issue` says what is missing.
    """
    if not standing.finished:
        return None
    hold(session)
    earlier = newest(session, person_id, standing.course.slug)
    if earlier is not None:
        return earlier
    name = _name(session, person_id)
    if missing(name, issuer.school):
        return None
    return _issue(session, person_id, name, standing, issuer, 1, now)


def issue(session: Session, person_id: int, standing: Standing, issuer: Issuer, now: datetime) -> Certificate:
    """As `issue_if_finished`, for somebody who asks for it. Raises NotFinished, CannotBeIssued."""
    if not standing.finished:
        raise NotFinished
    certificate = issue_if_finished(session, person_id, standing, issuer, now)
    if certificate is None:
        raise CannotBeIssued(missing(_name(session, person_id), issuer.school))
    return certificate


def reissue(
    session: Session,
    who: Identity,
    certificate: Certificate,
    standing: Standing,
    issuer: Issuer,
    reason: str,
    now: datetime,
) -> Certificate:
    """Issue a certificate again, as after a change of name or a correction; the one before is superseded by it.

    `standing` is that of the certificate's person in its course, now. Sent twice from one page, the second finds the
    first. Raises OwnHours, UnclearReason, NotFinished, CannotBeIssued.
    """
    if who.id == certificate.person_id:
        raise OwnHours
    why = judge_reason(reason)
    hold(session)
    last = newest(session, certificate.person_id, certificate.course_slug)
    if last is None:
        raise NothingToReissue
    if last.revision != certificate.revision:
        return last
    if not standing.finished:
        raise NotFinished
    name = _name(session, certificate.person_id)
    if lacks := missing(name, issuer.school):
        raise CannotBeIssued(lacks)
    detail = {"certificate": certificate.id, "revision": last.revision + 1, "reason": why}
    audit(session, who, "certificate:reissue", f"person/{certificate.person_id}", detail, now)
    return _issue(session, certificate.person_id, name, standing, issuer, last.revision + 1, now)


def newest(session: Session, person_id: int, course_slug: str) -> Certificate | None:
    """The last revision of a person's certificate for a course."""
    return session.scalars(_NEWEST, {"person_id": person_id, "course_slug": course_slug}).first()


_NEWEST = (
    select(Certificate)
    .where(Certificate.person_id == bindparam("person_id"), Certificate.course_slug == bindparam("course_slug"))
    .order_by(Certificate.revision.desc())
    .limit(1)
)
_PERSON_NAME = select(Person.name).where(Person.id == bindparam("person_id"))


def _name(session: Session, person_id: int) -> str:
    return session.scalars(_PERSON_NAME, {"person_id": person_id}).one()


def _issue(
    session: Session, person_id: int, name: str, standing: Standing, issuer: Issuer, revision: int, now: datetime
) -> Certificate:
    completed_on, entries = completion(standing)
    code = code_of(secrets.token_bytes(BYTES))
    verify_url = f"{issuer.base_url.rstrip('/')}/verify/{code}"
    issued_on = earned_on(now, issuer.school.zone)
    sheet = printed(standing, issuer.school, Issue(name, completed_on, issued_on, code, revision, verify_url))
    certificate = _row(person_id, standing, sheet, now)
    certificate.completed_on = completed_on
    certificate.entries = [entry.seq for entry in entries]
    session.add(certificate)
    session.flush()  # its page is named by its id
    return certificate


def _row(person_id: int, standing: Standing, sheet: Printed, now: datetime) -> Certificate:
    fields = asdict(sheet)
    pdf = pdf_of(fields, now)
    return Certificate(
        code=sheet.code,
        person_id=person_id,
        course_slug=standing.course.slug,
        revision=sheet.revision,
        edition_id=standing.course.edition_id,
        issued_at=now,
        minutes=sheet.minutes,
        fields=fields,
        pdf=pdf,
        pdf_sha256=hashlib.sha256(pdf).hexdigest(),
    )
