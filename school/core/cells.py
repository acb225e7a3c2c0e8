"""Cells of a table that leaves the school: no spreadsheet may take a name for a formula."""

from __future__ import annotations

# Characters that make a spreadsheet compute, or let a later one do so. Some spreadsheets read the
# full-width forms the same way.
COMPUTES = frozenset("=+-@\t\r\n＝＋－＠")

Cell = str | int


def guarded(cell: Cell) -> Cell:
    """The cell as it may be exported: text that would compute gets an apostrophe in front.

    Numbers stay numbers. Leading blanks are skipped, because some spreadsheets trim them.
    Source: OWASP, CSV Injection.
    """
    if isinstance(cell, int):
        return cell
    text = cell.replace("\0", "")
    blanks = len(text) - len(text.lstrip())
    return f"'{text}" if COMPUTES.intersection(text[: blanks + 1]) else text
