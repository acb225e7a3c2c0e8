"""What a piece of text has to know about its page: where links lead, which pictures there are, what is cited."""

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
    """Numbers the sources of one page by first use, and remembers how often each is cited."""

    def __init__(self, known: Callable[[str], bool]) -> None:
        """`known` says whether the bibliography holds a source id."""
        self._known = known
        self._times: dict[str, int] = {}

    def cite(self, source_id: str) -> int | None:
        """Count one more citation and return which one of this source it is, from 1; None for an unknown source."""
        if source_id != EXPERT_REVIEW and not self._known(source_id):
            return None
        self._times[source_id] = self._times.get(source_id, 0) + 1
        return self._times[source_id]

    def number(self, source_id: str) -> int:
        """The number that the page prints for a source it has cited."""
        return self.order.index(source_id) + 1

    @property
    def order(self) -> tuple[str, ...]:
        """The ids of the numbered sources, first cited first; general knowledge awaiting review has no number."""
        return tuple(source_id for source_id in self._times if source_id != EXPERT_REVIEW)

    def times(self, source_id: str) -> int:
        """How often a source is cited: the page has the anchors `cite-<id>-1` to `cite-<id>-<times>`."""
        return self._times.get(source_id, 0)


@dataclass(frozen=True)
class Page:
    """The surroundings of a text that is being rendered.

    `links` turns an address inside the school, as written (`other.md#anchor`, `#anchor`), into a URL, and
    `media` a picture's path as written (`figures/name.svg`) into the picture; both give None for what is not there.
    """

    links: Callable[[str], str | None]
    media: Callable[[str], Media | None]
    citations: Citations
    problems: Problems
