"""How people's names are stored, checked, sorted and searched."""

from __future__ import annotations

import unicodedata

from school.core.messages import Message
from school.people.rules import sentences

LONGEST = 120
# Words that belong to the family name that follows, as in “de la Cruz” and “van der Berg”.
PARTICLES = frozenset(
    """
    al bin da das de del della den der di do dos du el la le ten ter van von y
    """.split()  # noqa: SIM905
)
SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})
UNPRINTABLE = ("Cc", "Cf", "Cs", "Co")  # Unicode's categories


def clean_name(typed: str) -> str:
    """A name with single spaces and composed letters."""
    return " ".join(unicodedata.normalize("NFC", typed).split())


def find_name_problem(name: str) -> Message | None:
    """What is wrong with a clean name, or None if it can go on a certificate."""
    if not any(character.isalpha() for character in name):
        return Message(sentences.NO_LETTER_IN_NAME)
    if len(name) > LONGEST:
        return Message(sentences.NAME_TOO_LONG, most=LONGEST)
    if any(unicodedata.category(character) in UNPRINTABLE for character in name):
        return Message(sentences.UNPRINTABLE_NAME)
    return None


def make_sort_name(name: str) -> str:
    """The name as tables sort it: folded, the family name first.

    “Ana de la Cruz” → “de la cruz ana”. A single name stays as it is.
    """
    words = [word for word in fold_text(name).split() if word not in SUFFIXES]
    if not words:
        return fold_text(name)
    start = len(words) - 1
    while start > 1 and words[start - 1] in PARTICLES:
        start -= 1
    return " ".join(words[start:] + words[:start])


def fold_text(text: str) -> str:
    """Text as it is compared: no case, no accents, no control characters, single spaces."""
    # Decomposing letters can produce new capitals, and folding those can compose letters again.
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    left_over = [sign for sign in decomposed if unicodedata.category(sign) not in ("Mn", "Cc")]
    return " ".join("".join(left_over).split())
