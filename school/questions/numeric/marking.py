"""What a typed number earns: understood with its unit, and compared as a decimal."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from school.questions.items import Mark, Response
from school.questions.numeric.body import Numeric, NumericAnswer
from school.questions.numeric.units import UNIT, same_unit

# What a student types. A comma before exactly three digits parts thousands, as in the school's
# English; any other single comma is a decimal comma. So 30,5 and 1,500 have one meaning each.
THOUSANDS = r"[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?"
DECIMALS = r"[0-9]+(?:[.,][0-9]*)?|\.[0-9]+"
TYPED = re.compile(
    rf"(?P<number>[+-]? ?(?:{THOUSANDS}(?![0-9,])|{DECIMALS})) *(?P<unit>{UNIT}|)\.?"
)


@dataclass(frozen=True)
class Quantity:
    """What a student typed, understood."""

    number: Decimal
    unit: str


def mark(body: Numeric, response: Response) -> Mark:
    """1 for a number within the accepted range, both ends included, without a unit or with the
    right one, else 0.

    Numbers are compared as decimals, never as binary fractions, so that 0.3 is 0.3. Where the item
    has no unit, a typed one says nothing against the number.
    """
    right = False
    if quantity := understand(response):
        answer = body.number
        in_range = Decimal(answer.low) <= quantity.number <= Decimal(answer.high)
        right = in_range and not has_other_unit(quantity, answer)
    return Mark(Fraction(right), answered=bool(response))


def understand(response: Response) -> Quantity | None:
    """The number and unit that were typed; None where it is no number."""
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
    return bool(quantity.unit and answer.unit) and not same_unit(quantity.unit, answer.unit)


def right_answer(body: Numeric) -> Response:
    """The middle of the range, or its lower end."""
    return (body.number.value or body.number.low,)


def wrong_answers(body: Numeric) -> tuple[Response, ...]:
    """A number well above the range."""
    return ((str(int(abs(float(body.number.high)) * 1.5) + 1),),)
