"""Publishing: a content tree becomes the current release; one with problems changes nothing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from school.documents.rules.kinds import DOCUMENT_KINDS, DocumentKind
from school.documents.rules.reading.figures import Figure
from school.documents.rules.reading.tree import Content, Written
from school.documents.service.editions import Draft, read_current_hashes, store_release
from school.documents.service.folder import check_folder
from school.documents.service.following import INDEXES, follow_editions
from school.documents.tables import Edition, Media, PublishRun, Release
from school.markup.problems import Problem
from school.questions.items import Item
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


def publish_folder(session: Session, author: str, folder: Path, now: datetime) -> Outcome:
    """Publish what a content folder holds.

    With problems nothing is published: they are stored and returned, not raised.
    """
    return publish_content(session, author, check_folder(folder), now)


def publish_content(session: Session, author: str, content: Content, now: datetime) -> Outcome:
    """Publish content that was read from anywhere. Doing so twice changes nothing.

    Documents that are left out are retired from the release, not deleted: work may rest on them.
    """
    session.scalar(_LAST_RELEASE)  # locks: two publications at once run one after the other
    problems = (
        *content.problems,
        *_find_changed_questions(session, content),
        *_find_broken_promises(session, content),
    )
    if problems:
        return _record_run(session, author, Outcome(None, problems), now)
    drafts = [_make_draft(written) for written in content.documents]
    outcome = _count_changes(read_current_hashes(session), drafts)
    figures = {
        path: f"{figure.sha256}.{figure.extension}" for path, figure in content.figures.items()
    }
    _store_figures(session, content.figures.values())
    last_id = session.scalar(_LAST_EDITION) or 0
    release = store_release(session, author, drafts, now, figures)
    for refresh_index in INDEXES.values():
        refresh_index(session, content)
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
    return Draft(written.kind, written.slug, digest, written.path, written.source, payload)


def _count_changes(current: dict[tuple[str, str], str], drafts: list[Draft]) -> Outcome:
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


def _find_changed_questions(session: Session, content: Content) -> Iterator[Problem]:
    """Yield a problem for each question that an earlier edition had as another kind of question.

    Answers, statistics and certificates refer to its id, and would be read as something else.
    """
    kinds = _read_question_kinds(session)
    for written in content.documents:
        for item in _list_items(DOCUMENT_KINDS[written.kind], written.document):
            before = kinds.get(item.id, item.kind)
            if before != item.kind:
                what = f"the question “{item.id}” was published as {before}, and is {item.kind} now"
                fix = "give it a new id; the old one is retired for good"
                yield Problem(f"{content.top}/{written.path}", item.line, what, fix)


def _read_question_kinds(session: Session) -> dict[str, str]:
    """Return the kind of every question that was ever published, by id."""
    question_kinds: dict[str, str] = {}
    for kind, _slug, payload in _read_all_editions(session, _name_kinds_with_questions()):
        for item in _list_items(kind, kind.from_payload(payload)):
            question_kinds[item.id] = item.kind
    return question_kinds


def _list_items(kind: DocumentKind[Any], document: Any) -> Iterable[Item]:
    return kind.items(document) if kind.items else ()


def _find_broken_promises(session: Session, content: Content) -> Iterator[Problem]:
    """Yield a problem for each document that breaks a promise of its newest edition."""
    newest: dict[tuple[str, str], Any] = {}
    for kind, slug, payload in _read_all_editions(session, _name_kinds_with_promises()):
        newest[kind.name, slug] = payload
    for written in content.documents:
        before = newest.get((written.kind, written.slug))
        if before is None:
            continue
        judge = DOCUMENT_KINDS[written.kind].judge_change
        broken = judge(before, written.document) if judge else None
        if broken:
            yield Problem(f"{content.top}/{written.path}", 1, *broken)


def _name_kinds_with_questions() -> list[str]:
    """Return the names of kinds whose documents may hold questions."""
    return [name for name, kind in DOCUMENT_KINDS.items() if kind.items is not None]


def _name_kinds_with_promises() -> list[str]:
    """Return the names of kinds whose documents may not change in every way."""
    return [name for name, kind in DOCUMENT_KINDS.items() if kind.judge_change is not None]


def _read_all_editions(
    session: Session, names: list[str]
) -> Iterator[tuple[DocumentKind[Any], str, Any]]:
    """Yield kind, slug and payload of every edition of these kinds, the earliest first."""
    columns = select(Edition.kind, Edition.slug, Edition.payload)
    editions = columns.where(Edition.kind.in_(names)).order_by(Edition.id)
    for name, slug, payload in session.execute(editions):
        yield DOCUMENT_KINDS[name], slug, payload
