"""A kind of question that no part of the school knows: things to be put in order."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from school.markup.blocks import Block
from school.markup.cleaning import trusted
from school.questions.draft import Draft
from school.questions.items import BadResponse, Body, Item, Mark, Response
from school.questions.kinds import QuestionKind
from school.questions.shown import Explained, Printed, Shown, list_common_fields

LONGEST = 5000


@dataclass(frozen=True)
class Ordering(Body):
    """Things in their right order."""

    kind: ClassVar[str] = "ordering"

    things: tuple[str, ...]


@dataclass(frozen=True)
class OrderingShown(Shown):
    """The things without their order."""

    things: tuple[str, ...] = ()


def claims_block(block: Block) -> bool:
    return block.name == "order"


def read_body(draft: Draft) -> Ordering | None:
    block = next(block for block in draft.blocks if claims_block(block))
    things = tuple(thing.strip() for thing in block.source.split(","))
    if len(things) < 2:
        draft.problems.add(block.line, "one thing has no order", "write two or more")
        return None
    return Ordering(things)


def show_question(item: Item, body: Ordering, seed: int, shuffle: bool) -> OrderingShown:
    return OrderingShown(
        **list_common_fields(item),
        template="toy/ask.html",
        hint=trusted(item.hint),
        instruction="Put them in order.",
        input="text",
        things=tuple(sorted(body.things)),
    )


def accept_response(
    item: Item, body: Ordering, raw: list[str], seed: int, shuffle: bool
) -> Response:
    if not set(raw) <= set(body.things):
        raise BadResponse(f"{item.id} has no such thing")
    return tuple(raw)


def find_chosen_values(
    item: Item, body: Ordering, response: Response, seed: int, shuffle: bool
) -> frozenset[str]:
    return frozenset(response)


def mark_response(body: Ordering, response: Response) -> Mark:
    return Mark(Fraction(response == body.things), answered=bool(response))


def explain_question(
    item: Item, body: Ordering, response: Response, seed: int, shuffle: bool
) -> Explained:
    return Explained(
        **list_common_fields(item),
        template="toy/explain.html",
        mark=mark_response(body, response),
        explanation=trusted(item.explanation),
        typed=", ".join(response),
        accepted=(", ".join(body.things),),
    )


def print_question(item: Item, body: Ordering) -> Printed:
    return Printed(
        **list_common_fields(item),
        instruction="Put them in order.",
        options=(),
        unit="",
        key=body.things,
        explanation=trusted(item.explanation),
    )


ORDERING = QuestionKind(
    body=Ordering,
    syntax="> [!order] for things in order",
    claims=claims_block,
    read=read_body,
    show=show_question,
    accept=accept_response,
    chosen=find_chosen_values,
    mark=mark_response,
    explain=explain_question,
    print=print_question,
    right_answer=lambda body: body.things,
    wrong_answers=lambda body: (tuple(reversed(body.things)),),
    longest_value=LONGEST,
    attributes={"lenient": "questions of order"},
)
