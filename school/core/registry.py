"""A registry: what features bring, under a name, to a lower room that knows none of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TypeVar

Thing = TypeVar("Thing")


class NameTaken(Exception):
    """Two parts of the school bring different things under one name. A mistake in the program."""


class Registry(Mapping[str, Thing]):
    """Things by name, in the order in which features brought them.

    A registry is filled once, when the program starts (school/parts.py), and only read afterward.
    """

    def __init__(self, what: str) -> None:
        """`what` names one thing of the registry, for messages: "permission", "kind of card"."""
        self.what = what
        self._things: dict[str, Thing] = {}

    def add(self, name: str, thing: Thing) -> None:
        """Register `thing`. Adding the same thing again changes nothing, since a process may build
        several applications. Raises NameTaken where another thing has the name."""
        if self._things.setdefault(name, thing) != thing:
            raise NameTaken(f"there is already a {self.what} called {name!r}")

    def __getitem__(self, name: str) -> Thing:
        return self._things[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._things)

    def __len__(self) -> int:
        return len(self._things)

    @contextmanager
    def restored_afterward(self) -> Iterator[None]:
        """Forget, at the end of the block, what was added in it: for tests that bring their own."""
        before = dict(self._things)
        try:
            yield
        finally:
            self._things = before
