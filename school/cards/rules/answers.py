"""What a student answers to a card, and the mark that it earns."""

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
class CardResponse:
    """What somebody answered, before it is compared with the deck.

    This one is empty, as for a card in words. A kind that asks for more has its own class.
    """

    @property
    def is_empty(self) -> bool:
        """Whether nothing was tried."""
        return not self.to_stored()

    @property
    def stroke_count(self) -> int:
        """How many strokes must be painted to mark it, which is what takes time."""
        return 0

    def to_stored(self) -> dict[str, Any]:
        """JSON for the review, without anything that was left empty. Its names never change."""
        return {}

    def list_form_fields(self) -> tuple[tuple[str, str], ...]:
        """Names and values of the form fields that would send it again."""
        return ()


@dataclass(frozen=True)
class Mark:
    """How good an answer is.

    `right`, `missed`, `wrong` and `neutral` are ids of regions or patterns, or diagnoses, depending
    on the kind of card.
    """

    score: Fraction  # 0 … 1
    overlap: Overlap | None = None  # only where a zone was asked for
    right: tuple[str, ...] = ()
    missed: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    neutral: tuple[str, ...] = ()  # neither gained nor cost anything
    painted: Painted | None = field(default=None, compare=False, repr=False)  # by view, if painted

    @property
    def hundredths(self) -> int:
        """The score in percent, to the nearest whole number."""
        return int(self.score * 100 + Fraction(1, 2))

    @property
    def precision(self) -> Fraction:
        """How much of what was named is right, 0 … 1."""
        return Fraction(len(self.right), max(1, len(self.right) + len(self.wrong)))

    @property
    def recall(self) -> Fraction:
        """How much of what is right was named, 0 … 1."""
        return Fraction(len(self.right), max(1, len(self.right) + len(self.missed)))


def keep_offered(ids: Collection[str], offered: Collection[str]) -> tuple[str, ...]:
    """Those of `ids` that are offered, once each, in the order of `ids`."""
    return tuple(dict.fromkeys(id for id in ids if id in offered))


def mark_ticks(
    ticked: Collection[str], right: Sequence[str], neutral: Collection[str]
) -> Mark | None:
    """Mark ticks with F1, the harmonic mean of precision and recall. None: nothing was ticked.

    Ticking everything costs points, and so does ticking only one sure thing. A neutral tick
    neither gains nor costs anything.
    """
    if not ticked:
        return None
    hit = tuple(id for id in right if id in ticked)
    missed = tuple(id for id in right if id not in ticked)
    wrong = tuple(id for id in ticked if id not in right and id not in neutral)
    neither = tuple(id for id in ticked if id in neutral)
    score = Fraction(2 * len(hit), 2 * len(hit) + len(missed) + len(wrong))
    return Mark(score, right=hit, missed=missed, wrong=wrong, neutral=neither)
