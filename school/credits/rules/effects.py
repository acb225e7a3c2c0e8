"""What an act about hours will do, worked out before it is done: the standing before and after."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime

from school.catalogue.rules.documents import Course, CoursePart
from school.credits.rules.grants import for_time_in_room
from school.credits.rules.ledger import Entry
from school.credits.rules.standing import Standing

Entries = tuple[Entry, ...]


@dataclass(frozen=True)
class Effect:
    """Where somebody stands in a course now, and where they will stand."""

    before: Standing
    after: Standing

    @property
    def finishes(self) -> bool:
        return self.after.finished and not self.before.finished

    @property
    def unfinishes(self) -> bool:
        return self.before.finished and not self.after.finished

    @property
    def changes_something(self) -> bool:
        before, after = self.before, self.after
        return (before.earned, before.finished) != (
            after.earned,
            after.finished,
        ) or self.finishes_anew

    @property
    def finishes_anew(self) -> bool:
        """The course stays finished, but rests on other entries: its certificate is issued again."""
        return (
            self.after.finished
            and self.before.completion is not None
            and self.after.completion is None
        )


def effect_of(judge: Callable[[Entries], Standing], before: Entries, after: Entries) -> Effect:
    """The effect of turning the entries `before` into `after`. `judge`: the one that judges the act itself."""
    return Effect(judge(before), judge(after))


def with_time_in_room(
    entries: Entries,
    person_id: int,
    course: Course,
    part: CoursePart,
    minutes: int,
    held_on: date,
    now: datetime,
) -> Entries:
    """The entries and one more for time in the room, as a standing reads it; it is written nowhere."""
    facts = for_time_in_room(person_id, course, part, minutes, held_on, now, zone="")
    imagined = Entry(
        **asdict(facts), seq=_next_seq(entries), recorded_at=now, prev_hash="", hash=""
    )
    return (*entries, imagined)


def without(entries: Entries, seq: int) -> Entries:
    """The entries as they count once entry `seq` is taken back."""
    entry = _entry(entries, seq)
    reversal = replace(
        entry,
        seq=_next_seq(entries),
        kind="reversal",
        minutes=-entry.minutes,
        reverses_id=seq,
        follows_id=None,
    )
    return (*entries, reversal)


def with_minutes(entries: Entries, seq: int, minutes: int) -> Entries:
    """The entries as they count once entry `seq` has other minutes."""
    after = without(entries, seq)
    entry = _entry(entries, seq)
    correction = replace(
        entry, seq=_next_seq(after), kind="correction", minutes=minutes, follows_id=seq
    )
    return (*after, correction)


def with_other_course(entries: Entries, seq: int, course: Course) -> Entries:
    """The entries as they count once entry `seq` counts for another course."""
    after = without(entries, seq)
    moved = replace(
        _entry(entries, seq),
        seq=_next_seq(after),
        kind="transfer",
        book=course.book,
        course_slug=course.slug,
        follows_id=seq,
    )
    return (*after, moved)


def _entry(entries: Entries, seq: int) -> Entry:
    return next(entry for entry in entries if entry.seq == seq)


def _next_seq(entries: Entries) -> int:
    return max((entry.seq for entry in entries), default=0) + 1
