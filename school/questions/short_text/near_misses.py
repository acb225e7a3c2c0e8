"""Wordings that were meant as a number, as a pattern, or as several wordings.

Marking compares words, so nobody's answer would be right. Quotation marks around a wording say that
it is meant as it stands.
"""

from __future__ import annotations

import re

NUMBER = r"[+−-]?\d[\d.,]*"
# Each pattern, what was meant, and what to write; of a wording, the first that fits is told.
NEAR_MISSES = (
    (
        re.compile(rf"[≈~<>≤≥=$€£]+ *{NUMBER}.*"),
        "a sign stands before the number",
        "write the number with its tolerance, 15 ± 1 s, or put the wording in quotes",
    ),
    (
        re.compile(
            rf"(?:about|around|approximately|approx\.?|roughly|nearly|circa|ca?\.) *{NUMBER}.*|nan",
            re.IGNORECASE,
        ),
        "this looks like a number with a word before it",
        "write the number with its tolerance, 15 ± 1 s, or put the wording in quotes",
    ),
    (
        re.compile(rf"\( *{NUMBER} *, *{NUMBER} *\).*"),
        "this looks like a range",
        "write a range as [3, 5]",
    ),
    (
        re.compile(r"/.*/[a-z]*|\^.*|.*[^ ]\$|.*\.\*.*|.*\w\*.*|.*\[a-z\].*|.*\\[wdsb].*"),
        "patterns are not accepted",
        "write each accepted wording on an Answer line",
    ),
    (
        re.compile(r".*\|.*"),
        "several wordings stand on one line",
        "write an Answer line for each",
    ),
    (
        re.compile(r".*[,;].*"),
        "this looks like several wordings",
        "write an Answer line for each, or put the wording in quotes",
    ),
    (
        re.compile(r".*\([^)]+\).*"),
        "students would have to type the words in parentheses",
        "take them out, or put the wording in quotes",
    ),
)


def find_near_miss(text: str) -> tuple[str, str] | None:
    """What a wording without quotation marks was probably meant as, and how to write that."""
    for pattern, what, fix in NEAR_MISSES:
        if pattern.fullmatch(text):
            return what, fix
    return None
