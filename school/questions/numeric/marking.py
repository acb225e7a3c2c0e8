"""What a typed number earns: it is read with its unit, and compared as a decimal."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from school.questions.items import Mark, Response
from school.questions.numeric.body import Numeric, NumericAnswer
from school.questions.numeric.units import UNIT, is_same_unit

# What a student types. A comma before exactly three digits separates thousands, as in American
# English. Any other single comma is a decimal comma. So 30,5 and 1,500 have one meaning each.
THOUSANDS = r"[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?"
DECIMALS = r"[0-9]+(?:[.,][0-9]*)?|\.[0-9]+"
TYPED = re.compile(
    rf"(?P<number>[+-]? ?(?:{THOUSANDS}(?![0-9,])|{DECIMALS})) *(?P<unit>{UNIT}|)\.?"
)


@dataclass(frozen=True)
class Quantity:
    """A number with its unit, read from what a student typed."""

    number: Decimal
    unit: str


def mark_response(body: Numeric, response: Response) -> Mark:
    """1 for a number in the accepted range, without a unit or with the right one, else 0.

    Both ends of the range count as in it. Numbers are compared as decimals, never as binary
    fractions, so that 0.3 is 0.3. If the item has no unit, a typed one is ignored.
    """
    right = False
    if quantity := read_quantity(response):
        answer = body.number
        in_range = Decimal(answer.low) <= quantity.number <= Decimal(answer.high)
        right = in_range and not has_other_unit(quantity, answer)
    return Mark(Fraction(right), answered=bool(response))


def read_quantity(response: Response) -> Quantity | None:
    """The number and unit that were typed, or None if it is no number."""
    text = unicodedata.normalize("NFKC", "".join(response)).replace("−", "-").strip()
    typed = TYPED.fullmatch(
        " ".join(text.split()).replace("per cent", "percent").replace("mm Hg", "mmHg")
    )
    if not typed:
        return None
    digits = typed["number"].replace(" ", "")
    commas = "" if re.fullmatch(rf"[+-]?{THOUSANDS}", digits) else "."
    return Quantity(Decimal(digits.replace(",", commas)), typed["unit"])


def has_other_unit(quantity: Quantity, answer: NumericAnswer) -> bool:
    """Whether a unit was typed that is not the answer's."""
    return bool(quantity.unit and answer.unit) and not is_same_unit(quantity.unit, answer.unit)


def give_right_answer(body: Numeric) -> Response:
    """The middle of the range, or its lower end."""
    return (body.number.value or body.number.low,)


def list_wrong_answers(body: Numeric) -> tuple[Response, ...]:
    """A number well above the range."""
    return ((str(int(abs(float(body.number.high)) * 1.5) + 1),),)
