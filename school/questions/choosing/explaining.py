"""A question with choices after it was answered, and on paper."""

from __future__ import annotations

from school.markup.cleaning import trusted
from school.questions.choosing.asking import letter_choices
from school.questions.choosing.choice import Choice
from school.questions.choosing.order import arrange_choices
from school.questions.items import Item, Mark, Response
from school.questions.shown import Explained, ExplainedOption, Printed, list_common_fields

TEMPLATE = "questions/choosing/explain.html"


def explain_choices(
    item: Item,
    choices: tuple[Choice, ...],
    response: Response,
    seed: int,
    shuffle: bool,
    mark: Mark,
) -> Explained:
    """Each choice in the order in which it was shown, with what it turned out to be."""
    arranged = arrange_choices(item.id, choices, seed, shuffle)
    explained = tuple(
        ExplainedOption(
            option.value,
            option.letter,
            option.html,
            choice.id in response,
            choice.right,
            trusted(choice.feedback),
        )
        for option, choice in zip(letter_choices(arranged), arranged, strict=True)
    )
    return Explained(
        **list_common_fields(item),
        template=TEMPLATE,
        mark=mark,
        explanation=trusted(item.explanation),
        options=explained,
    )


def print_choices(item: Item, choices: tuple[Choice, ...], instruction: str) -> Printed:
    """The item on paper; its key is letters."""
    in_order = letter_choices(choices)
    letters = tuple(
        option.letter for option, choice in zip(in_order, choices, strict=True) if choice.right
    )
    return Printed(
        **list_common_fields(item),
        instruction=instruction,
        options=in_order,
        unit="",
        key=letters,
        explanation=trusted(item.explanation),
    )
