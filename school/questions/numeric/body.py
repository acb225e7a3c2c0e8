"""What a question answered with a number has of its own."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from school.questions.items import Body


@dataclass(frozen=True)
class NumericAnswer:
    """The accepted range, both ends included.

    Numbers are decimal text, so that nothing is lost in storing them.
    """

    low: str
    high: str
    value: str  # the middle, if the author gave a value and a tolerance; empty for a range
    unit: str  # may be empty


@dataclass(frozen=True)
class Numeric(Body):
    """A range of numbers that are right."""

    kind: ClassVar[str] = "numeric"

    number: NumericAnswer


def write_plainly(number: Decimal) -> str:
    """The number without an exponent, needless zeros or a minus before zero."""
    text = f"{number.normalize():f}"
    return "0" if text == "-0" else text
