"""Cells of a table that leaves the school: no spreadsheet may take a name for a formula."""

from __future__ import annotations

# What makes a spreadsheet compute, or lets a later sign do so; the full-width twins are read alike by some.
COMPUTES = frozenset("=+-@\t\r\n＝＋－＠")

Cell = str | int


def guarded(cell: Cell) -> Cell:
    """The cell as it may leave: text that would compute gets an apostrophe before it, numbers stay numbers.

    Source: OWASP, CSV Injection. Blanks before the sign are looked through, for spreadsheets that trim.
    """
    if isinstance(cell, int):
        return cell
    text = cell.replace("\0", "")
    blanks = len(text) - len(text.lstrip())
    return f"'{text}" if COMPUTES.intersection(text[: blanks + 1]) else text
