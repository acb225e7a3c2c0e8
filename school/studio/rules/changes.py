"""What changed from one edition of a text to the next, line by line."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import Literal

MOST_LINES = 20_000  # comparing takes more than quadratic time; our documents are far shorter
HUNK = re.compile(r"@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@")


@dataclass(frozen=True)
class ChangedLine:
    """A line of a comparison.

    `number` is its place in the newer text, or in the older text if the line is gone.
    """

    what: Literal["same", "added", "gone", "gap"]  # gap: unchanged lines are left out here
    text: str
    number: int

    @property
    def sign(self) -> str:
        return {"same": " ", "added": "+", "gone": "−", "gap": "…"}[self.what]


def compare_texts(before: str, after: str) -> tuple[ChangedLine, ...] | None:
    """Return the lines that differ, with three lines around each; none if the texts are equal.

    Return None if a text is too long to compare.
    """
    old, new = before.splitlines(), after.splitlines()
    if max(len(old), len(new)) > MOST_LINES:
        return None
    compared: list[ChangedLine] = []
    old_at = new_at = 0
    for line in list(difflib.unified_diff(old, new, lineterm=""))[
        2:
    ]:  # the first two lines name files
        sign, text = line[:1], line[1:]
        if sign == "@" and (place := HUNK.match(line)):
            old_at, new_at = int(place[1]), int(place[2])
            compared.append(ChangedLine("gap", "", new_at))
        elif sign == "-":
            compared.append(ChangedLine("gone", text, old_at))
            old_at += 1
        else:
            compared.append(ChangedLine("added" if sign == "+" else "same", text, new_at))
            old_at, new_at = old_at + (sign == " "), new_at + 1
    return tuple(compared)
