"""Finishing the elective, claiming its certificate and having it issued again."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from school.certificates.service.issuing import (
    Issuer,
    claim_certificate,
    find_newest_revision,
    reissue_certificate,
)
from school.certificates.tables import Certificate
from school.credits.rules.completions import Completion
from school.credits.rules.standing import Standing
from school.credits.service.hours import read_standing
from tests.cast import CAST, NOON, identity
from tests.credits import acts

BASE_URL = acts.BASE_URL
ISSUER = Issuer(BASE_URL)
REASON = "The name changed on paper"


def read_course_standing(session: Session, name: str = "ana") -> Standing:
    return read_standing(session, acts.library(session), CAST[name][0], "nmt-elective")


def find_completion(session: Session, name: str = "ana") -> Completion:
    completion = read_course_standing(session, name).completion
    assert completion is not None
    return completion


def finish_and_claim(session: Session, name: str = "ana", now: datetime = NOON) -> Certificate:
    acts.finish_course(session, name)
    return claim(session, name, now)


def claim(session: Session, name: str = "ana", now: datetime = NOON) -> Certificate:
    """Somebody asks for the certificate of the elective."""
    return claim_certificate(
        session, acts.registrar(session), ISSUER, CAST[name][0], "nmt-elective", now
    )


def reissue(
    session: Session,
    certificate: Certificate,
    name: str = "olu",
    reason: str = REASON,
    now: datetime = NOON,
) -> Certificate:
    """An officer issues it again."""
    return reissue_certificate(
        session, acts.registrar(session), ISSUER, identity(name), certificate, reason, now
    )


def find_last(session: Session, name: str = "ana") -> Certificate | None:
    return find_newest_revision(session, CAST[name][0], "nmt-elective")
