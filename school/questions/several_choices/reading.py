"""How an author writes a question with several right choices: square boxes."""

from __future__ import annotations

from school.markup.blocks import Block
from school.questions.choosing.reading import read_choices
from school.questions.draft import Draft
from school.questions.several_choices.body import Partial, SeveralChoices

ATTRIBUTES = {"partial": "questions with [ ] boxes"}


def claims_block(block: Block) -> bool:
    """Whether the author wrote square boxes."""
    return any(choice.box.startswith("[") for choice in block.choices)


def read_body(draft: Draft) -> SeveralChoices:
    """The choices, of which at least one must be right."""
    if not any(choice.box == "[x]" for choice in draft.choices):
        what = "a [ ] question needs at least one [x], this one has none"
        draft.problems.add(draft.line, what, "mark each right choice with [x]")
    return SeveralChoices(read_choices(draft), _read_partial(draft))


def _read_partial(draft: Draft) -> Partial:
    partial = draft.attributes.get("partial", "off")
    if partial == "net-correct":
        return "net-correct"
    if partial != "off":
        what = f"partial={partial} is not known"
        draft.problems.add(draft.line, what, "write partial=net-correct, or leave it out")
    return "off"
