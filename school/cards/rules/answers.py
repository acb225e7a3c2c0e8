"""An answer to a card: what was given, and the mark that it earned."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from school.body.rules.atlas import Painted
from school.body.rules.marking import Overlap

# What a form holds: the values of each field, in order.
Fields = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Given:
    """What somebody answered; nothing in it has been compared with the deck yet.

    This one says nothing, as for a card in words. A kind that asks for more has its own.
    """

    @property
    def empty(self) -> bool:
        """Whether nothing was tried."""
        return not self.kept()

    @property
    def strokes(self) -> int:
        """How many strokes must be painted to mark it: that is what takes time."""
        return 0

    def kept(self) -> dict[str, Any]:
        """As the review keeps it: JSON, only what was given. Its names stay for ever."""
        return {}

    def fields(self) -> tuple[tuple[str, str], ...]:
        """Name and value of the form's fields that would send it again."""
        return ()


@dataclass(frozen=True)
class Mark:
    """How good an answer is. right, missed, wrong and neutral are region ids, pattern ids or
    diagnoses, by kind.
    """

    score: Fraction  # 0 … 1
    overlap: Overlap | None = None  # only where a zone was asked for
    right: tuple[str, ...] = ()
    missed: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    neutral: tuple[str, ...] = ()  # neither gained nor lost
    painted: Painted | None = field(default=None, compare=False, repr=False)  # by view, if at all

    @property
    def hundredths(self) -> int:
        """The score in whole percent, to nearest."""
        return int(self.score * 100 + Fraction(1, 2))

    @property
    def precision(self) -> Fraction:
        """How much of what was named is right, 0 … 1."""
        return Fraction(len(self.right), max(1, len(self.right) + len(self.wrong)))

    @property
    def recall(self) -> Fraction:
        """How much of what is right was named, 0 … 1."""
        return Fraction(len(self.right), max(1, len(self.right) + len(self.missed)))


def only_known(ids: Collection[str], offered: Collection[str]) -> tuple[str, ...]:
    """Those that are offered, once each, in the order in which they were given."""
    return tuple(dict.fromkeys(id for id in ids if id in offered))


def mark_ticks(
    ticked: Collection[str], right: Sequence[str], neutral: Collection[str]
) -> Mark | None:
    """F1, the harmonic mean of precision and recall: ticking everything costs, and so does ticking
    one sure thing alone. What is neutral neither gains nor costs. None: nothing was ticked."""
    if not ticked:
        return None
    hit = tuple(id for id in right if id in ticked)
    missed = tuple(id for id in right if id not in ticked)
    wrong = tuple(id for id in ticked if id not in right and id not in neutral)
    score = Fraction(2 * len(hit), 2 * len(hit) + len(missed) + len(wrong))
    return Mark(
        score,
        right=hit,
        missed=missed,
        wrong=wrong,
        neutral=tuple(id for id in ticked if id in neutral),
    )
