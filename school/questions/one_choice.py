"""A question with exactly one right choice."""

from __future__ import annotations

from school.questions import choosing
from school.questions.draft import Draft, Fields
from school.questions.items import BadResponse, Item, Mark, Response
from school.questions.shown import Explained, Printed, Shown

INSTRUCTION = "Choose one."


def fits(draft: Draft) -> bool:
    """Whether the author wrote round boxes."""
    return any(choice.box.startswith("(") for choice in draft.choices)


def read(draft: Draft) -> Fields:
    """The choices, of which one must be right."""
    right = [choice for choice in draft.choices if choice.box == "(x)"]
    if not right:
        what = "a ( ) question needs exactly one (x), this one has none"
        draft.problems.add(draft.line, what, "mark the right choice with (x)")
    for extra in right[1:]:
        draft.problems.add(
            extra.line, "a second (x)", "keep one, or write [ ] and [x] where several are right"
        )
    return Fields(choices=choosing.read_choices(draft))


def show(item: Item, seed: int, shuffle: bool) -> Shown:
    """The question to answer, choices in the order of `seed`."""
    return choosing.show_choices(item, seed, shuffle, INSTRUCTION, "radio")


def accept(item: Item, raw: list[str], seed: int, shuffle: bool) -> Response:
    """The posted place as the id of its choice. Raises BadResponse for more than one or an unknown place."""
    if len(raw) > 1:
        raise BadResponse(f"{item.id} takes one choice, not {len(raw)}")
    return choosing.accept_places(item, raw, seed, shuffle)


def chosen(item: Item, response: Response, seed: int, shuffle: bool) -> frozenset[str]:
    """The shown place that was chosen."""
    return choosing.chosen_places(item, response, seed, shuffle)


def mark(item: Item, response: Response) -> Mark:
    """1 for the right choice, else 0."""
    return choosing.mark_all_or_nothing(item, response)


def explain(item: Item, response: Response, seed: int, shuffle: bool) -> Explained:
    """Which choice was right, which was chosen, and why."""
    return choosing.explain_choices(item, response, seed, shuffle, mark(item, response))


def print(item: Item) -> Printed:
    """The question on paper, its key a letter."""
    return choosing.print_choices(item, INSTRUCTION)
