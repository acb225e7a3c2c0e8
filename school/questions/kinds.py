"""Kinds of questions: what each of them brings, and the verbs for a question of any kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from school.core.registry import Registry
from school.markup.blocks import Block
from school.questions.draft import Draft
from school.questions.items import Body, Item, Mark, Response
from school.questions.shown import Explained, Printed, Shown


@dataclass(frozen=True)
class QuestionKind:
    """What a kind of question knows. Where a verb takes `Any`, it gets the body of its own class.

    `seed` and `shuffle` decide the order of choices: the same seed always gives the same order.
    """

    body: type[Body]
    syntax: str  # how authors write one: "( ) for one choice"
    claims: Callable[[Block], bool]  # whether an answer of this kind stands in the block
    read: Callable[[Draft], Body | None]  # what an author wrote; None where it can't be read
    show: Callable[[Item, Any, int, bool], Shown]  # (item, body, seed, shuffle)
    accept: Callable[[Item, Any, list[str], int, bool], Response]  # posted values → answer
    chosen: Callable[[Item, Any, Response, int, bool], frozenset[str]]  # answer → posted values
    mark: Callable[[Any, Response], Mark]
    explain: Callable[[Item, Any, Response, int, bool], Explained]
    print: Callable[[Item, Any], Printed]
    right_answer: Callable[[Any], Response]  # one that earns every point
    wrong_answers: Callable[[Any], tuple[Response, ...]]  # as people give them
    longest_value: int  # characters of one posted value; a longer one is refused
    # What only this kind may have in the braces of its heading: name → the questions it is for.
    attributes: Mapping[str, str] = field(default_factory=dict)


QUESTION_KINDS: Registry[QuestionKind] = Registry("kind of question")


def kind_of(item: Item) -> QuestionKind:
    """What is known of the item's kind."""
    return QUESTION_KINDS[item.kind]


def show(item: Item, seed: int, shuffle: bool) -> Shown:
    """The question as it is asked: nothing in it gives the key away."""
    return kind_of(item).show(item, item.body, seed, shuffle)


def accept(item: Item, raw: list[str], seed: int, shuffle: bool) -> Response:
    """Posted values as an answer. Raises BadResponse where the page did not offer them."""
    return kind_of(item).accept(item, item.body, raw, seed, shuffle)


def chosen(item: Item, response: Response, seed: int, shuffle: bool) -> frozenset[str]:
    """The values that the form would post for an answer, to fill the form on coming back."""
    return kind_of(item).chosen(item, item.body, response, seed, shuffle)


def mark(item: Item, response: Response) -> Mark:
    """What an answer earns. It does not depend on any shuffling."""
    return kind_of(item).mark(item.body, response)


def explain(item: Item, response: Response, seed: int, shuffle: bool) -> Explained:
    """The question with its key and the answer beside it."""
    return kind_of(item).explain(item, item.body, response, seed, shuffle)


def right_answer(item: Item) -> Response:
    """An answer that earns every point."""
    return kind_of(item).right_answer(item.body)


def wrong_answers(item: Item) -> tuple[Response, ...]:
    """Answers that are wrong, as people give them; none where no wrong one is offered."""
    return kind_of(item).wrong_answers(item.body)


def print_item(item: Item) -> Printed:
    """The question for a sheet of paper, in the author's order, with its key."""
    return kind_of(item).print(item, item.body)
