"""What changed from one edition of a text to the next, line by line."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import Literal

MOST_LINES = 20_000  # comparing costs more than the square of it; no document of ours comes near
HUNK = re.compile(r"@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@")


@dataclass(frozen=True)
class ChangedLine:
    """A line of a comparison. `number` is its place in the newer text, or in the older one where it is gone."""

    what: Literal["same", "added", "gone", "gap"]  # gap: unchanged lines are left out here
    text: str
    number: int

    @property
    def sign(self) -> str:
        return {"same": " ", "added": "+", "gone": "−", "gap": "…"}[self.what]


def changes(before: str, after: str) -> tuple[ChangedLine, ...] | None:
    """The lines that differ, each with three lines around it; nothing where the texts are alike.

    None where a text is too long to be compared.
    """
    old, new = before.splitlines(), after.splitlines()
    if max(len(old), len(new)) > MOST_LINES:
        return None
    found: list[ChangedLine] = []
    old_at = new_at = 0
    for line in list(difflib.unified_diff(old, new, lineterm=""))[2:]:  # the first two name files
        sign, text = line[:1], line[1:]
        if sign == "@" and (place := HUNK.match(line)):
            old_at, new_at = int(place[1]), int(place[2])
            found.append(ChangedLine("gap", "", new_at))
        elif sign == "-":
            found.append(ChangedLine("gone", text, old_at))
            old_at += 1
        else:
            found.append(ChangedLine("added" if sign == "+" else "same", text, new_at))
            old_at, new_at = old_at + (sign == " "), new_at + 1
    return tuple(found)
