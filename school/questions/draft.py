"""A question as its author wrote it, taken apart for the kinds to read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from school.markup.blocks import AnswerLine, Block, ChoiceLine
from school.markup.problems import Problems

Renderer = Callable[[str, int], str]  # Markdown and its line → safe html


@dataclass(frozen=True)
class Draft:
    """The answering part of a question, and what reading it needs."""

    line: int  # of the heading
    blocks: tuple[Block, ...]  # below the heading, without a second list of choices
    attributes: Mapping[str, str]  # what the heading's braces set
    html: Renderer
    problems: Problems
    graded: bool

    @property
    def choices(self) -> tuple[ChoiceLine, ...]:
        return tuple(choice for block in self.blocks for choice in block.choices)

    @property
    def answers(self) -> tuple[AnswerLine, ...]:
        return tuple(answer for block in self.blocks for answer in block.answers)
