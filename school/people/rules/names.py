"""How people's names are kept, checked, sorted and looked for."""

from __future__ import annotations

import unicodedata

from school.core.messages import Message
from school.people.rules import sentences

LONGEST = 120
# Words that belong to the family name they stand before, as in “de la Cruz” and “van der Berg”.
PARTICLES = frozenset(
    "al bin da das de del della den der di do dos du el la le ten ter van von y".split()  # noqa: SIM905
)
SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})


def clean_name(typed: str) -> str:
    """A name with single blanks and composed letters."""
    return " ".join(unicodedata.normalize("NFC", typed).split())


def name_problem(name: str) -> Message | None:
    """What is wrong with a clean name; None when it can go on a certificate."""
    if not any(letter.isalpha() for letter in name):
        return Message(sentences.NO_LETTER_IN_NAME)
    if len(name) > LONGEST:
        return Message(sentences.NAME_TOO_LONG, most=LONGEST)
    if any(unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Co") for letter in name):
        return Message(sentences.UNPRINTABLE_NAME)
    return None


def sort_name(name: str) -> str:
    """The family name first, folded: “Ana de la Cruz” → “de la cruz ana”; a single name stands as it is."""
    words = [word for word in folded(name).split() if word not in SUFFIXES]
    start = len(words) - 1
    while start > 1 and words[start - 1] in PARTICLES:
        start -= 1
    return " ".join(words[start:] + words[:start]) if words else folded(name)


def folded(text: str) -> str:
    """Text as it is compared: no case, no accents, no control signs, single blanks."""
    # Taking letters apart can bring new capitals to light, and folding those can join letters again.
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return " ".join(
        "".join(sign for sign in apart if unicodedata.category(sign) not in ("Mn", "Cc")).split()
    )
