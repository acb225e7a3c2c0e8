"""How far a person is in a course, as far as facts decide it without the day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

NOT_ENROLLED = "not-enrolled"
NOT_BEGUN = "not-begun"
UNDER_WAY = "under-way"
PARTS_MISSING = "parts-missing"
CERTIFICATE_WAITS = "certificate-waits"
WITHDRAWN = "withdrawn"
FINISHED = "finished"

# Stages of an unfinished course. If it is no longer offered, the table only says so.
UNFINISHED = (NOT_BEGUN, UNDER_WAY, PARTS_MISSING)


@dataclass(frozen=True)
class CourseFacts:
    """What is on record of one person in one course. Minutes are minutes of credit."""

    minutes: int  # that count toward the course
    needed_minutes: int
    last_earned_at: datetime | None
    is_completed: bool  # there is a valid completion
    has_certificate: bool
    certificate_stands: bool  # no entry that the newest one rests on was reversed


def judge_stage(facts: CourseFacts) -> str:
    """The stage. A valid certificate decides, then a completion, then the minutes."""
    if facts.has_certificate and facts.certificate_stands:
        return FINISHED
    if facts.is_completed:
        return CERTIFICATE_WAITS
    if facts.has_certificate:
        return WITHDRAWN
    if facts.minutes >= facts.needed_minutes:
        return PARTS_MISSING
    if facts.minutes <= 0 or facts.last_earned_at is None:
        return NOT_BEGUN
    return UNDER_WAY
