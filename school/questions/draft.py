"""A question as its author wrote it, taken apart for the kinds to read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from school.markup.blocks import AnswerLine, ChoiceLine
from school.markup.problems import Problems
from school.questions.items import Choice, NumericAnswer

Renderer = Callable[[str, int], str]  # Markdown and its line → safe html


@dataclass(frozen=True)
class Draft:
    """The answering part of a question, and what reading it needs."""

    line: int
    choices: tuple[ChoiceLine, ...]
    answers: tuple[AnswerLine, ...]
    html: Renderer
    problems: Problems
    graded: bool


@dataclass(frozen=True)
class Fields:
    """What a kind read: the fields of an item that are its own."""

    choices: tuple[Choice, ...] = ()
    number: NumericAnswer | None = None
    wordings: tuple[str, ...] = ()
