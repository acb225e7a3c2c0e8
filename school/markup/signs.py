"""Straight quotation marks and apostrophes become the signs of print. They are typed straight, on every keyboard.

What is escaped with a backslash stays as it is typed, and so do code and addresses.
"""

from __future__ import annotations

import re

OPENERS = frozenset(" \n\t\xa0([{“‘–—-/")  # what stands before a word: behind it a mark opens
FAR = (
    400  # characters to the mark that closes a quotation; looking farther would take quadratic time
)
CLOSING = re.compile(r"(?<=[^\s(\[{“‘–—/-])'(?![^\W_])")


class Signs:
    """Reads one block of text from left to right; remembers what stood before and what is open."""

    def __init__(self) -> None:
        self.before = " "
        self.double = self.single = False

    def read(self, text: str) -> str:
        """The text with the signs of print, sign by sign: it stays as long as it is."""
        made = []
        for place, sign in enumerate(text):
            after = text[place + 1 : place + 2]
            if sign == '"':
                made.append(self._double(after))
            elif sign == "'":
                made.append(self._single(after, text, place))
            else:
                made.append(sign)
            self.before = made[-1]
        return "".join(made)

    def _double(self, after: str) -> str:
        empty = self.before == "“" and self.double and not after.isalnum()
        if self.before in OPENERS and not after.isspace() and not empty:
            self.double = True
            return "“"
        if self.before.isdigit() and not self.double:
            return '"'  # inches, or seconds of an arc
        self.double = False
        return "”"

    def _single(self, after: str, text: str, place: int) -> str:
        begins = self.before in OPENERS and (after.isalnum() or after == '"')
        if begins and CLOSING.search(text, place + 1, place + FAR):
            self.single = True
            return "‘"
        if self.before.isdigit() and not after.isalpha() and not self.single:
            return "'"  # feet, or minutes
        if not after.isalpha():
            self.single = False
        return "’"


def printed(text: str) -> str:
    """Plain text, such as a title, with the signs of print."""
    return Signs().read(text)
