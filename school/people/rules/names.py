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
UNPRINTABLE = ("Cc", "Cf", "Cs", "Co", "Cn")  # Unicode's categories
# Letters and signs that print nothing: fillers of Hangul, and the empty pattern of Braille.
EMPTY_LOOKING = frozenset("\u115f\u1160\u3164\uffa0\u2800")
JOINERS = frozenset("\u200c\u200d")
# Scripts in which a joiner between two letters changes how they are written.
JOINING = (
    "ARABIC",
    "SYRIAC",
    "DEVANAGARI",
    "BENGALI",
    "GURMUKHI",
    "GUJARATI",
    "ORIYA",
    "TAMIL",
    "TELUGU",
    "KANNADA",
    "MALAYALAM",
    "SINHALA",
    "KHMER",
    "MYANMAR",
    "MONGOLIAN",
)
MOST_MARKS = 4  # on one letter; Hebrew and Thai need up to three


def clean_name(typed: str) -> str:
    """A name with single spaces and composed letters."""
    return " ".join(unicodedata.normalize("NFC", typed).split())


def find_name_problem(name: str) -> Message | None:
    """What is wrong with a clean name, or None if it is one that people can read."""
    if len(name) > LONGEST:
        return Message(sentences.NAME_TOO_LONG, most=LONGEST)
    if not any(sign.isalpha() and sign not in EMPTY_LOOKING for sign in name):
        return Message(sentences.NO_LETTER_IN_NAME)
    if _has_unprintable(name):
        return Message(sentences.UNPRINTABLE_NAME)
    if _has_stacked_marks(name):
        return Message(sentences.STACKED_MARKS, most=MOST_MARKS)
    return None


def _has_unprintable(name: str) -> bool:
    for place, sign in enumerate(name):
        if sign in JOINERS and _joins_letters(name, place):
            continue
        if sign in EMPTY_LOOKING or unicodedata.category(sign) in UNPRINTABLE:
            return True
    return False


def _joins_letters(name: str, place: int) -> bool:
    """Whether the sign at a place stands between two letters of a script that needs it there."""
    neighbors = name[place - 1 : place] + name[place + 1 : place + 2]
    if len(neighbors) < 2:
        return False
    return all(unicodedata.name(sign, "").startswith(JOINING) for sign in neighbors)


def _has_stacked_marks(name: str) -> bool:
    marks = 0
    for sign in unicodedata.normalize("NFD", name):
        marks = marks + 1 if unicodedata.category(sign) in ("Mn", "Me") else 0
        if marks > MOST_MARKS:
            return True
    return False


def make_sort_name(name: str) -> str:
    """The name as tables sort it: folded, the family name first.

    “Ana de la Cruz” → “de la cruz ana”. A single name stays as it is. Letters that somebody has
    earned do not count: “Ana Reyes, LMT” stands with the other people called Reyes.
    """
    family, comma, given = _drop_credentials(name).partition(",")
    if comma:  # “Reyes, Ana” is in this order already
        return fold_text(f"{family} {given}")
    folded = fold_text(family)
    words = [word for word in folded.split() if word not in SUFFIXES]
    if not words:
        return folded
    start = len(words) - 1
    while start > 1 and words[start - 1] in PARTICLES:
        start -= 1
    return " ".join(words[start:] + words[:start])


def _drop_credentials(name: str) -> str:
    """The name without what follows a comma, where that is a suffix or letters such as LMT."""
    first, *rest = [part.strip() for part in name.split(",")]
    parts = [first]
    for part in rest:
        words = part.split()
        if not all(word.casefold() in SUFFIXES or _is_credential(word) for word in words):
            parts.append(part)
    return ", ".join(parts) if first else name


def _is_credential(word: str) -> bool:
    """Whether a word is letters that somebody has earned: two capitals, and one other at most."""
    letters = [sign for sign in word if sign.isalpha()]
    capitals = sum(letter.isupper() for letter in letters)
    return capitals >= 2 and len(letters) - capitals <= 1


def fold_text(text: str) -> str:
    """Text as it is compared: no case, no accents, no control characters, single spaces."""
    # Decomposing letters can produce new capitals, and folding those can compose letters again.
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    left_over = [sign for sign in decomposed if unicodedata.category(sign) not in ("Mn", "Cc")]
    return " ".join("".join(left_over).split())
