"""How many minutes a module is worth: two published measures, of which the stricter one counts."""

from __future__ import annotations

from decimal import ROUND_FLOOR, Decimal

from school.catalogue.rules.documents import Worksheet

WORDS_A_MINUTE = 200


def worksheet(words: int, media_minutes: int, questions: int, difficulty: int) -> Worksheet:
    """The worksheet of a module: `words` of content, minutes of audio and video, graded questions, difficulty 1 to 5.

    Whole minutes are granted: the smaller of the two measures, rounded down, never below zero. No body asks for the
    smaller one; the school takes it so that an hour it states can be defended by either measure.
    """
    measures = ncbtmb_minutes(words, media_minutes), mergener_minutes(words, questions, difficulty)
    granted = max(Decimal(0), min(measures)).to_integral_value(ROUND_FLOOR)
    ncbtmb, mergener = (float(measure) for measure in measures)
    return Worksheet(words, media_minutes, questions, difficulty, ncbtmb, mergener, int(granted))


def ncbtmb_minutes(words: int, media_minutes: int) -> Decimal:
    """Minutes of home study as NCBTMB counts them: 200 words a minute, and audio and video at their length.

    Questions earn nothing. Source: NCBTMB, "What are NCBTMB's guidelines for home study courses?" (12,000 words are
    one CE of 60 minutes), ncbtmb.org/faq.
    """
    return Decimal(words) / WORDS_A_MINUTE + media_minutes


def mergener_minutes(words: int, questions: int, difficulty: float) -> Decimal:
    """Minutes by the Mergener formula; below zero for a very short text.

    0.9 × (−22.3 + 0.00209 × words + 2.78 × questions + 15.5 × difficulty). Words are content only; the difficulty is
    set by somebody who did not write the text. Source: BOC, "Mergener formula" (bocatc.org/mergener-formula); CCCEP,
    "Mergener formula". One sheet in circulation prints +22.3, but its own example only comes out with the minus.
    """
    subtotal = Decimal("-22.3") + Decimal("0.00209") * words + Decimal("2.78") * questions
    return Decimal("0.9") * (subtotal + Decimal("15.5") * Decimal(str(difficulty)))
