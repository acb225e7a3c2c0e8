"""The limits on costly acts, in one table: how many of each a reader may do within a while.

A reader is a person, or a whole network where nobody is signed in. A class of 30 shares an address,
so acts that are open to everybody have room for all of them. docs/operating.md lists the limits.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from school.core.refusals import TooOften
from school.core.waits import describe_wait

A_MINUTE, AN_HOUR = timedelta(minutes=1), timedelta(hours=1)


class Throttled(TooOften):
    """The reader did too much within a while. Its sentence says what, with a blank for the wait."""

    sentence = "Too many requests. Please try again in {wait}."

    def __init__(self, wait: timedelta) -> None:
        super().__init__(wait=describe_wait(wait))
        self.wait = wait


class TooManyDrawings(Throttled):
    sentence = "You sent too many drawings within a minute. Please try again in {wait}."


class TooManyFittings(Throttled):
    sentence = (
        "You have asked five times within an hour to have the model fitted. "
        "Please try again in {wait}."
    )


class TooManyAnswers(Throttled):
    sentence = "You sent too many answers within a minute. Please try again in {wait}."


class TooManyQueues(Throttled):
    sentence = (
        "This device sent its saved reviews too often within a minute. None is lost. "
        "Please try again in {wait}."
    )


class TooManyPacksAsked(Throttled):
    sentence = "You asked for the cards too often within a minute. Please try again in {wait}."


class TooManyNames(Throttled):
    sentence = "You changed your name too often within an hour. Please try again in {wait}."


class TooManyCodesTried(Throttled):
    sentence = "Too many codes were tried within a minute. Please try again in {wait}."


class TooManyFiles(Throttled):
    sentence = "You asked for too many files. Please try again in {wait}."


@dataclass(frozen=True)
class Limit:
    """At most so many acts of one reader within so long a time."""

    act: str
    most: int
    within: timedelta
    refusal: type[Throttled] = Throttled


# The pain finder is open to everybody. Its most expensive drawing takes 70 ms.
DRAWINGS = Limit("finder", 120, A_MINUTE, TooManyDrawings)
# A fitting takes up to a second.
FITTINGS = Limit("fitting", 5, AN_HOUR, TooManyFittings)
# An answer is marked to be shown, and again to be recorded. Somebody quick does 30 cards a minute.
ANSWERS_SHOWN = Limit("answers shown", 120, A_MINUTE, TooManyAnswers)
ANSWERS_RATED = Limit("answers rated", 120, A_MINUTE, TooManyAnswers)
# A call takes up to a third of a second. A browser that is refused keeps its reviews for later.
QUEUES = Limit("queues", 30, A_MINUTE, TooManyQueues)
# Every page with a card asks for the pack again, so somebody quick asks as often as they answer.
PACKS = Limit("packs", 120, A_MINUTE, TooManyPacksAsked)
# Every name that somebody ever had is stored for good.
NAMES = Limit("names", 10, AN_HOUR, TooManyNames)
# A code can't be guessed in any case (docs/decisions/0006).
CODES = Limit("codes", 120, A_MINUTE, TooManyCodesTried)
# Files of a deck and of one's own reviews. Long histories come as several files.
EXPORTS = Limit("exports", 60, A_MINUTE, TooManyFiles)
# The table of the office, which grows with the school.
TABLES = Limit("tables", 60, AN_HOUR, TooManyFiles)

LIMITS = (
    DRAWINGS, FITTINGS, ANSWERS_SHOWN, ANSWERS_RATED, QUEUES,
    PACKS, NAMES, CODES, EXPORTS, TABLES,
)  # fmt: skip
