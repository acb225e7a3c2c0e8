"""A person's state in a course, in a few words and a sentence, as the officer's table shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from school.admissions.rules import sentences
from school.admissions.rules.stages import (
    CERTIFICATE_WAITS,
    FINISHED,
    NOT_BEGUN,
    NOT_ENROLLED,
    PARTS_MISSING,
    WITHDRAWN,
)
from school.core.messages import Message

QUIET_DAYS = 30

# Key in the address → (words in the table, tone of its tag), in the order of the filter.
STATES = {
    "finished": ("finished", "ok"),
    "on-the-way": ("on the way", ""),
    "certificate-waits": ("finished, certificate waits", "warn"),
    "parts-missing": ("hours reached, parts missing", "warn"),
    "quiet": (f"no hours for {QUIET_DAYS} days", "warn"),
    "not-begun": ("not begun", ""),
    "withdrawn": ("certificate withdrawn", "bad"),
    "retired": ("course no longer offered", ""),
    "not-enrolled": ("not enrolled", ""),
}


# Stages with one sentence, whatever else is known.
SENTENCES = {
    NOT_ENROLLED: sentences.TAKES_NO_COURSE,
    CERTIFICATE_WAITS: sentences.CERTIFICATE_WAITS,
    WITHDRAWN: sentences.CERTIFICATE_WITHDRAWN,
}


@dataclass(frozen=True)
class NewestCertificate:
    """The newest certificate of one person in one course."""

    id: int
    code: str
    issued_at: datetime


@dataclass(frozen=True)
class CourseProgress:
    """How far a person has come in a course. Somebody who takes none has one line too."""

    person_id: int
    name: str
    email: str | None  # None: known only from records
    role: str
    disabled: bool
    course_slug: str | None  # None: takes no course
    course_title: str  # "" without a course
    enrolled_at: datetime | None
    stage: str  # rules/stages.py
    minutes: int  # that count toward the course
    needed: int | None  # minutes that the course claims; None: takes no course
    is_offered: bool  # whether the course is published now
    last_earned_at: datetime | None
    certificate: NewestCertificate | None


@dataclass(frozen=True)
class State:
    """The judgment on a line of the table."""

    key: str
    sentence: Message

    @property
    def label(self) -> str:
        return STATES[self.key][0]

    @property
    def tone(self) -> str:
        return STATES[self.key][1]


def judge_state(progress: CourseProgress, now: datetime) -> State:
    """The person's state at `now`, which must be in the school's zone: its days are counted.

    The stage decides. For an unfinished course it also matters whether the course is still offered,
    and then how long ago the last hours were.
    """
    if progress.stage in SENTENCES:
        return State(progress.stage, Message(SENTENCES[progress.stage]))
    if progress.stage == FINISHED and progress.certificate is not None:
        return State(FINISHED, Message(sentences.CERTIFICATE, code=progress.certificate.code))
    if not progress.is_offered:
        return State("retired", Message(sentences.COURSE_RETIRED))
    if progress.stage == PARTS_MISSING:
        return State(PARTS_MISSING, Message(sentences.PARTS_MISSING))
    return _judge_activity(progress, now)


def _judge_activity(progress: CourseProgress, now: datetime) -> State:
    last_earned_at, enrolled_at = progress.last_earned_at, progress.enrolled_at
    if progress.stage == NOT_BEGUN or last_earned_at is None:
        when = _say_how_long_ago(now, enrolled_at) if enrolled_at else Message(sentences.TODAY)
        return State(NOT_BEGUN, Message(sentences.NOT_BEGUN, when=when))
    last_hours = Message(sentences.LAST_HOURS, when=_say_how_long_ago(now, last_earned_at))
    if last_earned_at < find_quiet_limit(now):
        return State("quiet", last_hours)
    return State("on-the-way", last_hours)


def find_quiet_limit(now: datetime) -> datetime:
    """The instant before which hours are too old at `now`, which must be in the school's zone."""
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight - timedelta(days=QUIET_DAYS - 1)


def _say_how_long_ago(now: datetime, then: datetime) -> Message:
    days = _count_days(now, then)
    if days <= 0:
        return Message(sentences.TODAY)
    if days == 1:
        return Message(sentences.YESTERDAY)
    return Message(sentences.DAYS_AGO, days=days)


def _count_days(now: datetime, then: datetime) -> int:
    return (now.date() - then.astimezone(now.tzinfo).date()).days


def find_month_start(now: datetime, zone: tzinfo) -> datetime:
    """The instant at which the local month of `now` began in `zone`."""
    return now.astimezone(zone).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
