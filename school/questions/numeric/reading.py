"""How an author writes a number with its tolerance and unit."""

from __future__ import annotations

import re
from decimal import Decimal

from school.markup.blocks import AnswerLine, Block
from school.questions.draft import Draft
from school.questions.numeric.body import Numeric, NumericAnswer, write_plainly
from school.questions.numeric.units import UNIT, is_same_unit

EXAMPLE = "write 30 ± 10 s or [20, 30] s; put a wording that begins with a number in quotes"

NUMBER = r"[+−-]?[0-9]{1,8}(?:\.[0-9]{1,5})?"  # few enough digits for exact products
WRITTEN = re.compile(
    rf"(?P<value>{NUMBER}) *(?P<unit>{UNIT})?"
    rf"(?: *(?:±|\+/-|\+-) *(?P<tolerance>{NUMBER}) *(?P<percent>%)? *(?P<after>{UNIT})?)?"
)
RANGE = re.compile(rf"\[ *(?P<low>{NUMBER}) *, *(?P<high>{NUMBER}) *\] *(?P<unit>{UNIT})?")
NUMERIC = re.compile(r"[+−-]? ?[0-9]|\[")
ORDINAL = re.compile(r"[0-9]+(?:st|nd|rd|th)\b")


def looks_numeric(text: str) -> bool:
    """Whether an author's answer is meant as a number: it begins like one and is no ordinal."""
    return bool(NUMERIC.match(text)) and not ORDINAL.match(text)


def claims_block(block: Block) -> bool:
    """Whether an Answer line holds a number."""
    return any(looks_numeric(answer.text) for answer in block.answers)


def read_body(draft: Draft) -> Numeric | None:
    """The accepted range, from the one Answer line."""
    for extra in draft.answers[1:]:
        draft.problems.add(
            extra.line, "a second number", "write one Answer line, with a tolerance: 30 ± 10 s"
        )
    answer = draft.answers[0]
    text = answer.text.strip()
    if bounds := RANGE.fullmatch(text):
        return _read_range(bounds, answer, draft)
    if written := WRITTEN.fullmatch(text):
        return _read_tolerance(written, answer, draft)
    draft.problems.add(answer.line, f"the number “{text}” cannot be read", EXAMPLE)
    return None


def _read_range(bounds: re.Match[str], answer: AnswerLine, draft: Draft) -> Numeric | None:
    low, high = _parse_decimal(bounds["low"]), _parse_decimal(bounds["high"])
    if low > high:
        draft.problems.add(
            answer.line, "the range ends before it begins", "write the smaller number first"
        )
        return None
    ends = write_plainly(low), write_plainly(high)
    return Numeric(NumericAnswer(*ends, "", bounds["unit"] or ""))


def _read_tolerance(written: re.Match[str], answer: AnswerLine, draft: Draft) -> Numeric | None:
    value, tolerance = _parse_decimal(written["value"]), _parse_decimal(written["tolerance"] or "0")
    before, after = written["unit"] or "", written["after"] or ""
    if tolerance < 0:
        draft.problems.add(answer.line, "a tolerance below zero", "write it without the minus sign")
        return None
    if before and after and not is_same_unit(before, after):
        draft.problems.add(
            answer.line, f"two units, {before} and {after}", "write the unit once, at the end"
        )
    # In “85 % ± 5 %” the second sign is the unit again; in “30 ± 5 %” it makes the tolerance
    # a share of the value.
    if written["percent"] and before != "%":
        tolerance = abs(value) * tolerance / 100
    ends = write_plainly(value - tolerance), write_plainly(value + tolerance)
    return Numeric(NumericAnswer(*ends, write_plainly(value), before or after))


def _parse_decimal(text: str) -> Decimal:
    return Decimal(text.replace("−", "-"))
