"""Issuing certificates: once for each completion, frozen with the PDF; again only for a reason."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from school.catalogue.rules.documents import SchoolFacts
from school.catalogue.service.library import Library
from school.certificates.rules.code import BYTES, make_code
from school.certificates.rules.printed import (
    Issue,
    Printed,
    compose_certificate,
    list_missing_facts,
)
from school.certificates.service.typesetting import typeset_pdf
from school.certificates.tables import Certificate
from school.core.clock import keep_order
from school.core.identity import Identity
from school.core.projections import note_person
from school.core.refusals import Conflict
from school.credits.rules.completions import Completion
from school.credits.rules.days import find_local_date
from school.credits.service.awards import OwnHours, judge_reason
from school.credits.service.completing import Registrar, record_finished_courses
from school.credits.service.hours import read_standing
from school.credits.service.ledger import lock_ledger
from school.people.service.audit import record_act
from school.people.tables import Person


class NotFinished(Conflict):
    sentence = "This course is not finished yet, so there is no certificate for it."


class CannotBeIssued(Conflict):
    """Something is missing that a certificate must state."""

    sentence = (
        "The certificate can't be issued yet. Missing: {missing}. The hours are safe in the "
        "ledger; ask the office to complete this, then come back."
    )


class NothingToReissue(Conflict):
    sentence = "There is no certificate for this course that could be issued again."


@dataclass(frozen=True)
class Issuer:
    """Issues certificates when courses are finished, in the same transaction.

    `base_url` is where its certificates can be verified.
    """

    base_url: str

    def __call__(
        self, session: Session, library: Library, completion: Completion, now: datetime
    ) -> None:
        issue_for_completion(session, self, library, completion, now)


def issue_for_completion(
    session: Session, issuer: Issuer, library: Library, completion: Completion, now: datetime
) -> Certificate | None:
    """The certificate of a completion, issued now unless it was issued before.

    Returns None if something that must be printed is missing. The act that finished the course must
    not fail for that, so the certificate waits. After a correction it is the next revision.
    """
    lock_ledger(session)
    last = find_newest_revision(session, completion.person_id, completion.course_slug)
    if last is not None and states_completion(last, completion):
        return last
    name = read_person_name(session, completion.person_id)
    if list_missing_facts(name, library.catalogue.school):
        return None
    revision = last.revision + 1 if last else 1
    now = keep_order(completion.recorded_at, "certificate", now)
    return _issue_revision(session, issuer, library, completion, name, revision, now)


def states_completion(certificate: Certificate, completion: Completion) -> bool:
    """Whether a certificate states this completion, not an earlier one that it replaced."""
    return list(certificate.entries) == list(completion.entries)


def claim_certificate(
    session: Session,
    registrar: Registrar,
    issuer: Issuer,
    person_id: int,
    course_slug: str,
    now: datetime,
) -> Certificate:
    """The certificate of a finished course, for the student who asks for it.

    Raises NotFinished, CannotBeIssued.
    """
    record_finished_courses(session, registrar, person_id, now)
    completion = read_standing(session, registrar.library, person_id, course_slug).completion
    if completion is None:
        raise NotFinished
    certificate = issue_for_completion(session, issuer, registrar.library, completion, now)
    if certificate is None:
        name = read_person_name(session, person_id)
        lacks = list_missing_facts(name, registrar.library.catalogue.school)
        raise CannotBeIssued(missing=", ".join(lacks))
    return certificate


def reissue_certificate(
    session: Session,
    registrar: Registrar,
    issuer: Issuer,
    who: Identity,
    certificate: Certificate,
    reason: str,
    now: datetime,
) -> Certificate:
    """Issue a certificate again, for example after a change of name. It supersedes the one before.

    It rests on the completion on record, whatever became of the course since. If the form is sent
    twice, the second time finds what the first one made. Raises OwnHours, UnclearReason,
    NotFinished, CannotBeIssued.
    """
    if who.id == certificate.person_id:
        raise OwnHours
    why = judge_reason(reason)
    lock_ledger(session)
    person_id, library = certificate.person_id, registrar.library
    record_finished_courses(session, registrar, person_id, now)
    last = find_newest_revision(session, person_id, certificate.course_slug)
    if last is None:
        raise NothingToReissue
    if last.revision != certificate.revision:
        # The form was sent twice, or recording a completion just now has issued this one.
        return last
    completion = read_standing(session, library, person_id, certificate.course_slug).completion
    if completion is None:
        raise NotFinished
    name = read_person_name(session, person_id)
    if lacks := list_missing_facts(name, library.catalogue.school):
        raise CannotBeIssued(missing=", ".join(lacks))
    detail = {"certificate": certificate.id, "revision": last.revision + 1, "reason": why}
    now = keep_order(last.issued_at, "certificate", now)
    record_act(session, who, "certificate:reissue", f"person/{person_id}", detail, now)
    return _issue_revision(session, issuer, library, completion, name, last.revision + 1, now)


def find_newest_revision(session: Session, person_id: int, course_slug: str) -> Certificate | None:
    """The last revision of a person's certificate for a course."""
    return session.scalars(_NEWEST, {"person_id": person_id, "course_slug": course_slug}).first()


def find_newest_certificates(session: Session, person_id: int) -> tuple[Certificate, ...]:
    """The last revision of each certificate of a person. One statement."""
    last: dict[str, Certificate] = {}
    for certificate in session.scalars(_OF_PERSON, {"person_id": person_id}):
        last[certificate.course_slug] = certificate  # a later revision replaces the earlier one
    return tuple(last.values())


_OF_PERSON = (
    select(Certificate)
    .where(Certificate.person_id == bindparam("person_id"))
    .order_by(Certificate.revision)
)
_NEWEST = (
    select(Certificate)
    .where(
        Certificate.person_id == bindparam("person_id"),
        Certificate.course_slug == bindparam("course_slug"),
    )
    .order_by(Certificate.revision.desc())
    .limit(1)
)
_PERSON_NAME = select(Person.name).where(Person.id == bindparam("person_id"))


def read_person_name(session: Session, person_id: int) -> str:
    """The name that would be printed now. One statement."""
    return session.scalars(_PERSON_NAME, {"person_id": person_id}).one()


def _issue_revision(
    session: Session,
    issuer: Issuer,
    library: Library,
    completion: Completion,
    name: str,
    revision: int,
    now: datetime,
) -> Certificate:
    school: SchoolFacts = library.catalogue.school
    code = make_code(secrets.token_bytes(BYTES))
    verify_url = f"{issuer.base_url.rstrip('/')}/verify/{code}"
    course = library.find_course(session, completion.course_slug, completion.edition_id)
    issue = Issue(name, find_local_date(now, school.zone), code, revision, verify_url)
    certificate = _build_row(
        completion, compose_certificate(course, completion, school, issue), now
    )
    session.add(certificate)
    note_person(session, completion.person_id)
    session.flush()  # the address of its page needs the id
    return certificate


def _build_row(completion: Completion, sheet: Printed, now: datetime) -> Certificate:
    fields = asdict(sheet)
    pdf = typeset_pdf(fields, now)
    return Certificate(
        code=sheet.code,
        person_id=completion.person_id,
        course_slug=completion.course_slug,
        revision=sheet.revision,
        edition_id=completion.edition_id,
        issued_at=now,
        completed_on=completion.completed_on,
        minutes=sheet.minutes,
        fields=fields,
        entries=list(completion.entries),
        pdf=pdf,
        pdf_sha256=hashlib.sha256(pdf).hexdigest(),
    )
