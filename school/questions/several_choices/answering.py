"""A question with several right choices: asked, answered, marked, explained, on paper."""

from __future__ import annotations

from fractions import Fraction

from school.questions.choosing.asking import accept_places, find_chosen_places, show_choices
from school.questions.choosing.choice import list_right_ids
from school.questions.choosing.explaining import explain_choices, print_choices
from school.questions.choosing.marking import choose_right, choose_wrong, mark_all_or_nothing
from school.questions.items import Item, Mark, Response
from school.questions.several_choices.body import SeveralChoices
from school.questions.shown import Explained, Printed, Shown

INSTRUCTION = "Choose all that apply."
NET_CORRECT = "Choose all that apply. Each right tick counts, each wrong tick takes one off."


def show_question(item: Item, body: SeveralChoices, seed: int, shuffle: bool) -> Shown:
    """The question to answer, choices in the order of `seed`."""
    return show_choices(item, body.choices, seed, shuffle, _choose_instruction(body), "checkbox")


def accept_response(
    item: Item, body: SeveralChoices, raw: list[str], seed: int, shuffle: bool
) -> Response:
    """The posted places as ids of choices. Raises BadResponse for an unknown place."""
    return accept_places(item, body.choices, raw, seed, shuffle)


def find_chosen_values(
    item: Item, body: SeveralChoices, response: Response, seed: int, shuffle: bool
) -> frozenset[str]:
    """The shown places that were ticked."""
    return find_chosen_places(item, body.choices, response, seed, shuffle)


def mark_response(body: SeveralChoices, response: Response) -> Mark:
    """All or nothing; with `partial=net-correct` the share of right choices, less wrong ticks.

    The rule is max(0, (right ticks − wrong ticks) / number of right choices), as PrairieLearn's
    checkbox question has it under the same name. So ticking everything earns nothing if half of
    the choices are wrong.
    """
    if body.partial == "off":
        return mark_all_or_nothing(body.choices, response)
    ticked, key = frozenset(response), list_right_ids(body.choices)
    net = len(ticked & key) - len(ticked - key)
    return Mark(max(Fraction(0), Fraction(net, len(key))), answered=bool(response))


def explain_question(
    item: Item, body: SeveralChoices, response: Response, seed: int, shuffle: bool
) -> Explained:
    """Which choices were right, which were ticked, and why."""
    marked = mark_response(body, response)
    return explain_choices(item, body.choices, response, seed, shuffle, marked)


def print_question(item: Item, body: SeveralChoices) -> Printed:
    """The question on paper, its key letters."""
    return print_choices(item, body.choices, _choose_instruction(body))


def give_right_answer(body: SeveralChoices) -> Response:
    """Every right choice."""
    return choose_right(body.choices)


def list_wrong_answers(body: SeveralChoices) -> tuple[Response, ...]:
    """Each wrong choice alone; none if all choices are right."""
    return choose_wrong(body.choices)


def _choose_instruction(body: SeveralChoices) -> str:
    return NET_CORRECT if body.partial == "net-correct" else INSTRUCTION
