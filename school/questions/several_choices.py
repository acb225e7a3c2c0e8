"""A question with one or more right choices, all of which are to be found."""

from __future__ import annotations

from fractions import Fraction

from school.questions import choosing
from school.questions.draft import Draft, Fields
from school.questions.items import Item, Mark, Response
from school.questions.shown import Explained, Printed, Shown

INSTRUCTION = "Choose all that apply."
NET_CORRECT = "Choose all that apply. Each right tick counts, each wrong tick takes one off."


def fits(draft: Draft) -> bool:
    """Whether the author wrote square boxes."""
    return any(choice.box.startswith("[") for choice in draft.choices)


def read(draft: Draft) -> Fields:
    """The choices, of which at least one must be right."""
    if not any(choice.box == "[x]" for choice in draft.choices):
        what = "a [ ] question needs at least one [x], this one has none"
        draft.problems.add(draft.line, what, "mark each right choice with [x]")
    return Fields(choices=choosing.read_choices(draft))


def show(item: Item, seed: int, shuffle: bool) -> Shown:
    """The question to answer, choices in the order of `seed`."""
    return choosing.show_choices(item, seed, shuffle, _instruction(item), "checkbox")


def accept(item: Item, raw: list[str], seed: int, shuffle: bool) -> Response:
    """The posted places as ids of choices, in file order. Raises BadResponse for an unknown place."""
    return choosing.accept_places(item, raw, seed, shuffle)


def chosen(item: Item, response: Response, seed: int, shuffle: bool) -> frozenset[str]:
    """The shown places that were ticked."""
    return choosing.chosen_places(item, response, seed, shuffle)


def mark(item: Item, response: Response) -> Mark:
    """All or nothing; with `partial=net-correct` the share of right choices found, less wrong ticks.

    The rule is max(0, (right ticks − wrong ticks) / number of right choices), as PrairieLearn's checkbox question
    has it under the same name. Ticking everything therefore earns nothing where half of the choices are wrong.
    """
    if item.partial == "off":
        return choosing.mark_all_or_nothing(item, response)
    ticked, key = frozenset(response), choosing.key(item)
    net = len(ticked & key) - len(ticked - key)
    return Mark(max(Fraction(0), Fraction(net, len(key))), answered=bool(response))


def explain(item: Item, response: Response, seed: int, shuffle: bool) -> Explained:
    """Which choices were right, which were ticked, and why."""
    return choosing.explain_choices(item, response, seed, shuffle, mark(item, response))


def print(item: Item) -> Printed:
    """The question on paper, its key letters."""
    return choosing.print_choices(item, _instruction(item))


def _instruction(item: Item) -> str:
    return NET_CORRECT if item.partial == "net-correct" else INSTRUCTION
