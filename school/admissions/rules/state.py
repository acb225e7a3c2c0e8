"""A person's state in a course, in a few words and a sentence, as the officer's table shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, tzinfo

from school.admissions.rules import sentences
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


@dataclass(frozen=True)
class IssuedCertificate:
    """The newest certificate of one person in one course."""

    id: int
    code: str
    issued_at: datetime
    withdrawn: bool  # an entry it rests on was reversed


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
    minutes: int
    needed: int | None  # minutes of the course in the edition they take; None: no course
    is_offered: bool  # whether the course is published now
    last_earned_at: datetime | None
    certificate: IssuedCertificate | None
    # Whether the course is finished but its certificate lacks something that it must state.
    waits: bool = False


@dataclass(frozen=True)
class State:
    """The judgment on a line of the table."""

    key: str
    sentence: Message

    @property
    def label(self) -> str:
        """The words in the table."""
        return STATES[self.key][0]

    @property
    def tone(self) -> str:
        """The tone of the tag: "ok", "warn", "bad" or none."""
        return STATES[self.key][1]


def judge_state(progress: CourseProgress, now: datetime) -> State:
    """The person's state at `now`, which must be in the school's zone: its days are counted.

    A certificate decides; without one the hours do, and then how long ago they were.
    """
    if progress.course_slug is None or progress.enrolled_at is None:
        return State("not-enrolled", Message(sentences.TAKES_NO_COURSE))
    if progress.waits:
        return State("certificate-waits", Message(sentences.CERTIFICATE_WAITS))
    if progress.certificate is not None:
        if progress.certificate.withdrawn:
            return State("withdrawn", Message(sentences.CERTIFICATE_WITHDRAWN))
        return State("finished", Message(sentences.CERTIFICATE, code=progress.certificate.code))
    if progress.needed is None or not progress.is_offered:
        return State("retired", Message(sentences.COURSE_RETIRED))
    if progress.minutes >= progress.needed:
        return State("parts-missing", Message(sentences.PARTS_MISSING))
    return _judge_activity(progress, progress.enrolled_at, now)


def _judge_activity(progress: CourseProgress, enrolled_at: datetime, now: datetime) -> State:
    if progress.minutes <= 0 or progress.last_earned_at is None:
        return State(
            "not-begun", Message(sentences.NOT_BEGUN, when=_say_how_long_ago(now, enrolled_at))
        )
    last_hours = Message(sentences.LAST_HOURS, when=_say_how_long_ago(now, progress.last_earned_at))
    if _count_days(now, progress.last_earned_at) >= QUIET_DAYS:
        return State("quiet", last_hours)
    return State("on-the-way", last_hours)


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
