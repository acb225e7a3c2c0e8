"""Straight quotation marks and apostrophes, as typed on a keyboard, become typographic ones.

Code, addresses and characters escaped with a backslash stay as typed.
"""

from __future__ import annotations

import re

OPENERS = frozenset(" \n\t\xa0([{“‘–—-/")  # a mark after one of these opens a quotation
# How many characters ahead to look for the mark that closes a quotation. Looking farther would take
# quadratic time.
FAR = 400
CLOSING = re.compile(r"(?<=[^\s(\[{“‘–—/-])'(?![^\W_])")


class Typesetter:
    """Reads one block of text from left to right.

    It remembers the character before and which quotation marks are open.
    """

    def __init__(self) -> None:
        self.before = " "
        self.double = self.single = False

    def replace_marks(self, text: str) -> str:
        """Return the text with typographic marks, one for each straight one: the length is kept."""
        printed = []
        for place, character in enumerate(text):
            after = text[place + 1 : place + 2]
            if character == '"':
                printed.append(self._choose_double(after))
            elif character == "'":
                printed.append(self._choose_single(after, text, place))
            else:
                printed.append(character)
            self.before = printed[-1]
        return "".join(printed)

    def _choose_double(self, after: str) -> str:
        empty = self.before == "“" and self.double and not after.isalnum()
        if self.before in OPENERS and not after.isspace() and not empty:
            self.double = True
            return "“"
        if self.before.isdigit() and not self.double:
            return '"'  # inches or arc seconds
        self.double = False
        return "”"

    def _choose_single(self, after: str, text: str, place: int) -> str:
        begins = self.before in OPENERS and (after.isalnum() or after == '"')
        if begins and CLOSING.search(text, place + 1, place + FAR):
            self.single = True
            return "‘"
        if self.before.isdigit() and not after.isalpha() and not self.single:
            return "'"  # feet or arc minutes
        if not after.isalpha():
            self.single = False
        return "’"


def use_typographic_marks(text: str) -> str:
    """Return plain text, such as a title, with typographic quotation marks and apostrophes."""
    return Typesetter().replace_marks(text)
