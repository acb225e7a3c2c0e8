"""A question as people see it: asked, explained, or on paper.

What is asked holds nothing that gives the key away.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from school.markup.cleaning import Html, trusted
from school.questions.items import Item, Mark


@dataclass(frozen=True)
class Option:
    """A choice at its shown place. `value` is what the form posts: the place, from "1"."""

    value: str
    letter: str
    html: Html


@dataclass(frozen=True)
class Shown:
    """A question to answer. No key, no feedback, no explanation.

    A kind that needs more on its page extends this class and names its own template.
    """

    item_id: str
    title: str
    kind: str
    points: int
    stem: Html
    template: str  # that asks it
    hint: Html  # for quizzes that allow it
    instruction: str
    input: str  # "radio", "checkbox", "text" or "decimal"
    options: tuple[Option, ...] = ()
    unit: str = ""


@dataclass(frozen=True)
class ExplainedOption:
    """A choice after answering."""

    value: str
    letter: str
    html: Html
    chosen: bool
    right: bool
    feedback: Html

    @property
    def verdict(self) -> str:
        """What the choice turned out to be, in words; "" if there is nothing to say."""
        if self.chosen:
            return "Your answer: right" if self.right else "Your answer: not right"
        return "Right, not chosen" if self.right else ""


@dataclass(frozen=True)
class Explained:
    """A question after answering, with its key: only for those whom the feedback rule lets see it.

    A kind that needs more on its page extends this class and names its own template.
    """

    item_id: str
    title: str
    kind: str
    points: int
    stem: Html
    template: str  # that explains it
    mark: Mark
    explanation: Html
    options: tuple[ExplainedOption, ...] = ()
    typed: str = ""
    accepted: tuple[str, ...] = ()  # in words
    note: str = ""  # why a typed answer could not count


@dataclass(frozen=True)
class Printed:
    """A question on paper, in the author's order, with its key apart."""

    item_id: str
    title: str
    kind: str
    points: int
    stem: Html
    instruction: str
    options: tuple[Option, ...]
    unit: str
    key: tuple[str, ...]  # letters of the right choices, or accepted answers in words
    explanation: Html


def list_common_fields(item: Item) -> dict[str, Any]:
    """The fields that Shown, Explained and Printed have in common."""
    return {
        "item_id": item.id,
        "title": item.title,
        "kind": item.kind,
        "points": item.points,
        "stem": trusted(item.stem),
    }
