"""A question answered in words: asked, answered, marked, explained, on paper."""

from __future__ import annotations

from fractions import Fraction

from school.questions.items import Item, Mark, Response
from school.questions.short_text.body import ShortText
from school.questions.short_text.wording import normalize_wording
from school.questions.shown import Explained, Printed, Shown
from school.questions.typed.answering import accept_typed, explain_typed, print_field, show_field

INSTRUCTION = "Type a word or a few."
WRONG = ("a muscle spasm", "lactic acid", "nerve pain")  # what people often write


def show_question(item: Item, body: ShortText, seed: int, shuffle: bool) -> Shown:
    """The question to answer."""
    return show_field(item, INSTRUCTION, "text")


def accept_response(
    item: Item, body: ShortText, raw: list[str], seed: int, shuffle: bool
) -> Response:
    """What was typed. Raises BadResponse for more than one text."""
    return accept_typed(item, raw)


def find_chosen_values(
    item: Item, body: ShortText, response: Response, seed: int, shuffle: bool
) -> frozenset[str]:
    """What was typed, to be shown in the field again."""
    return frozenset(response)


def mark_response(body: ShortText, response: Response) -> Mark:
    """1 if what was typed is one of the accepted wordings, else 0."""
    typed = normalize_wording("".join(response))
    right = typed != "" and any(typed == normalize_wording(wording) for wording in body.wordings)
    return Mark(Fraction(right), answered=bool(response))


def explain_question(
    item: Item, body: ShortText, response: Response, seed: int, shuffle: bool
) -> Explained:
    """What was typed, and every accepted wording."""
    return explain_typed(item, response, mark_response(body, response), body.wordings)


def print_question(item: Item, body: ShortText) -> Printed:
    """The question on paper; its key is every accepted wording."""
    return print_field(item, INSTRUCTION, body.wordings)


def give_right_answer(body: ShortText) -> Response:
    """The first accepted wording."""
    return (body.wordings[0],)


def list_wrong_answers(body: ShortText) -> tuple[Response, ...]:
    """Common misunderstandings."""
    return tuple((words,) for words in WRONG)
