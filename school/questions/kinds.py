"""Kinds of questions: what each one brings, and the functions for a question of any kind."""

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
    """What a kind of question can do. `Any` stands for the kind's own class of bodies.

    `seed` and `shuffle` decide the order of choices: the same seed always gives the same order.
    """

    body: type[Body]
    syntax: str  # how authors write one: "( ) for one choice"
    claims: Callable[[Block], bool]  # whether the block holds an answer of this kind
    read: Callable[[Draft], Body | None]  # what an author wrote; None if it can't be read
    show: Callable[[Item, Any, int, bool], Shown]  # (item, body, seed, shuffle)
    accept: Callable[[Item, Any, list[str], int, bool], Response]  # posted values → answer
    chosen: Callable[[Item, Any, Response, int, bool], frozenset[str]]  # answer → posted values
    mark: Callable[[Any, Response], Mark]
    explain: Callable[[Item, Any, Response, int, bool], Explained]
    print: Callable[[Item, Any], Printed]
    right_answer: Callable[[Any], Response]  # one that earns every point
    wrong_answers: Callable[[Any], tuple[Response, ...]]  # as people give them
    longest_value: int  # characters of one posted value; a longer one is refused
    # What only this kind may have in the braces of its heading: name → the questions it is for,
    # in words.
    attributes: Mapping[str, str] = field(default_factory=dict)


QUESTION_KINDS: Registry[QuestionKind] = Registry("kind of question")


def find_question_kind(item: Item) -> QuestionKind:
    """The kind of an item."""
    return QUESTION_KINDS[item.kind]


def show_question(item: Item, seed: int, shuffle: bool) -> Shown:
    """The question as it is asked. Nothing in it gives the key away."""
    return find_question_kind(item).show(item, item.body, seed, shuffle)


def accept_response(item: Item, raw: list[str], seed: int, shuffle: bool) -> Response:
    """Posted values as an answer. Raises BadResponse if the page did not offer them."""
    return find_question_kind(item).accept(item, item.body, raw, seed, shuffle)


def find_chosen_values(item: Item, response: Response, seed: int, shuffle: bool) -> frozenset[str]:
    """The values that the form would post for an answer, to fill it in when it is shown again."""
    return find_question_kind(item).chosen(item, item.body, response, seed, shuffle)


def mark_response(item: Item, response: Response) -> Mark:
    """What an answer earns, whatever the order in which choices were shown."""
    return find_question_kind(item).mark(item.body, response)


def explain_question(item: Item, response: Response, seed: int, shuffle: bool) -> Explained:
    """The question with its key and the answer beside it."""
    return find_question_kind(item).explain(item, item.body, response, seed, shuffle)


def give_right_answer(item: Item) -> Response:
    """An answer that earns every point."""
    return find_question_kind(item).right_answer(item.body)


def list_wrong_answers(item: Item) -> tuple[Response, ...]:
    """Answers that are wrong, as people give them; none if no wrong one is offered."""
    return find_question_kind(item).wrong_answers(item.body)


def print_question(item: Item) -> Printed:
    """The question for a sheet of paper, in the author's order, with its key."""
    return find_question_kind(item).print(item, item.body)
