"""Publishing: a content tree without problems becomes the current release; one with problems changes nothing."""

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
from school.documents.service.editions import Draft, current_hashes, store_release
from school.documents.service.folder import check
from school.documents.service.following import INDEXES, follow_editions
from school.documents.tables import Edition, Media, PublishRun, Release
from school.markup.problems import Problem
from school.questions.items import Item
from school.questions.stored import flatten_items


@dataclass(frozen=True)
class Outcome:
    """What came of one try to publish."""

    release_id: int | None  # None: refused, or nothing had changed
    problems: tuple[Problem, ...]
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    retired: int = 0
    notices: tuple[str, ...] = ()  # what the publisher should hear; nothing that hinders


def publish(session: Session, author: str, folder: Path, now: datetime) -> Outcome:
    """Publish what a content folder holds. Problems are kept and returned, not raised; then nothing is published."""
    return publish_content(session, author, check(folder), now)


def publish_content(session: Session, author: str, content: Content, now: datetime) -> Outcome:
    """Publish content that has been read, from wherever. Doing it again changes nothing.

    Whatever an edition rests on stays: documents that are left out are retired from the release, not deleted.
    """
    session.scalar(_LAST_RELEASE)  # two who publish at once go one after the other
    problems = (
        *content.problems,
        *_changed_questions(session, content),
        *_broken_promises(session, content),
    )
    if problems:
        return _note(session, author, Outcome(None, problems), now)
    drafts = [_draft(written) for written in content.documents]
    outcome = _compare(current_hashes(session), drafts)
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
    return _note(session, author, outcome, now)


def left_out(session: Session, content: Content) -> list[tuple[str, str]]:
    """Kind and slug of every document that is taught now and would be retired, because `content` has it no more."""
    there = {(written.kind, written.slug) for written in content.documents}
    return sorted(current_hashes(session).keys() - there)


_LAST_EDITION = select(func.max(Edition.id))
_LAST_RELEASE = select(Release.id).order_by(Release.id.desc()).limit(1).with_for_update()


def _draft(written: Written) -> Draft:
    """The hash covers the source and the whole payload, so whatever shapes a page makes a new edition of it."""
    payload = DOCUMENT_KINDS[written.kind].to_payload(written.document)
    hashed = [written.source, flatten_items(payload)]
    shaped = json.dumps(hashed, sort_keys=True, ensure_ascii=False)
    digest = sha256(shaped.encode("utf-8", "surrogatepass")).hexdigest()
    return Draft(written.kind, written.slug, digest, written.path, written.source, payload)


def _compare(current: dict[tuple[str, str], str], drafts: list[Draft]) -> Outcome:
    """How many documents would be new, changed, unchanged and retired."""
    there = [draft for draft in drafts if (draft.kind, draft.slug) in current]
    unchanged = sum(current[draft.kind, draft.slug] == draft.sha256 for draft in there)
    retired = current.keys() - {(draft.kind, draft.slug) for draft in drafts}
    return Outcome(
        None, (), len(drafts) - len(there), len(there) - unchanged, unchanged, len(retired)
    )


def _store_figures(session: Session, figures: Iterable[Figure]) -> None:
    known = set(session.scalars(select(Media.sha256)))
    for figure in figures:
        if figure.sha256 not in known:
            known.add(figure.sha256)
            session.add(
                Media(sha256=figure.sha256, content_type=figure.content_type, body=figure.body)
            )


def _note(session: Session, author: str, outcome: Outcome, now: datetime) -> Outcome:
    problems = [asdict(problem) for problem in outcome.problems]
    session.add(PublishRun(at=now, author=author, release_id=outcome.release_id, problems=problems))
    return outcome


def _changed_questions(session: Session, content: Content) -> Iterator[Problem]:
    """A question that any earlier edition had, and that has become another kind of question.

    Answers, statistics and certificates hang on its id; under the same id they would be read as something else.
    """
    kinds = _question_kinds_so_far(session)
    for written in content.documents:
        for item in _items_of(DOCUMENT_KINDS[written.kind], written.document):
            before = kinds.get(item.id, item.kind)
            if before != item.kind:
                what = f"the question “{item.id}” was published as {before}, and is {item.kind} now"
                fix = "give it a new id; the old one is retired for good"
                yield Problem(f"{content.top}/{written.path}", item.line, what, fix)


def _question_kinds_so_far(session: Session) -> dict[str, str]:
    """The kind of every question that was ever published, by id."""
    question_kinds: dict[str, str] = {}
    for kind, _slug, payload in _editions_so_far(session, _with_questions()):
        for item in _items_of(kind, kind.from_payload(payload)):
            question_kinds[item.id] = item.kind
    return question_kinds


def _items_of(kind: DocumentKind[Any], document: Any) -> Iterable[Item]:
    return kind.items(document) if kind.items else ()


def _broken_promises(session: Session, content: Content) -> Iterator[Problem]:
    """A document that is no longer what its kind promised with the newest edition of it."""
    newest: dict[tuple[str, str], Any] = {}
    for kind, slug, payload in _editions_so_far(session, _with_promises()):
        newest[kind.name, slug] = payload
    for written in content.documents:
        before = newest.get((written.kind, written.slug))
        if before is None:
            continue
        judge = DOCUMENT_KINDS[written.kind].judge_change
        broken = judge(before, written.document) if judge else None
        if broken:
            yield Problem(f"{content.top}/{written.path}", 1, *broken)


def _with_questions() -> list[str]:
    """The kinds whose documents may hold questions."""
    return [name for name, kind in DOCUMENT_KINDS.items() if kind.items is not None]


def _with_promises() -> list[str]:
    """The kinds whose documents may not change in every way."""
    return [name for name, kind in DOCUMENT_KINDS.items() if kind.judge_change is not None]


def _editions_so_far(
    session: Session, names: list[str]
) -> Iterator[tuple[DocumentKind[Any], str, Any]]:
    """Kind, slug and payload of every edition of these kinds, the earliest first."""
    columns = select(Edition.kind, Edition.slug, Edition.payload)
    editions = columns.where(Edition.kind.in_(names)).order_by(Edition.id)
    for name, slug, payload in session.execute(editions):
        yield DOCUMENT_KINDS[name], slug, payload
