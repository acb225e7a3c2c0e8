"""Stores documents as editions and releases, and reads back which are current."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from school.core.languages import ENGLISH
from school.documents.rules.kinds import judge_kind
from school.documents.service.questions import note_questions
from school.documents.service.shelf import PUBLISHES
from school.documents.tables import Edition, Media, Release
from school.questions.items import Item

_LAST = select(Release).order_by(Release.id.desc()).limit(1)


@dataclass(frozen=True)
class Draft:
    """A document about to be published."""

    kind: str
    slug: str
    sha256: str
    path: str
    source: str
    payload: dict[str, Any]
    items: tuple[Item, ...] = ()  # its questions
    language: str = ENGLISH


NO_FIGURES: Mapping[str, str] = MappingProxyType({})


def store_release(
    session: Session,
    author: str,
    drafts: Iterable[Draft],
    now: datetime,
    figures: Mapping[str, str] = NO_FIGURES,
) -> Release | None:
    """Make `drafts` the current content: a new edition of each that changed, and one release.

    `figures` gives the picture (`<sha256>.<extension>`) at each path of the content tree.

    Returns None if nothing differs from the current release. Editions that are left out are no
    longer current, but stay readable for the work that rests on them.
    """
    session.info[PUBLISHES] = True
    current = _read_current_editions(session)
    numbers = _read_last_numbers(session)
    ids: list[int] = []
    for draft in drafts:
        edition_id, sha256 = current.get((draft.kind, draft.slug), (0, ""))
        if sha256 != draft.sha256:
            edition = _make_edition(
                draft, numbers.get((draft.kind, draft.slug), 0) + 1, author, now
            )
            session.add(edition)
            session.flush()  # the release needs the id
            note_questions(session, draft.items, edition.id)
            edition_id = edition.id
        ids.append(edition_id)
    if set(ids) == {edition_id for edition_id, _sha256 in current.values()}:
        return None
    release = Release(published_at=now, author=author, editions=sorted(ids), figures=dict(figures))
    session.add(release)
    session.flush()  # the publish run names it
    return release


def read_current_hashes(session: Session) -> dict[tuple[str, str], str]:
    """Return the hash of every current edition, by kind and slug."""
    return {key: sha256 for key, (_id, sha256) in _read_current_editions(session).items()}


def read_current_files(session: Session) -> dict[str, bytes]:
    """Return the content tree as it was published, by paths below its top; empty if nothing is.

    Reading it again gives the current release. So a desk without a content folder can edit a page
    and publish it.
    """
    release = session.scalar(_LAST)
    if release is None:
        return {}
    texts = select(Edition.path, Edition.source).where(Edition.id.in_(release.editions))
    files = {row.path: row.source.encode() for row in session.execute(texts)}
    hashes = {path: name.partition(".")[0] for path, name in release.figures.items()}
    rows = session.execute(
        select(Media.sha256, Media.body).where(Media.sha256.in_(set(hashes.values())))
    )
    bodies = {row.sha256: row.body for row in rows}
    return files | {path: bodies[sha256] for path, sha256 in hashes.items()}


def _make_edition(draft: Draft, number: int, author: str, now: datetime) -> Edition:
    judge_kind(draft.kind)
    return Edition(
        kind=draft.kind,
        slug=draft.slug,
        number=number,
        sha256=draft.sha256,
        path=draft.path,
        source=draft.source,
        payload=draft.payload,
        author=author,
        published_at=now,
        language=draft.language,
    )


def _read_last_numbers(session: Session) -> dict[tuple[str, str], int]:
    query = select(Edition.kind, Edition.slug, func.max(Edition.number))
    rows = session.execute(query.group_by(Edition.kind, Edition.slug))
    return {(kind, slug): number for kind, slug, number in rows}


def _read_current_editions(session: Session) -> dict[tuple[str, str], tuple[int, str]]:
    """Return id and hash of every current edition, by kind and slug."""
    release = session.scalar(_LAST)
    if release is None:
        return {}
    columns = select(Edition.kind, Edition.slug, Edition.id, Edition.sha256)
    rows = session.execute(columns.where(Edition.id.in_(release.editions)))
    return {(row.kind, row.slug): (row.id, row.sha256) for row in rows}
