"""Everything that is current, as values: the documents of one release."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

D = TypeVar("D")


@dataclass(frozen=True)
class PublishedRelease:
    """One release, whole, kept in the process. A feature reads its own kinds with `of`."""

    release_id: int
    documents: Mapping[str, Mapping[str, Any]]  # by kind and slug, in the order of the kind
    kinds: Mapping[type, str]  # the name of each kind by the class of its documents
    edition_ids: Mapping[tuple[str, str], int] = field(default_factory=dict)  # by kind and slug

    def of(self, document: type[D]) -> Mapping[str, D]:
        """The documents of a class, by slug. Raises KeyError for a class of no kind."""
        return self.of_kind(self.kinds[document])

    def of_kind(self, name: str) -> Mapping[str, Any]:
        """The documents of a kind, by slug: also of one that a later room brings, or nobody."""
        return self.documents.get(name, {})
