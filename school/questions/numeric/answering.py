"""A question answered with a number: asked, answered, explained, on paper."""

from __future__ import annotations

from decimal import Decimal

from school.questions.items import Item, Response
from school.questions.numeric.body import Numeric, NumericAnswer, write_plainly
from school.questions.numeric.marking import has_other_unit, mark_response, read_quantity
from school.questions.shown import Explained, Printed, Shown
from school.questions.typed.answering import accept_typed, explain_typed, print_field, show_field

INSTRUCTION = "Type a number."


def show_question(item: Item, body: Numeric, seed: int, shuffle: bool) -> Shown:
    """The question to answer, with the unit beside the field."""
    return show_field(item, INSTRUCTION, "decimal", body.number.unit)


def accept_response(
    item: Item, body: Numeric, raw: list[str], seed: int, shuffle: bool
) -> Response:
    """What was typed. Raises BadResponse for more than one text."""
    return accept_typed(item, raw)


def find_chosen_values(
    item: Item, body: Numeric, response: Response, seed: int, shuffle: bool
) -> frozenset[str]:
    """What was typed, to be shown in the field again."""
    return frozenset(response)


def explain_question(
    item: Item, body: Numeric, response: Response, seed: int, shuffle: bool
) -> Explained:
    """What was typed, the accepted range, and what was wrong with number or unit."""
    accepted = (write_range(body.number),)
    return explain_typed(
        item, response, mark_response(body, response), accepted, _explain_doubt(body, response)
    )


def _explain_doubt(body: Numeric, response: Response) -> str:
    quantity = read_quantity(response)
    if response and not quantity:
        return "This could not be read as a number."
    if quantity and has_other_unit(quantity, body.number):
        return f"The answer is in {body.number.unit}; you typed {quantity.unit}."
    return ""


def print_question(item: Item, body: Numeric) -> Printed:
    """The question on paper; its key is the accepted range in words."""
    return print_field(item, INSTRUCTION, (write_range(body.number),), body.number.unit)


def write_range(number: NumericAnswer) -> str:
    """The accepted range as people write it: 30 ± 10 s, 20 to 30 s, 7."""
    if not number.value:
        words = f"{number.low} to {number.high}"
    elif number.low == number.high:
        words = number.value
    else:
        words = f"{number.value} ± {write_plainly(Decimal(number.high) - Decimal(number.value))}"
    return f"{words} {number.unit}".strip()
