"""Whether a text names a muscle: by its name, or by what people also say for it."""

from __future__ import annotations

import re
from functools import lru_cache

from school.catalogue.rules.documents import Section

AND_MORE = re.compile(r" and .*| \([^)]*\)$")
PEOPLE_ALSO_SAY = {
    "sternocleidomastoid": "scm",
    "quadratus lumborum": "ql",
    "tensor fasciae latae": "tfl",
    "latissimus dorsi": "latissimus",
    "rhomboid major and minor": "rhomboid",
    "suboccipital muscles": "suboccipital",
    "intercostal muscles": "intercostal",
    "peroneus (fibularis) longus and brevis": "fibularis longus",
}


def wordings(muscle: str) -> tuple[str, ...]:
    """The words by which a text may name a muscle, lower case: its name, its name without what is lumped with it."""
    whole = muscle.casefold()
    short = AND_MORE.sub("", whole)
    return tuple(
        dict.fromkeys(word for word in (whole, short, PEOPLE_ALSO_SAY.get(whole, "")) if word)
    )


def names_muscle(section: Section, muscle: str) -> bool:
    """Whether the section's text names the muscle, in any case and number."""
    words, said = _said(muscle)
    return any(word in section.folded for word in words) and said.search(section.folded) is not None


@lru_cache(maxsize=512)
def _said(muscle: str) -> tuple[tuple[str, ...], re.Pattern[str]]:
    words = wordings(muscle)
    return words, re.compile(r"\b(?:" + "|".join(map(re.escape, words)) + r")s?\b")
