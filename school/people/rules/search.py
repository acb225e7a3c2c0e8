"""How people are found by what somebody remembers of a name: words without accents and marks.

A name is kept as all the words by which it may be looked for. What is typed is taken apart in the
same way, and each typed word has to begin one of them.
"""

from __future__ import annotations

import re
import unicodedata

from school.people.rules.names import fold_text

MOST_WORDS = 6
# Letters with a stroke, and those that are two letters elsewhere: Unicode does not take them apart.
PLAIN = str.maketrans(
    {
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "ħ": "h",
        "ŧ": "t",
        "ı": "i",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
    }
)
# How the same letters are written where a keyboard lacks them.
SPELLED_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})
SEPARATORS = re.compile(r"[\s,;]+")
# Scripts that leave no space between the words of a name.
UNSPACED = ("CJK", "HANGUL", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR")


def list_search_words(names: list[str], email: str | None) -> frozenset[str]:
    """All words by which a person with these names and this address is found."""
    words: set[str] = set()
    for token in SEPARATORS.split(" ".join(names)):
        for form in _list_forms(token):
            words |= {form, *_list_endings(form)}
    if email:
        words.add(email)
        for part in email.split("@"):
            words |= _list_forms(part)
    return frozenset(words - {""})


def split_search(typed: str) -> list[frozenset[str]]:
    """The words to look for, in order, each in all its spellings; at most six.

    A person fits if every one of them begins a word of the person, in any of its spellings.
    """
    wanted = []
    for token in SEPARATORS.split(typed):
        if "@" in token:
            wanted.append(frozenset({fold_text(token)}))
            continue
        folded = (_fold_word(token), _fold_spelled_out(token))
        spellings = frozenset(map(_keep_letters, folded)) - {""}
        if spellings:
            wanted.append(spellings)
    return wanted[:MOST_WORDS]


def _list_forms(token: str) -> set[str]:
    """A word as a whole and its parts: “O’Brien” → “obrien”, “o”, “brien”."""
    forms = set()
    for folded in (_fold_word(token), _fold_spelled_out(token)):
        forms |= {_keep_letters(folded), *re.split(r"[\W_]+", folded)}
    return forms - {""}


def _list_endings(word: str) -> set[str]:
    """Where a script writes names without spaces, every place in them may begin a word."""
    if not unicodedata.name(word[0], "").startswith(UNSPACED):
        return set()
    return {word[start:] for start in range(1, len(word))}


def _fold_word(token: str) -> str:
    return fold_text(token.casefold().translate(PLAIN))


def _fold_spelled_out(token: str) -> str:
    composed = unicodedata.normalize("NFC", token).casefold()
    return _fold_word(composed.translate(SPELLED_OUT))


def _keep_letters(folded: str) -> str:
    """Letters and digits alone: no apostrophe, hyphen, period or space."""
    return "".join(sign for sign in folded if sign.isalnum())
