"""What leaves the school: a deck as a package for Anki or as a table, and a student's own reviews."""

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
from school.cards.rules.registry import kind_name_of
from school.core.identity import Identity
from school.documents.tables import Edition
from school.exchange.rules.anki import Origin
from school.exchange.rules.sheets import COLUMNS, rows
from school.exchange.service.anki import package
from school.studying.tables import Review

BYTE_ORDER_MARK = "\ufeff"  # without it a spreadsheet reads UTF-8 as something older
FORMAT = "nmt-reviews/1"  # docs/operating.md says what its fields mean; a change of meaning is another number
MOST_REVIEWS = 5_000  # in one file; the next one goes on after the last of them
MOST_LETTERS = 8_000_000  # drawings may be long
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
        cast(Review.answer, Text).label(
            "answer"
        ),  # JSON as it was kept: reading and writing it anew took most of the time
        Review.confused_with,
        Review.undone_at,
    )
    .where(Review.person_id == bindparam("person"), Review.id > bindparam("after"))
    .order_by(Review.id)
    .limit(MOST_REVIEWS)
)


@dataclass(frozen=True)
class Reviews:
    """A file of reviews."""

    content: str  # JSON
    next: str | None  # the address of the next file; None: this one ends with the last review


def anki_package(
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
    return package(deck, tuple(art), origin, published_at)


def table(deck: Deck) -> str:
    """The deck's cards as CSV (RFC 4180): text quoted and guarded, one row a card."""
    target = io.StringIO()
    writer = csv.DictWriter(target, COLUMNS, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows(deck))
    return BYTE_ORDER_MARK + target.getvalue()


def reviews_of(
    session: Session, who: Identity, after: int, address: Callable[[int], str], now: datetime
) -> Reviews:
    """The reader's own reviews after the one of that id, oldest first, those that were taken back among them.

    At most MOST_REVIEWS, fewer where their drawings are long, but at least one where there is one. `address` says
    where the file is that goes on after a review's id.
    """
    kept: list[str] = [""]  # the head, which is known last
    last, letters, more = None, 0, False
    told = {"person": who.id, "after": after}
    with session.execute(_REVIEWS, told, execution_options={"yield_per": AT_ONCE}) as found:
        for row in found.mappings():
            text = _told(row)
            letters += len(text)
            more = last is not None and letters > MOST_LETTERS
            if more:
                break
            kept.append(f",\n{text}" if last else text)
            last = row["id"]
    go_on = last if more or len(kept) > MOST_REVIEWS else None
    following = address(go_on) if go_on else None
    head = {
        "format": FORMAT,
        "made_at": now.isoformat(),
        "after": after,
        "go_on_after": go_on,
        "next": following,
    }
    kept[0] = json.dumps(head)[:-1] + ', "reviews": [\n'
    kept.append("\n]}\n")
    return Reviews("".join(kept), following)


def _told(row: Mapping[Any, Any]) -> str:
    """A review as the file tells it. The first reviews kept their answer as a plain list of regions."""
    answer: str = row["answer"]
    told = {
        "id": row["id"],
        "deck": row["deck_slug"],
        "card": row["card_id"],
        "kind": kind_name_of(row["card_id"]),
        "reviewed_at": row["reviewed_at"].isoformat(),
        "learned_on": row["learned_on"].isoformat(),
        "rating": row["rating"],
        "proposed": row["proposed"],
        "overlap_percent": row["overlap"],
        "seconds": row["seconds"],
        "confused_with": row["confused_with"],
        "undone_at": row["undone_at"].isoformat() if row["undone_at"] else None,
    }
    kept = f'{{"regions":{answer}}}' if answer.startswith("[") else answer
    return f'{json.dumps(told, separators=(",", ":"))[:-1]},"answer":{kept}}}'
