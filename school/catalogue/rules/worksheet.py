"""How many minutes a module is worth: the stricter of two published measures."""

from __future__ import annotations

from decimal import ROUND_FLOOR, Decimal

from school.catalogue.rules.documents import Worksheet

WORDS_A_MINUTE = 200


def compute_worksheet(words: int, media_minutes: int, questions: int, difficulty: int) -> Worksheet:
    """Return the worksheet of a module.

    It has `words` of content, minutes of audio and video, graded questions, and a difficulty from
    1 to 5. Whole minutes are granted: the smaller of the two measures, rounded down, never below
    zero. No licensing body asks for the smaller one; the school takes it so that either measure
    can defend every hour that it states.
    """
    ncbtmb = compute_ncbtmb_minutes(words, media_minutes)
    mergener = compute_mergener_minutes(words, questions, difficulty)
    granted = max(Decimal(0), min(ncbtmb, mergener)).to_integral_value(ROUND_FLOOR)
    return Worksheet(
        words,
        media_minutes,
        questions,
        difficulty,
        ncbtmb_minutes=float(ncbtmb),
        mergener_minutes=float(mergener),
        granted_minutes=int(granted),
    )


def compute_ncbtmb_minutes(words: int, media_minutes: int) -> Decimal:
    """Return minutes of home study as NCBTMB counts them.

    Reading counts 200 words a minute, audio and video count their length, questions count nothing.
    Source: NCBTMB, "What are NCBTMB's guidelines for home study courses?" (12,000 words are one CE
    of 60 minutes), ncbtmb.org/faq.
    """
    return Decimal(words) / WORDS_A_MINUTE + media_minutes


def compute_mergener_minutes(words: int, questions: int, difficulty: float) -> Decimal:
    """Return minutes by the Mergener formula; below zero for a very short text.

    0.9 × (−22.3 + 0.00209 × words + 2.78 × questions + 15.5 × difficulty). Only words of content
    count, and someone who did not write the text sets the difficulty. Source: BOC, "Mergener
    formula" (bocatc.org/mergener-formula); CCCEP, "Mergener formula". One sheet in circulation
    prints +22.3, but its own example only works with the minus.
    """
    subtotal = Decimal("-22.3") + Decimal("0.00209") * words + Decimal("2.78") * questions
    return Decimal("0.9") * (subtotal + Decimal("15.5") * Decimal(str(difficulty)))
