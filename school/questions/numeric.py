"""A question answered with a number, compared exactly, with a tolerance and a unit."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from school.markup.blocks import AnswerLine
from school.questions import typed
from school.questions.draft import Draft, Fields
from school.questions.items import Item, Mark, NumericAnswer, Response
from school.questions.shown import Explained, Printed, Shown
from school.questions.units import same_unit

INSTRUCTION = "Type a number."
EXAMPLE = "write 30 ± 10 s or [20, 30] s; put a wording that begins with a number in quotes"

NUMBER = r"[+−-]?[0-9]{1,8}(?:\.[0-9]{1,5})?"  # few enough digits for exact products
UNIT = r"[^\W\d_][^\s\d+±\[\],;]{0,19}[²³23]?|[%°][^\W\d_]?"
WRITTEN = re.compile(
    rf"(?P<value>{NUMBER}) *(?P<unit>{UNIT})?"
    rf"(?: *(?:±|\+/-|\+-) *(?P<tolerance>{NUMBER}) *(?P<percent>%)? *(?P<after>{UNIT})?)?"
)
RANGE = re.compile(rf"\[ *(?P<low>{NUMBER}) *, *(?P<high>{NUMBER}) *\] *(?P<unit>{UNIT})?")
NUMERIC = re.compile(r"[+−-]? ?[0-9]|\[")
ORDINAL = re.compile(r"[0-9]+(?:st|nd|rd|th)\b")

# What a student types. A comma before exactly three digits parts thousands, as in the school's English; any other
# single comma is a decimal comma. So 30,5 and 1,500 have one meaning each.
THOUSANDS = r"[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?"
DECIMALS = r"[0-9]+(?:[.,][0-9]*)?|\.[0-9]+"
TYPED = re.compile(
    rf"(?P<number>[+-]? ?(?:{THOUSANDS}(?![0-9,])|{DECIMALS})) *(?P<unit>{UNIT}|)\.?"
)


@dataclass(frozen=True)
class _Typed:
    """What a student typed, understood."""

    number: Decimal
    unit: str


def looks_numeric(text: str) -> bool:
    """Whether an author's answer is meant as a number: it begins like one and is not an ordinal such as 5th."""
    return bool(NUMERIC.match(text)) and not ORDINAL.match(text)


def fits(draft: Draft) -> bool:
    """Whether an Answer line holds a number."""
    return any(looks_numeric(answer.text) for answer in draft.answers)


def read(draft: Draft) -> Fields | None:
    """The accepted range, from the one Answer line."""
    for extra in draft.answers[1:]:
        draft.problems.add(
            extra.line, "a second number", "write one Answer line, with a tolerance: 30 ± 10 s"
        )
    answer = draft.answers[0]
    text = answer.text.strip()
    if found := RANGE.fullmatch(text):
        return _range(found, answer, draft)
    if found := WRITTEN.fullmatch(text):
        return _with_tolerance(found, answer, draft)
    draft.problems.add(answer.line, f"the number “{text}” cannot be read", EXAMPLE)
    return None


def _range(found: re.Match[str], answer: AnswerLine, draft: Draft) -> Fields | None:
    low, high = _decimal(found["low"]), _decimal(found["high"])
    if low > high:
        draft.problems.add(
            answer.line, "the range ends before it begins", "write the smaller number first"
        )
        return None
    return Fields(number=NumericAnswer(_plain(low), _plain(high), "", found["unit"] or ""))


def _with_tolerance(found: re.Match[str], answer: AnswerLine, draft: Draft) -> Fields | None:
    value, tolerance = _decimal(found["value"]), _decimal(found["tolerance"] or "0")
    before, after = found["unit"] or "", found["after"] or ""
    if tolerance < 0:
        draft.problems.add(answer.line, "a tolerance below zero", "write it without the minus sign")
        return None
    if before and after and not same_unit(before, after):
        draft.problems.add(
            answer.line, f"two units, {before} and {after}", "write the unit once, at the end"
        )
    # In “85 % ± 5 %” the second sign is the unit again; in “30 ± 5 %” it makes the tolerance a share of the value.
    if found["percent"] and before != "%":
        tolerance = abs(value) * tolerance / 100
    low, high = _plain(value - tolerance), _plain(value + tolerance)
    return Fields(number=NumericAnswer(low, high, _plain(value), before or after))


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace("−", "-"))


def _plain(number: Decimal) -> str:
    text = f"{number.normalize():f}"
    return "0" if text == "-0" else text


def in_words(number: NumericAnswer) -> str:
    """The accepted range as people write it: 30 ± 10 s, 20 to 30 s, 7."""
    if not number.value:
        words = f"{number.low} to {number.high}"
    elif number.low == number.high:
        words = number.value
    else:
        words = f"{number.value} ± {_plain(Decimal(number.high) - Decimal(number.value))}"
    return f"{words} {number.unit}".strip()


def show(item: Item, seed: int, shuffle: bool) -> Shown:
    """The question to answer; the unit stands beside the field."""
    return typed.show_field(item, INSTRUCTION, _answer(item).unit)


def accept(item: Item, raw: list[str], seed: int, shuffle: bool) -> Response:
    """What was typed. Raises BadResponse for more than one text."""
    return typed.accept_typed(item, raw)


def chosen(item: Item, response: Response, seed: int, shuffle: bool) -> frozenset[str]:
    """What was typed, to be shown in the field again."""
    return frozenset(response)


def mark(item: Item, response: Response) -> Mark:
    """1 for a number within the accepted range, both ends included, without a unit or with the right one, else 0.

    Numbers are compared as decimals, never as binary fractions, so that 0.3 is 0.3. Where the item has no unit, a
    typed one says nothing against the number.
    """
    right = False
    if said := _understand(response):
        answer = _answer(item)
        in_range = Decimal(answer.low) <= said.number <= Decimal(answer.high)
        right = in_range and not _other_unit(said, answer)
    return Mark(Fraction(right), answered=bool(response))


def explain(item: Item, response: Response, seed: int, shuffle: bool) -> Explained:
    """What was typed, the accepted range, and what was wrong with number or unit."""
    answer, said, note = _answer(item), _understand(response), ""
    if response and not said:
        note = "This could not be read as a number."
    elif said and _other_unit(said, answer):
        note = f"The answer is in {answer.unit}; you typed {said.unit}."
    return typed.explain_typed(item, response, mark(item, response), (in_words(answer),), note)


def print(item: Item) -> Printed:
    """The question on paper; its key is the accepted range in words."""
    answer = _answer(item)
    return typed.print_field(item, INSTRUCTION, (in_words(answer),), answer.unit)


def _answer(item: Item) -> NumericAnswer:
    if item.number is None:
        raise ValueError(f"{item.id} is numeric and has no number")
    return item.number


def _understand(response: Response) -> _Typed | None:
    text = unicodedata.normalize("NFKC", "".join(response)).replace("−", "-").strip()
    found = TYPED.fullmatch(
        " ".join(text.split()).replace("per cent", "percent").replace("mm Hg", "mmHg")
    )
    if not found:
        return None
    digits = found["number"].replace(" ", "")
    commas = "" if re.fullmatch(rf"[+-]?{THOUSANDS}", digits) else "."
    return _Typed(Decimal(digits.replace(",", commas)), found["unit"])


def _other_unit(said: _Typed, answer: NumericAnswer) -> bool:
    return bool(said.unit and answer.unit) and not same_unit(said.unit, answer.unit)
