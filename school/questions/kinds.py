"""Every kind of question by name, and the verbs that each of them knows."""

from __future__ import annotations

from typing import Protocol

from school.questions import numeric, one_choice, several_choices, short_text
from school.questions.draft import Draft, Fields
from school.questions.items import Item, KindName, Mark, Response
from school.questions.shown import Explained, Printed, Shown


class Kind(Protocol):
    """What a module in this folder offers to be a kind of question."""

    def fits(self, draft: Draft) -> bool: ...
    def read(self, draft: Draft) -> Fields | None: ...
    def show(self, item: Item, seed: int, shuffle: bool) -> Shown: ...
    def accept(self, item: Item, raw: list[str], seed: int, shuffle: bool) -> Response: ...
    def chosen(
        self, item: Item, response: Response, seed: int, shuffle: bool
    ) -> frozenset[str]: ...
    def mark(self, item: Item, response: Response) -> Mark: ...
    def explain(self, item: Item, response: Response, seed: int, shuffle: bool) -> Explained: ...
    def print(self, item: Item) -> Printed: ...


KINDS: dict[KindName, Kind] = {
    "one-choice": one_choice,
    "several-choices": several_choices,
    "numeric": numeric,
    "short-text": short_text,
}


def show(item: Item, seed: int, shuffle: bool) -> Shown:
    """The question as asked: nothing in it gives the key away. The same seed gives the same order of choices."""
    return KINDS[item.kind].show(item, seed, shuffle)


def accept(item: Item, raw: list[str], seed: int, shuffle: bool) -> Response:
    """Posted values as a canonical response. Raises BadResponse where the page did not offer them."""
    return KINDS[item.kind].accept(item, raw, seed, shuffle)


def chosen(item: Item, response: Response, seed: int, shuffle: bool) -> frozenset[str]:
    """The values the form would post for a response: what to tick, or to put into the field, on coming back."""
    return KINDS[item.kind].chosen(item, response, seed, shuffle)


def mark(item: Item, response: Response) -> Mark:
    """What a response earns. It does not depend on any shuffling."""
    return KINDS[item.kind].mark(item, response)


def explain(item: Item, response: Response, seed: int, shuffle: bool) -> Explained:
    """The question with its key and the response beside it."""
    return KINDS[item.kind].explain(item, response, seed, shuffle)


def print_item(item: Item) -> Printed:
    """The question for a sheet of paper, in the author's order, with its key."""
    return KINDS[item.kind].print(item)
