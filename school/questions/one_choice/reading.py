"""How an author writes a question with one right choice: round boxes."""

from __future__ import annotations

from school.markup.blocks import Block
from school.questions.choosing.reading import read_choices
from school.questions.draft import Draft
from school.questions.one_choice.body import OneChoice


def claims_block(block: Block) -> bool:
    """Whether the author wrote round boxes."""
    return any(choice.box.startswith("(") for choice in block.choices)


def read_body(draft: Draft) -> OneChoice:
    """The choices, of which one must be right."""
    right = [choice for choice in draft.choices if choice.box == "(x)"]
    if not right:
        what = "a ( ) question needs exactly one (x), this one has none"
        draft.problems.add(draft.line, what, "mark the right choice with (x)")
    for extra in right[1:]:
        draft.problems.add(
            extra.line, "a second (x)", "keep one, or write [ ] and [x] if several are right"
        )
    return OneChoice(read_choices(draft))
