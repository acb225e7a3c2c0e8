"""Certificates that wait for something which must be printed: issuing them once it is there."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from school.catalogue.service.library import Library
from school.certificates.service.issuing import Issuer, issue_for_completion
from school.certificates.tables import Certificate
from school.credits.service.completing import Registrar, record_all_finished_courses
from school.credits.service.hours import read_standing
from school.credits.service.ledger import lock_ledger
from school.credits.tables import CourseCompletion


def issue_waiting(session: Session, issuer: Issuer, library: Library, now: datetime) -> int:
    """Issue every waiting certificate that lacks nothing now; return how many were issued.

    Call it after anything that may supply what was missing, such as a publication that names who
    signs. People who have finished but are not on record as finished, as after an upgrade, are
    recorded first. Five statements if nothing waits.
    """
    before = session.scalar(_HOW_MANY) or 0
    record_all_finished_courses(session, Registrar(library, (issuer,)), now)
    issued = (session.scalar(_HOW_MANY) or 0) - before
    waiting = session.execute(_WITHOUT_CERTIFICATE).all()
    if waiting:
        lock_ledger(session)
    for person_id, course_slug in waiting:
        completion = read_standing(session, library, person_id, course_slug).completion
        if completion and issue_for_completion(session, issuer, library, completion, now):
            issued += 1
    return issued


_HOW_MANY = select(func.count()).select_from(Certificate)
# A certificate is issued in the act that records the completion, or later: never before.
_issued_since = exists().where(
    Certificate.person_id == CourseCompletion.person_id,
    Certificate.course_slug == CourseCompletion.course_slug,
    Certificate.issued_at >= CourseCompletion.recorded_at,
)
_WITHOUT_CERTIFICATE = (
    select(CourseCompletion.person_id, CourseCompletion.course_slug)
    .distinct()
    .where(~_issued_since)
    .order_by(CourseCompletion.person_id, CourseCompletion.course_slug)
)
