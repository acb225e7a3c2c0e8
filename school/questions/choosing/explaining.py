"""A question with choices after it was answered, and on paper."""

from __future__ import annotations

from school.markup.cleaning import trusted
from school.questions.choosing.asking import letter_choices
from school.questions.choosing.choice import Choice
from school.questions.choosing.order import arrange_choices
from school.questions.items import Item, Mark, Response
from school.questions.shown import (
    Explained,
    ExplainedOption,
    Option,
    Printed,
    list_common_fields,
)

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
    options = zip(letter_choices(arranged), arranged, strict=True)
    return Explained(
        **list_common_fields(item),
        template=TEMPLATE,
        mark=mark,
        explanation=trusted(item.explanation),
        options=tuple(_explain_option(option, choice, response) for option, choice in options),
    )


def _explain_option(option: Option, choice: Choice, response: Response) -> ExplainedOption:
    return ExplainedOption(
        value=option.value,
        letter=option.letter,
        html=option.html,
        chosen=choice.id in response,
        right=choice.right,
        feedback=trusted(choice.feedback),
    )


def print_choices(item: Item, choices: tuple[Choice, ...], instruction: str) -> Printed:
    """The item on paper; its key is letters."""
    options = letter_choices(choices)
    letters = tuple(
        option.letter for option, choice in zip(options, choices, strict=True) if choice.right
    )
    return Printed(
        **list_common_fields(item),
        instruction=instruction,
        options=options,
        unit="",
        key=letters,
        explanation=trusted(item.explanation),
    )
