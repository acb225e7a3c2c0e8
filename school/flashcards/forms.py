"""What a browser sends of a card: the regions that were picked, when it was shown, how it was rated."""

from __future__ import annotations

import re
from datetime import datetime

from werkzeug.datastructures import MultiDict

from school.flashcards.rules.ratings import Rating
from school.flashcards.service.reviews import Answer
from school.web.refusals import Invalid

CLIENT_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")
MOST_ID = 2**31 - 1  # what the column holds; a larger number names no review


def seconds_since_shown(fields: MultiDict[str, str], now: datetime) -> int | None:
    """Whole seconds since the question was shown; None where the page does not say, or says nonsense."""
    shown = fields.get("shown", type=int)
    seconds = None if shown is None else int(now.timestamp()) - shown
    return seconds if seconds is not None and seconds >= 0 else None


def review_to_undo(fields: MultiDict[str, str]) -> int:
    """The id of the review that the page showed as the last; 0, which is nobody's, for what is no id."""
    review_id = fields.get("review", 0, type=int)
    return review_id if 0 < review_id <= MOST_ID else 0


def sent_answer(fields: MultiDict[str, str]) -> Answer:
    """A rated answer. Raises Invalid where the page that sent it was not one of ours."""
    rating, reviews = fields.get("rating", type=int), fields.get("reviews", type=int)
    if rating not in tuple(Rating):
        raise Invalid(
            "A card is rated with one of four buttons: Again, Hard, Good or Easy. Please go back to the card."
        )
    client_id = fields.get("client_id", "")
    if reviews is None or not CLIENT_ID.fullmatch(client_id):
        raise Invalid("This review could not be understood, so it was not recorded. Please open the card again.")
    return Answer(
        rating=Rating(rating),
        picked=tuple(fields.getlist("region")),
        seconds=fields.get("seconds", type=int),
        client_id=client_id,
        reviews=reviews,
    )
