"""Publishing: a content tree becomes the current release; one with problems changes nothing.

Publishing has two steps. `prepare_publication` does what takes time, without the database: pages
are rendered when the content is read, then payloads are made and hashed. `publish_prepared` only
compares and writes, so other people's writes wait for milliseconds.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from school.documents.rules.kinds import DOCUMENT_KINDS
from school.documents.rules.reading.figures import Figure
from school.documents.rules.reading.tree import Content, Written
from school.documents.service.editions import Draft, read_current_hashes, store_release
from school.documents.service.folder import check_folder
from school.documents.service.following import INDEXES, follow_editions
from school.documents.service.questions import (
    Question,
    find_changed_kinds,
    list_questions,
)
from school.documents.tables import Edition, Media, PublishRun, Release
from school.markup.problems import Problem
from school.questions.stored import flatten_items


@dataclass(frozen=True)
class Outcome:
    """What came of one attempt to publish."""

    release_id: int | None  # None: refused, or nothing had changed
    problems: tuple[Problem, ...]
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    retired: int = 0
    notices: tuple[str, ...] = ()  # for the publisher; none of them stops the publication


@dataclass(frozen=True)
class Publication:
    """A content tree with everything made that a publication will write."""

    content: Content
    drafts: tuple[Draft, ...]
    questions: tuple[Question, ...]
    indexes: Mapping[str, Any]  # what each index prepared, by the name of the index


def prepare_publication(content: Content) -> Publication:
    """Make everything that a publication writes. Needs no database, so nobody waits for it.

    Nothing is made of content with problems, since it can't be published.
    """
    if content.problems:
        return Publication(content, (), (), {})
    drafts = tuple(_make_draft(written) for written in content.documents)
    indexes = {name: index.prepare(content) for name, index in INDEXES.items()}
    return Publication(content, drafts, tuple(list_questions(content)), indexes)


def publish_folder(session: Session, author: str, folder: Path, now: datetime) -> Outcome:
    """Read a content folder and publish it in one transaction, where nobody else is writing.

    With problems nothing is published: they are stored and returned, not raised.
    """
    return publish_content(session, author, check_folder(folder), now)


def publish_content(session: Session, author: str, content: Content, now: datetime) -> Outcome:
    """Prepare and publish content in one transaction, where nobody else is writing."""
    return publish_prepared(session, author, prepare_publication(content), now)


def publish_prepared(
    session: Session, author: str, publication: Publication, now: datetime
) -> Outcome:
    """Publish what was prepared. Doing so twice changes nothing.

    What is current is read here, under the lock, so it does not matter what somebody else published
    since the preparation. With problems nothing is published: they are stored and returned, not
    raised. Documents that are left out are retired from the release, not deleted: work may rest on
    them.
    """
    session.scalar(_LAST_RELEASE)  # locks: two publications at once run one after the other
    content = publication.content
    problems = (
        *content.problems,
        *find_changed_kinds(session, publication.questions),
        *_find_broken_promises(session, content),
    )
    if problems:
        return _record_run(session, author, Outcome(None, problems), now)
    drafts = publication.drafts
    outcome = _count_changes(read_current_hashes(session), drafts)
    figures = {}
    for path, figure in content.figures.items():
        figures[path] = f"{figure.sha256}.{figure.extension}"
    _store_figures(session, content.figures.values())
    last_id = session.scalar(_LAST_EDITION) or 0
    release = store_release(session, author, drafts, now, figures)
    for name, index in INDEXES.items():
        index.store(session, publication.indexes[name])
    if release is not None:
        notices = follow_editions(session, last_id)
        outcome = replace(outcome, release_id=release.id, notices=notices)
    return _record_run(session, author, outcome, now)


def list_left_out(session: Session, content: Content) -> list[tuple[str, str]]:
    """Return kind and slug of every document taught now that `content` lacks and would retire."""
    present = {(written.kind, written.slug) for written in content.documents}
    return sorted(read_current_hashes(session).keys() - present)


_LAST_EDITION = select(func.max(Edition.id))
_LAST_RELEASE = select(Release.id).order_by(Release.id.desc()).limit(1).with_for_update()


def _make_draft(written: Written) -> Draft:
    """Hash the source and the whole payload, so that any change to a page makes a new edition."""
    payload = DOCUMENT_KINDS[written.kind].to_payload(written.document)
    hashed = [written.source, flatten_items(payload)]
    text = json.dumps(hashed, sort_keys=True, ensure_ascii=False)
    digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    kind = DOCUMENT_KINDS[written.kind]
    items = tuple(kind.items(written.document)) if kind.items else ()
    return Draft(written.kind, written.slug, digest, written.path, written.source, payload, items)


def _count_changes(current: dict[tuple[str, str], str], drafts: Sequence[Draft]) -> Outcome:
    """Return how many documents would be new, changed, unchanged and retired."""
    hashes = {(draft.kind, draft.slug): draft.sha256 for draft in drafts}
    stays = hashes.keys() & current.keys()
    unchanged = sum(hashes[key] == current[key] for key in stays)
    return Outcome(
        release_id=None,
        problems=(),
        new=len(hashes) - len(stays),
        changed=len(stays) - unchanged,
        unchanged=unchanged,
        retired=len(current) - len(stays),
    )


def _store_figures(session: Session, figures: Iterable[Figure]) -> None:
    known = set(session.scalars(select(Media.sha256)))
    for figure in figures:
        if figure.sha256 not in known:
            known.add(figure.sha256)
            content_type = figure.content_type
            session.add(Media(sha256=figure.sha256, content_type=content_type, body=figure.body))


def _record_run(session: Session, author: str, outcome: Outcome, now: datetime) -> Outcome:
    problems = [asdict(problem) for problem in outcome.problems]
    session.add(PublishRun(at=now, author=author, release_id=outcome.release_id, problems=problems))
    return outcome


def _find_broken_promises(session: Session, content: Content) -> Iterator[Problem]:
    """Yield a problem for each document that breaks a promise of its newest edition."""
    newest = _read_newest_payloads(session, _name_kinds_with_promises())
    for written in content.documents:
        before = newest.get((written.kind, written.slug))
        if before is None:
            continue
        judge = DOCUMENT_KINDS[written.kind].judge_change
        broken = judge(before, written.document) if judge else None
        if broken:
            yield Problem(f"{content.top}/{written.path}", 1, *broken)


def _name_kinds_with_promises() -> list[str]:
    """Return the names of kinds whose documents may not change in every way."""
    return [name for name, kind in DOCUMENT_KINDS.items() if kind.judge_change is not None]


def _read_newest_payloads(session: Session, names: list[str]) -> dict[tuple[str, str], Any]:
    """Return the payload of the newest edition of every document of these kinds."""
    numbers = (
        select(Edition.kind, Edition.slug, func.max(Edition.number).label("number"))
        .where(Edition.kind.in_(names))
        .group_by(Edition.kind, Edition.slug)
        .subquery()
    )
    is_newest = and_(
        Edition.kind == numbers.c.kind,
        Edition.slug == numbers.c.slug,
        Edition.number == numbers.c.number,
    )
    rows = session.execute(
        select(Edition.kind, Edition.slug, Edition.payload).join(numbers, is_newest)
    )
    return {(kind, slug): payload for kind, slug, payload in rows}
