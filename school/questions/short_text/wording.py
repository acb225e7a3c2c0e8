"""Words as they are compared: without regard to what does not matter."""

from __future__ import annotations

import re
import unicodedata

APOSTROPHES = re.compile(r"['’‘ʼ`´]")


def normalize_wording(text: str) -> str:
    """The text as it is compared: without accents, case, punctuation, hyphens or extra spaces."""
    letters = APOSTROPHES.sub("", unicodedata.normalize("NFKD", text))
    letters = "".join(letter for letter in letters if not unicodedata.combining(letter)).casefold()
    return " ".join(re.sub(r"[\W_]+", " ", letters).split())
