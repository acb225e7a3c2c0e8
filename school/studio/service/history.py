"""One document through time: its editions, and what changed in one of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from school.documents.tables import Edition
from school.studio.rules.changes import ChangedLine, compare_texts


@dataclass(frozen=True)
class Published:
    """One edition, without its text."""

    id: int
    number: int
    path: str
    author: str
    published_at: datetime


@dataclass(frozen=True)
class History:
    """The editions of a document, and one of them opened."""

    editions: tuple[Published, ...]  # newest first
    opened: Published
    source: str  # of the opened edition
    # Compared with the edition before; None if there is none, or if the texts are too long.
    changed: tuple[ChangedLine, ...] | None
    is_first: bool


def read_history(session: Session, kind: str, slug: str, number: int | None) -> History | None:
    """Return a document's history with edition `number` opened, or the newest. Two statements.

    Return None if there is no such document or edition. A document that is no longer published
    keeps its history.
    """
    editions = tuple(
        Published(*row) for row in session.execute(_EDITIONS, {"kind": kind, "slug": slug})
    )
    opened = next((edition for edition in editions if number in (None, edition.number)), None)
    if opened is None:
        return None
    before = next((edition for edition in editions if edition.number < opened.number), None)
    ids = [edition.id for edition in (opened, before) if edition]
    texts = {row.id: row.source for row in session.execute(_SOURCES, {"ids": ids})}
    source = texts[opened.id]
    changed = compare_texts(texts[before.id], source) if before else None
    return History(editions, opened, source, changed, is_first=before is None)


_EDITIONS = (
    select(Edition.id, Edition.number, Edition.path, Edition.author, Edition.published_at)
    .where(Edition.kind == bindparam("kind"), Edition.slug == bindparam("slug"))
    .order_by(Edition.number.desc())
)
_SOURCES = select(Edition.id, Edition.source).where(
    Edition.id.in_(bindparam("ids", expanding=True))
)
