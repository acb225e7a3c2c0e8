"""The documents of one release, as values: everything that is current."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

D = TypeVar("D")


@dataclass(frozen=True)
class PublishedRelease:
    """A whole release, kept in the process. A feature reads its own kinds with `of`."""

    release_id: int
    documents: Mapping[str, Mapping[str, Any]]  # by kind and slug, in the order of the kind
    kinds: Mapping[type, str]  # the name of each kind by the class of its documents
    edition_ids: Mapping[tuple[str, str], int] = field(default_factory=dict)  # by kind and slug

    def of(self, document: type[D]) -> Mapping[str, D]:
        """Return the documents of a class, by slug. Raises KeyError if no kind has this class."""
        return self.of_kind(self.kinds[document])

    def of_kind(self, name: str) -> Mapping[str, Any]:
        """Return the documents of a kind, by slug; empty if no feature brings the kind.

        A lower room can ask for a kind that a later room brings.
        """
        return self.documents.get(name, {})
