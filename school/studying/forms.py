"""Reads what a browser sends about a review: the answer, its rating, when it was shown."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from werkzeug.datastructures import MultiDict

from school.cards.forms import read_card_response
from school.cards.rules.ratings import Rating
from school.core.refusals import Invalid
from school.studying.rules.contrasts import Pair
from school.studying.service.offline import UNKNOWN_EDITION, Aside, Queued
from school.studying.service.reviews import CardAnswer

CLIENT_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")
HALF_A_PAIR = re.compile("[\ud800-\udfff]")
MOST_ID = 2**31 - 1  # the most the column holds; a larger number names no review
MOST_SECONDS = 24 * 60 * 60
MOST_QUEUED = 100  # reviews in one call; a browser with more calls again
# In one call. Painting this many takes a third of a second.
MOST_STROKES_QUEUED = 1500
MOST_AGO = 10 * 365 * 24 * 60 * 60  # seconds; the service says how old a review may be
MOST_EDITIONS_QUEUED = 3  # of a deck, in one call: each that is not today's must be read
EDITION_ID = re.compile(r"[0-9]{1,10}", re.ASCII)
NOT_UNDERSTOOD = "This review could not be understood, so it was not recorded."


class NoSuchRating(Invalid):
    sentence = (
        "A card is rated with one of four buttons: Again, Hard, Good or Easy. "
        "Please go back to the card."
    )


class UnclearReview(Invalid):
    sentence = (
        "This review could not be understood, so it was not recorded. Please open the card again."
    )


class UnreadableQueue(Invalid):
    sentence = "These reviews could not be read, so none was recorded."


class QueueTooLong(Invalid):
    sentence = "Reviews are sent as a list of at most {most}."


class TooMuchDrawn(Invalid):
    sentence = "There are too many drawings for one request. Send the reviews one by one."


class TooManyPacks(Invalid):
    sentence = "These reviews come from too many packs. Send the reviews one by one."


class UnknownEdition(Invalid):
    sentence = UNKNOWN_EDITION


def read_seconds_since_shown(fields: MultiDict[str, str], now: datetime) -> int | None:
    """Whole seconds since the question was shown. None if the page doesn't say, or is wrong."""
    shown = fields.get("shown", type=int)
    return None if shown is None else _check_seconds(int(now.timestamp()) - shown)


def read_review_to_undo(fields: MultiDict[str, str]) -> int:
    """The id of the review that the page showed as the latest. 0, which is nobody's, if none."""
    review_id = fields.get("review", 0, type=int)
    return review_id if 0 < review_id <= MOST_ID else 0


def read_contrast_answers(fields: MultiDict[str, str], pair: Pair) -> dict[str, str]:
    """The answers to the questions about a pair: `first` and `second`.

    Each is the id of one of its two patterns, or "".
    """
    answers = {}
    for name in ("first", "second"):
        pattern_id = fields.get(name, "")
        answers[name] = pattern_id if pattern_id in pair.key else ""
    return answers


def read_card_answer(fields: MultiDict[str, str]) -> CardAnswer:
    """A rated answer. Raises Invalid if the page that sent it was not ours."""
    rating, reviews = fields.get("rating", type=int), fields.get("reviews", type=int)
    if rating not in tuple(Rating):
        raise NoSuchRating
    client_id = fields.get("client_id", "")
    if reviews is None or not CLIENT_ID.fullmatch(client_id):
        raise UnclearReview
    return CardAnswer(
        rating=Rating(rating),
        response=read_card_response(fields),
        seconds=_check_seconds(fields.get("seconds", type=int)),
        client_id=client_id,
        reviews=reviews,
    )


def _check_seconds(seconds: int | None) -> int | None:
    """A time that the log can hold. None if it is negative, or longer than a day."""
    if seconds is None or not 0 <= seconds <= MOST_SECONDS:
        return None
    return seconds


def sent_queue(fields: MultiDict[str, str], now: datetime) -> tuple[Queued, ...]:
    """The reviews, and the cards set aside, that waited in a browser while it was offline.

    They come in the field `queue`, a JSON list. Each is {"fields": [[name, value], …] as the form
    posts them, "ago": seconds since it was done}. A field `aside`, with `bury` or `suspend`, makes
    it a card that was set aside. An entry that can't be understood says so in its place.
    Raises Invalid if the whole list can't be read.
    """
    try:
        sent = json.loads(fields.get("queue", ""))
    except (ValueError, RecursionError) as fault:
        raise UnreadableQueue from fault
    if not isinstance(sent, list) or len(sent) > MOST_QUEUED:
        raise QueueTooLong(most=MOST_QUEUED)
    queued = tuple(_read_queued(entry, now) for entry in sent)
    answers = [entry.act for entry in queued if isinstance(entry.act, CardAnswer)]
    if sum(answer.response.stroke_count for answer in answers) > MOST_STROKES_QUEUED:
        raise TooMuchDrawn
    editions = {entry.edition_id for entry in queued if entry.edition_id is not None}
    if len(editions) > MOST_EDITIONS_QUEUED:
        raise TooManyPacks
    return queued


def _read_queued(sent: Any, now: datetime) -> Queued:
    pairs, ago = (sent.get("fields"), sent.get("ago")) if isinstance(sent, dict) else (None, None)
    if not isinstance(pairs, list) or not all(_is_pair(pair) for pair in pairs):
        return Queued("", None, NOT_UNDERSTOOD)
    if isinstance(ago, bool) or not isinstance(ago, (int, float)) or not 0 <= ago <= MOST_AGO:
        return Queued("", None, NOT_UNDERSTOOD)
    fields, at = MultiDict([(name, value) for name, value in pairs]), now - timedelta(seconds=ago)
    card_id = fields.get("card", "")
    match fields.get("aside"):
        case "bury" | "suspend" as how:
            return Queued(card_id, Aside(how, at))
    try:
        answer = replace(read_card_answer(fields), reviewed_at=at)
        return Queued(card_id, answer, edition_id=_edition(fields))
    except Invalid as fault:
        return Queued(card_id, None, str(fault.message))


def _edition(fields: MultiDict[str, str]) -> int | None:
    """The id of the deck's edition that the pack was made from; None where it does not say.

    Old packs name none. Raises Invalid for what is no id.
    """
    text = fields.get("edition")
    if text is None:
        return None
    if not EDITION_ID.fullmatch(text) or int(text) > MOST_ID:
        raise UnknownEdition
    return int(text)


def _is_pair(sent: Any) -> bool:
    return isinstance(sent, list) and len(sent) == 2 and all(_is_text(part) for part in sent)


def _is_text(sent: Any) -> bool:
    """Whether it can be stored. JSON may hold half a surrogate pair, which no form can send."""
    return isinstance(sent, str) and not HALF_A_PAIR.search(sent)
