"""What an act about hours will do, worked out before it is done: the standing before and after."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime

from school.catalogue.rules.documents import Course, CoursePart, Module
from school.credits.rules.grants import for_time_in_room
from school.credits.rules.ledger import Entry
from school.credits.rules.standing import Standing, standing


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


def effect(course: Course, before: Iterable[Entry], after: Iterable[Entry], modules: Mapping[str, Module]) -> Effect:
    """The effect of turning the entries `before` into `after`."""
    return Effect(standing(course, before, modules), standing(course, after, modules))


def with_time_in_room(
    entries: tuple[Entry, ...],
    person_id: int,
    course: Course,
    part: CoursePart,
    minutes: int,
    held_on: date,
    now: datetime,
) -> tuple[Entry, ...]:
    """The entries and one more for time in the room, as a standing reads it; it is written nowhere."""
    seq = max((entry.seq for entry in entries), default=0) + 1
    facts = for_time_in_room(person_id, course, part, minutes, held_on, now, zone="")
    imagined = Entry(**asdict(facts), seq=seq, recorded_at=now, prev_hash="", hash="")
    return (*entries, imagined)


def without(entries: tuple[Entry, ...], seq: int) -> tuple[Entry, ...]:
    """The entries as they count once entry `seq` is taken back."""
    return tuple(entry for entry in entries if entry.seq != seq)


def with_minutes(entries: tuple[Entry, ...], seq: int, minutes: int) -> tuple[Entry, ...]:
    """The entries as they count once entry `seq` has other minutes."""
    return tuple(replace(entry, minutes=minutes) if entry.seq == seq else entry for entry in entries)
