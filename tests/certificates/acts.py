"""A certificate of the elective, issued to somebody who has done everything it asks."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from school.certificates.service.issuing import Issuer, issue, newest, reissue
from school.certificates.tables import Certificate
from school.credits.rules.standing import Standing
from school.credits.service.hours import standing_of
from tests.cast import CAST, NOON, identity
from tests.credits import acts

BASE_URL = "https://school.example/"


def issuer(session: Session) -> Issuer:
    return Issuer(acts.catalogue(session).school, BASE_URL)


def standing(session: Session, name: str = "ana") -> Standing:
    return standing_of(session, acts.catalogue(session), CAST[name][0], "nmt-elective")


def certify(session: Session, name: str = "ana", now: datetime = NOON) -> Certificate:
    acts.finish(session, name)
    return issue(session, CAST[name][0], standing(session, name), issuer(session), now)


def again(session: Session, certificate: Certificate) -> Certificate:
    """Olu issues it again."""
    last = newest(session, certificate.person_id, certificate.course_slug)
    assert last is not None
    return reissue(
        session, identity("olu"), last, standing(session), issuer(session), "The name changed on paper", NOON
    )
