"""A long list in pages: which one this is, how many there are, where the others are."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from flask import request

LAST = 100_000  # a number in an address is anybody's; past this one no list goes


@dataclass(frozen=True)
class Page:
    """One page of a list; `number` begins at 1, `total` counts the rows of all pages."""

    number: int
    size: int
    total: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.size))

    def url(self, number: int) -> str:
        """The address of another page of the same list, with the same search."""
        # Put together by hand: what an address holds must not become an argument of url_for.
        kept = [(name, value) for name, value in request.args.items(multi=True) if name != "page"]
        return f"{request.path}?{urlencode([*kept, ('page', number)])}"


def page_number() -> int:
    """The page that the request asks for, 1 where it asks for none."""
    asked = request.args.get("page", "1")
    return (
        min(max(int(asked), 1), LAST)
        if asked.isascii() and asked.isdigit() and len(asked) < 10
        else 1
    )
