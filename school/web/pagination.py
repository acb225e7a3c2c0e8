"""A long list in pages: which one this is, how many there are, where the others are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import request, url_for

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
        kept: dict[str, Any] = {**request.args.to_dict(), **(request.view_args or {}), "page": number}
        return url_for(request.endpoint or "", **kept)


def page_number() -> int:
    """The page that the request asks for, 1 where it asks for none."""
    asked = request.args.get("page", "1")
    return min(max(int(asked), 1), LAST) if asked.isascii() and asked.isdigit() and len(asked) < 10 else 1
