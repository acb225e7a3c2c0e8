"""Tells whether a text names a muscle, by its full name or by a common short form."""

from __future__ import annotations

import re
from functools import lru_cache

from school.catalogue.rules.documents import Section

AND_MORE = re.compile(r" and .*| \([^)]*\)$")
SHORT_FORMS = {
    "sternocleidomastoid": "scm",
    "quadratus lumborum": "ql",
    "tensor fasciae latae": "tfl",
    "latissimus dorsi": "latissimus",
    "rhomboid major and minor": "rhomboid",
    "suboccipital muscles": "suboccipital",
    "intercostal muscles": "intercostal",
    "peroneus (fibularis) longus and brevis": "fibularis longus",
}


def list_wordings(muscle: str) -> tuple[str, ...]:
    """Return the words by which a text may name a muscle, in lower case.

    They are its name, its name without what follows “and” or stands in parentheses, and its short
    form.
    """
    name = muscle.casefold()
    wordings = (name, AND_MORE.sub("", name), SHORT_FORMS.get(name, ""))
    return tuple(dict.fromkeys(word for word in wordings if word))


def names_muscle(section: Section, muscle: str) -> bool:
    """Return whether the section's text names the muscle, in singular or plural."""
    words, pattern = _compile_wordings(muscle)
    text = section.folded
    # Looking for the plain words first is much quicker than the pattern.
    return any(word in text for word in words) and pattern.search(text) is not None


@lru_cache(maxsize=512)
def _compile_wordings(muscle: str) -> tuple[tuple[str, ...], re.Pattern[str]]:
    words = list_wordings(muscle)
    return words, re.compile(r"\b(?:" + "|".join(map(re.escape, words)) + r")s?\b")
