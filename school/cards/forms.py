"""What a browser sends as the answer to a card, of whatever kind."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeVar

from werkzeug.datastructures import MultiDict

from school.body.rules.strokes import BadDrawing, read_drawing, read_tap
from school.cards.rules.answers import Given
from school.core.refusals import Invalid

CONTROL = re.compile(r"[\x00-\x1f\x7f]")
MOST_PICKED = 256  # more than there are regions or muscles: no page of ours sends more
LONGEST = 100  # letters of a region's or pattern's id, of a diagnosis, of a muscle that is typed

T = TypeVar("T")


class AnswerTooLong(Invalid):
    sentence = "This answer is longer than any that a card asks for. Please open the card again."


class UnreadableDrawing(Invalid):
    sentence = "This drawing could not be read. {fault} Please open the card again."


def sent_given(fields: MultiDict[str, str]) -> Given:
    """What was answered: `region`, `muscle`, `mimic` (each any number of times), `drawing`, `tap`.

    Raises Invalid for what no page of ours sends.
    """
    return Given(
        regions=_words(fields, "region"),
        drawing=_read(fields, "drawing", read_drawing),
        muscles=_words(fields, "muscle"),
        mimics=_words(fields, "mimic"),
        tap=_read(fields, "tap", read_tap),
    )


def _words(fields: MultiDict[str, str], name: str) -> tuple[str, ...]:
    words = tuple(dict.fromkeys(word for word in fields.getlist(name) if word.strip()))
    if len(words) > MOST_PICKED or any(
        len(word) > LONGEST or CONTROL.search(word) for word in words
    ):
        raise AnswerTooLong
    return words


def _read(fields: MultiDict[str, str], name: str, read: Callable[[str], T]) -> T | None:
    text = fields.get(name, "")
    try:
        return read(text) if text else None
    except BadDrawing as fault:
        raise UnreadableDrawing(fault=str(fault)) from fault
