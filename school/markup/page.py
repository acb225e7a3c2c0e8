"""What rendering a text needs to know of its page: links, pictures and citations."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from school.markup.problems import Problems

EXPERT_REVIEW = "expert-review"


@dataclass(frozen=True)
class Media:
    """A picture as the school serves it; width and height in CSS pixels."""

    url: str
    width: int
    height: int


class Citations:
    """Numbers the sources of a page by first use, and counts how often each is cited."""

    def __init__(self, known: Callable[[str], bool]) -> None:
        """`known` tells whether the bibliography has a source id."""
        self._known = known
        self._times: dict[str, int] = {}

    def cite(self, source_id: str) -> int | None:
        """Count a citation and return its number among those of this source, from 1.

        Returns None for an unknown source.
        """
        if source_id != EXPERT_REVIEW and not self._known(source_id):
            return None
        self._times[source_id] = self._times.get(source_id, 0) + 1
        return self._times[source_id]

    def find_number(self, source_id: str) -> int:
        """Return the number that the page prints for a source it has cited."""
        return self.order.index(source_id) + 1

    @property
    def order(self) -> tuple[str, ...]:
        """The ids of the numbered sources, by first citation.

        General knowledge that awaits expert review has no number.
        """
        return tuple(source_id for source_id in self._times if source_id != EXPERT_REVIEW)

    def count_uses(self, source_id: str) -> int:
        """Return how often a source is cited; its anchors are `cite-<id>-1`, `cite-<id>-2` …"""
        return self._times.get(source_id, 0)


@dataclass(frozen=True)
class Page:
    """The surroundings of a text that is being rendered.

    `links` turns an address inside the school, as written (`other.md#anchor`, `#anchor`), into a
    URL. `media` turns a picture's path, as written (`figures/name.svg`), into the picture. Both
    return None if there is no such thing.
    """

    links: Callable[[str], str | None]
    media: Callable[[str], Media | None]
    citations: Citations
    problems: Problems
