"""What other files may name of a document; noted in the first round of reading."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Outline:
    """What other files may name of one document."""

    anchors: frozenset[str] = frozenset()  # that a link may lead to
    ids: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # by what has them: "section"
    belongs_to: str = ""  # slug of a document that this one is a part of, as a quiz of a module
    citable: Mapping[str, Any] = field(default_factory=dict)  # sources that a text may cite, by id

    def named(self, what: str) -> tuple[str, ...]:
        """The ids of what is called `what` in the document; empty where it has none."""
        return self.ids.get(what, ())
