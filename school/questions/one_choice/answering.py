"""A question with one right choice: asked, answered, marked, explained, on paper."""

from __future__ import annotations

from school.questions.choosing.asking import accept_places, find_chosen_places, show_choices
from school.questions.choosing.explaining import explain_choices, print_choices
from school.questions.choosing.marking import choose_right, choose_wrong, mark_all_or_nothing
from school.questions.items import BadResponse, Item, Mark, Response
from school.questions.one_choice.body import OneChoice
from school.questions.shown import Explained, Printed, Shown

INSTRUCTION = "Choose one."


def show_question(item: Item, body: OneChoice, seed: int, shuffle: bool) -> Shown:
    """The question to answer, choices in the order of `seed`."""
    return show_choices(item, body.choices, seed, shuffle, INSTRUCTION, "radio")


def accept_response(
    item: Item, body: OneChoice, raw: list[str], seed: int, shuffle: bool
) -> Response:
    """The posted place as the id of its choice. Raises BadResponse for more than one."""
    if len(raw) > 1:
        raise BadResponse(f"{item.id} takes one choice, not {len(raw)}")
    return accept_places(item, body.choices, raw, seed, shuffle)


def find_chosen_values(
    item: Item, body: OneChoice, response: Response, seed: int, shuffle: bool
) -> frozenset[str]:
    """The shown place that was chosen."""
    return find_chosen_places(item, body.choices, response, seed, shuffle)


def mark_response(body: OneChoice, response: Response) -> Mark:
    """1 for the right choice, else 0."""
    return mark_all_or_nothing(body.choices, response)


def explain_question(
    item: Item, body: OneChoice, response: Response, seed: int, shuffle: bool
) -> Explained:
    """Which choice was right, which was chosen, and why."""
    marked = mark_response(body, response)
    return explain_choices(item, body.choices, response, seed, shuffle, marked)


def print_question(item: Item, body: OneChoice) -> Printed:
    """The question on paper, its key a letter."""
    return print_choices(item, body.choices, INSTRUCTION)


def give_right_answer(body: OneChoice) -> Response:
    """The right choice."""
    return choose_right(body.choices)


def list_wrong_answers(body: OneChoice) -> tuple[Response, ...]:
    """Each wrong choice."""
    return choose_wrong(body.choices)
