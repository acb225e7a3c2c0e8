"""What people can take away: a deck for Anki or as a table, and a student's own reviews."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Text, bindparam, cast, select
from sqlalchemy.orm import Session

from school.cards.rules.decks import Deck
from school.cards.rules.registry import find_kind_name
from school.core.identity import Identity
from school.documents.tables import Edition
from school.exchange.rules.anki import Origin
from school.exchange.rules.sheets import COLUMNS, list_rows
from school.exchange.service.anki import build_package
from school.studying.tables import Review

BYTE_ORDER_MARK = "\ufeff"  # without it a spreadsheet reads UTF-8 as something older
# docs/operating.md says what the fields mean. If a meaning changes, so does the number.
FORMAT = "nmt-reviews/1"
MOST_REVIEWS = 5_000  # in one file; the next file continues after the last of them
MOST_CHARACTERS = 8_000_000  # in one file; drawings can be long
AT_ONCE = 50  # rows fetched from the database in one go

_EDITION = select(Edition.number, Edition.published_at).where(Edition.id == bindparam("id"))
_REVIEWS = (
    select(
        Review.id,
        Review.deck_slug,
        Review.card_id,
        Review.reviewed_at,
        Review.learned_on,
        Review.rating,
        Review.proposed,
        Review.overlap,
        Review.seconds,
        # JSON as it was stored: parsing and writing it again took most of the time.
        cast(Review.answer, Text).label("answer"),
        Review.confused_with,
        Review.undone_at,
    )
    .where(Review.person_id == bindparam("person"), Review.id > bindparam("after"))
    .order_by(Review.id)
    .limit(MOST_REVIEWS)
)


@dataclass(frozen=True)
class ReviewFile:
    """A file of reviews."""

    content: str  # JSON
    next: str | None  # the address of the next file; None: this is the last one


def export_to_anki(
    session: Session,
    deck: Deck,
    school: str,
    address: str,
    deck_page: str,
    art: Iterable[tuple[str, bytes]],
) -> bytes:
    """The deck as an .apkg file. `art` is the artwork by view. One statement; raises NoAnki.

    `address` is the school's own, `deck_page` that of the deck's page; both are whole addresses.
    """
    number, published_at = session.execute(_EDITION, {"id": deck.edition_id}).one()
    origin = Origin(school, address, deck_page, number)
    return build_package(deck, tuple(art), origin, published_at)


def export_to_table(deck: Deck) -> str:
    """The deck's cards as CSV (RFC 4180): text quoted and guarded, one row for each card."""
    target = io.StringIO()
    writer = csv.DictWriter(target, COLUMNS, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(list_rows(deck))
    return BYTE_ORDER_MARK + target.getvalue()


def export_reviews(
    session: Session, who: Identity, after: int, address: Callable[[int], str], now: datetime
) -> ReviewFile:
    """The reader's own reviews after the one with that id, oldest first, undone ones included.

    At most MOST_REVIEWS, and fewer if their drawings are long, but at least one if there is one.
    `address` gives the address of the file that continues after a review's id.
    """
    parts: list[str] = [""]  # the head comes first, but is known last
    last_id, characters, more = None, 0, False
    parameters = {"person": who.id, "after": after}
    options = {"yield_per": AT_ONCE}
    with session.execute(_REVIEWS, parameters, execution_options=options) as result:
        for row in result.mappings():
            text = _write_review(row)
            characters += len(text)
            more = last_id is not None and characters > MOST_CHARACTERS
            if more:
                break
            parts.append(f",\n{text}" if last_id else text)
            last_id = row["id"]
    go_on = last_id if more or len(parts) > MOST_REVIEWS else None
    following = address(go_on) if go_on else None
    head = {
        "format": FORMAT,
        "made_at": now.isoformat(),
        "after": after,
        "go_on_after": go_on,
        "next": following,
    }
    parts[0] = json.dumps(head)[:-1] + ', "reviews": [\n'
    parts.append("\n]}\n")
    return ReviewFile("".join(parts), following)


def _write_review(row: Mapping[Any, Any]) -> str:
    """One review as JSON. The oldest reviews stored their answer as a plain list of regions."""
    answer: str = row["answer"]
    facts = {
        "id": row["id"],
        "deck": row["deck_slug"],
        "card": row["card_id"],
        "kind": find_kind_name(row["card_id"]),
        "reviewed_at": row["reviewed_at"].isoformat(),
        "learned_on": row["learned_on"].isoformat(),
        "rating": row["rating"],
        "proposed": row["proposed"],
        "overlap_percent": row["overlap"],
        "seconds": row["seconds"],
        "confused_with": row["confused_with"],
        "undone_at": row["undone_at"].isoformat() if row["undone_at"] else None,
    }
    if answer.startswith("["):
        answer = f'{{"regions":{answer}}}'
    return f'{json.dumps(facts, separators=(",", ":"))[:-1]},"answer":{answer}}}'
