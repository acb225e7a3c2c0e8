"""What a browser sends of a review: the answer, when the card was shown, how it was rated."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from werkzeug.datastructures import MultiDict

from school.cards.forms import sent_given
from school.cards.rules.ratings import Rating
from school.core.refusals import Invalid
from school.studying.rules.contrasts import Pair
from school.studying.service.offline import UNKNOWN_EDITION, Aside, Queued
from school.studying.service.reviews import Answer

CLIENT_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")
MOST_ID = 2**31 - 1  # what the column holds; a larger number names no review
MOST_SECONDS = 24 * 60 * 60
MOST_QUEUED = 100  # reviews in one call; a browser with more of them calls again
MOST_STROKES_QUEUED = (
    1500  # in one call: painting them takes a third of a second, and others wait to write meanwhile
)
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
    sentence = "These drawings are too many for one call. Send the reviews one by one."


class TooManyPacks(Invalid):
    sentence = "These reviews come from too many packs. Send the reviews one by one."


class UnknownEdition(Invalid):
    sentence = UNKNOWN_EDITION


def seconds_since_shown(fields: MultiDict[str, str], now: datetime) -> int | None:
    """Whole seconds since the question was shown; None where the page does not say, or says nonsense."""
    shown = fields.get("shown", type=int)
    return None if shown is None else _seconds(int(now.timestamp()) - shown)


def review_to_undo(fields: MultiDict[str, str]) -> int:
    """The id of the review that the page showed as the last; 0, which is nobody's, for what is no id."""
    review_id = fields.get("review", 0, type=int)
    return review_id if 0 < review_id <= MOST_ID else 0


def told_apart(fields: MultiDict[str, str], pair: Pair) -> dict[str, str]:
    """The answers to the two questions about a pair: `first` and `second`, each the id of one of the two, or ""."""
    given = {name: fields.get(name, "") for name in ("first", "second")}
    return {name: answer if answer in pair.key else "" for name, answer in given.items()}


def sent_answer(fields: MultiDict[str, str]) -> Answer:
    """A rated answer. Raises Invalid where the page that sent it was not one of ours."""
    rating, reviews = fields.get("rating", type=int), fields.get("reviews", type=int)
    if rating not in tuple(Rating):
        raise NoSuchRating
    client_id = fields.get("client_id", "")
    if reviews is None or not CLIENT_ID.fullmatch(client_id):
        raise UnclearReview
    return Answer(
        rating=Rating(rating),
        given=sent_given(fields),
        seconds=_seconds(fields.get("seconds", type=int)),
        client_id=client_id,
        reviews=reviews,
    )


def _seconds(seconds: int | None) -> int | None:
    """What the log can hold of a time: None for one that is negative, or longer than a day."""
    return seconds if seconds is not None and 0 <= seconds <= MOST_SECONDS else None


def sent_queue(fields: MultiDict[str, str], now: datetime) -> tuple[Queued, ...]:
    """The reviews, and the cards set aside, that waited in a browser while the school was away: the field `queue`, a
    JSON list.

    Each is {"fields": [[name, value], …] as the form posts them, "ago": seconds since it was done}; a field `aside`,
    `bury` or `suspend`, makes it a card that was set aside.
    One that cannot be understood says so in its place; raises Invalid where nothing can be.
    """
    try:
        sent = json.loads(fields.get("queue", ""))
    except (ValueError, RecursionError) as fault:
        raise UnreadableQueue from fault
    if not isinstance(sent, list) or len(sent) > MOST_QUEUED:
        raise QueueTooLong(most=MOST_QUEUED)
    queued = tuple(_queued(one, now) for one in sent)
    answers = [one.act for one in queued if isinstance(one.act, Answer)]
    if sum(answer.given.strokes for answer in answers) > MOST_STROKES_QUEUED:
        raise TooMuchDrawn
    editions = {one.edition_id for one in queued if one.edition_id is not None}
    if len(editions) > MOST_EDITIONS_QUEUED:
        raise TooManyPacks
    return queued


def _queued(sent: Any, now: datetime) -> Queued:
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
        answer = replace(sent_answer(fields), reviewed_at=at)
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
    return isinstance(sent, list) and len(sent) == 2 and all(isinstance(part, str) for part in sent)
