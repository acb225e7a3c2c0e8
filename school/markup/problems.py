"""Problems in an author's file: where each is, what it is, and how to fix it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One thing an author has to change. `line` counts from 1."""

    path: str
    line: int
    what: str
    fix: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.what}; {self.fix}"


LONGEST = 200  # characters: a message quotes what an author wrote, which may be very long


class Problems:
    """Collects every problem of one file, so that an author sees all of them at once."""

    def __init__(self, path: str) -> None:
        self.path = path
        self._found: dict[Problem, None] = {}

    def add(self, line: int, what: str, fix: str) -> None:
        """Note a problem. The same problem on the same line is noted once."""
        if len(what) > LONGEST:
            what = f"{what[:LONGEST]}…"
        self._found[Problem(self.path, line, what, fix)] = None

    @property
    def items(self) -> list[Problem]:
        """The problems in the order of their lines."""
        return sorted(self._found, key=lambda problem: problem.line)
