"""A graded quiz as a value: what an edition's payload holds, read back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from school.questions.items import Item


@dataclass(frozen=True)
class Quiz:
    """A graded quiz."""

    slug: str
    title: str
    module: str  # slug of the module whose hours a pass earns
    pass_percent: int
    attempts: int | None  # None: as many as one likes
    keep: Literal["best", "last"]
    shuffle_questions: bool
    shuffle_choices: bool
    intro: str  # html
    items: tuple[Item, ...]
    edition_id: int = 0

    @property
    def points(self) -> int:
        return sum(item.points for item in self.items)

    def find_item(self, item_id: str) -> Item | None:
        return next((item for item in self.items if item.id == item_id), None)
