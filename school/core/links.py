"""A link to a page of the school, before anybody knows the page's address.

Rules and services name a page. A view or a template makes the address of it (school/web/links.py).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, init=False)
class Link:
    """A page, and a place on it.

    `endpoint` is the page's name inside the program, "catalogue.module". `values` fill the blanks
    of its address. `anchor` is the id of an element of the page, without its #; "" is its top.
    """

    endpoint: str
    anchor: str
    values: tuple[tuple[str, str | int], ...]  # a tuple, so that equal links have one hash

    def __init__(self, endpoint: str, /, anchor: str = "", **values: str | int) -> None:
        object.__setattr__(self, "endpoint", endpoint)
        object.__setattr__(self, "anchor", anchor)
        object.__setattr__(self, "values", tuple(sorted(values.items())))

    def with_anchor(self, anchor: str) -> Link:
        """The same page at another place on it."""
        return Link(self.endpoint, anchor, **dict(self.values))


AddressOf = Callable[[Link], str]
