"""What other files may name of a document, noted in the first round of reading."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Outline:
    """What other files may name of one document."""

    anchors: frozenset[str] = frozenset()  # where a link may lead
    ids: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # by type, as "section"
    belongs_to: str = ""  # slug of the document that this one is part of: a quiz of a module
    citable: Mapping[str, Any] = field(default_factory=dict)  # sources that a text may cite, by id

    def list_ids(self, what: str) -> tuple[str, ...]:
        """Return the ids of the document's `what`, as "section"; empty if it has none."""
        return self.ids.get(what, ())
