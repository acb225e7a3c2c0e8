"""Reads an answer from a form's fields: words, drawings and taps."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeVar

from school.body.rules.strokes import BadDrawing, Drawing, Tap, read_drawing, read_tap
from school.cards.rules.answers import Fields
from school.core.refusals import Invalid

CONTROL = re.compile(r"[\x00-\x1f\x7f]")
MOST_PICKED = 256  # more than there are regions or muscles, so no page of ours sends more
LONGEST = 100  # characters of an id, a diagnosis, or the name of a muscle that somebody typed

T = TypeVar("T")


class AnswerTooLong(Invalid):
    sentence = "This answer is longer than any that a card asks for. Please open the card again."


class UnreadableDrawing(Invalid):
    sentence = "This drawing could not be read. {fault} Please open the card again."


def read_words(fields: Fields, name: str) -> tuple[str, ...]:
    """The field's words, once each, without empty ones.

    Raises Invalid if no page of ours can have sent them.
    """
    words = tuple(dict.fromkeys(word for word in fields.get(name, ()) if word.strip()))
    too_long = any(len(word) > LONGEST or CONTROL.search(word) for word in words)
    if len(words) > MOST_PICKED or too_long:
        raise AnswerTooLong
    return words


def read_drawing_field(fields: Fields, name: str) -> Drawing | None:
    """What was painted, or None if the field is empty. Raises Invalid."""
    return _read_field(fields, name, read_drawing)


def read_tap_field(fields: Fields, name: str) -> Tap | None:
    """What was tapped, or None if the field is empty. Raises Invalid."""
    return _read_field(fields, name, read_tap)


def _read_field(fields: Fields, name: str, read: Callable[[str], T]) -> T | None:
    text = next(iter(fields.get(name, ())), "")
    try:
        return read(text) if text else None
    except BadDrawing as fault:
        raise UnreadableDrawing(fault=str(fault)) from fault
