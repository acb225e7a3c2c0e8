"""What an act about hours will do, worked out before it is done: the standing before and after."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime

from school.catalogue.rules.documents import Course, CoursePart
from school.credits.rules.grants import build_class_time_facts
from school.credits.rules.ledger import Entry
from school.credits.rules.standing import Standing

Entries = tuple[Entry, ...]


@dataclass(frozen=True)
class Effect:
    """Where somebody stands in a course now, and where they will stand."""

    before: Standing
    after: Standing

    @property
    def becomes_finished(self) -> bool:
        """Whether the course becomes finished."""
        return self.after.finished and not self.before.finished

    @property
    def becomes_unfinished(self) -> bool:
        """Whether the course is no longer finished."""
        return self.before.finished and not self.after.finished

    @property
    def changes_something(self) -> bool:
        return (
            self.before.earned != self.after.earned
            or self.before.finished != self.after.finished
            or self.finishes_anew
        )

    @property
    def finishes_anew(self) -> bool:
        """Whether it stays finished but rests on other entries, so its certificate is reissued."""
        return (
            self.after.finished
            and self.before.completion is not None
            and self.after.completion is None
        )


def predict_effect(judge: Callable[[Entries], Standing], before: Entries, after: Entries) -> Effect:
    """The effect of turning the entries `before` into `after`.

    `judge` must be the function that will judge the act itself, so that the two agree.
    """
    return Effect(judge(before), judge(after))


def imagine_class_time(
    entries: Entries,
    person_id: int,
    course: Course,
    part: CoursePart,
    minutes: int,
    held_on: date,
    now: datetime,
) -> Entries:
    """The entries as they would be with one more, for class time. Nothing is written."""
    facts = build_class_time_facts(person_id, course, part, minutes, held_on, now, zone="")
    seq = _choose_next_seq(entries)
    imagined = Entry(**asdict(facts), seq=seq, recorded_at=now, prev_hash="", hash="")
    return (*entries, imagined)


def imagine_reversal(entries: Entries, seq: int) -> Entries:
    """The entries as they would be with entry `seq` reversed. Nothing is written."""
    entry = _find_entry(entries, seq)
    reversal = replace(
        entry,
        seq=_choose_next_seq(entries),
        kind="reversal",
        minutes=-entry.minutes,
        reverses_id=seq,
        follows_id=None,
    )
    return (*entries, reversal)


def imagine_correction(entries: Entries, seq: int, minutes: int) -> Entries:
    """The entries as they would be with other minutes for entry `seq`. Nothing is written."""
    after = imagine_reversal(entries, seq)
    entry = _find_entry(entries, seq)
    correction = replace(
        entry, seq=_choose_next_seq(after), kind="correction", minutes=minutes, follows_id=seq
    )
    return (*after, correction)


def imagine_transfer(entries: Entries, seq: int, course: Course) -> Entries:
    """The entries as they would be with entry `seq` moved to `course`. Nothing is written."""
    after = imagine_reversal(entries, seq)
    transfer = replace(
        _find_entry(entries, seq),
        seq=_choose_next_seq(after),
        kind="transfer",
        book=course.book,
        course_slug=course.slug,
        follows_id=seq,
    )
    return (*after, transfer)


def _find_entry(entries: Entries, seq: int) -> Entry:
    return next(entry for entry in entries if entry.seq == seq)


def _choose_next_seq(entries: Entries) -> int:
    return max((entry.seq for entry in entries), default=0) + 1
