"""Keeping documents as editions and releases, and giving back what is current."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from threading import Lock
from types import MappingProxyType
from typing import Any, TypeVar

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from school.catalogue.rules.decks import Deck
from school.catalogue.rules.documents import (
    Catalogue,
    Course,
    Module,
    Quiz,
    SchoolFacts,
    Term,
    judge_kind,
)
from school.catalogue.rules.naming import asked_by_quizzes
from school.catalogue.rules.payload import from_payload
from school.catalogue.rules.sources import Source
from school.catalogue.service.retired import Name, last_edition
from school.catalogue.tables import Edition, Media, Release
from school.core.languages import ENGLISH
from school.core.refusals import NotFound, Unavailable

KIND_ORDER = {"factor": 0, "technique": 1, "condition": 2}
KEPT_EDITIONS = 256  # old editions kept in the process, for attempts that rest on them
KEPT_TEXTS = 1024  # pieces of pages

_LAST = select(Release).order_by(Release.id.desc()).limit(1)

T = TypeVar("T", Module, Quiz, Course, Deck)
R = TypeVar("R", Module, Course)
K = TypeVar("K")
V = TypeVar("V")


class NothingPublished(Unavailable):
    sentence = "The school has no published content yet. Run `school publish`."


@dataclass(frozen=True)
class Draft:
    """A document about to be published."""

    kind: str
    slug: str
    sha256: str
    path: str
    source: str
    payload: dict[str, Any]
    language: str = ENGLISH


NO_FIGURES: Mapping[str, str] = MappingProxyType({})


def store_release(
    session: Session,
    author: str,
    drafts: Iterable[Draft],
    now: datetime,
    figures: Mapping[str, str] = NO_FIGURES,
) -> Release | None:
    """Make `drafts` the current content: a new edition for each one that changed, one release for all.

    `figures` says which picture (`<sha256>.<extension>`) stands at which path of the content tree.

    Returns None where nothing differs from the current release. Editions that are left out stay
    readable for the work that rests on them; they are only no longer current.
    """
    current = _current(session)
    numbers = _last_numbers(session)
    ids: list[int] = []
    for draft in drafts:
        edition_id, sha256 = current.get((draft.kind, draft.slug), (0, ""))
        if sha256 != draft.sha256:
            edition = _new_edition(draft, numbers.get((draft.kind, draft.slug), 0) + 1, author, now)
            session.add(edition)
            session.flush()  # the release needs the id
            edition_id = edition.id
        ids.append(edition_id)
    if set(ids) == {edition_id for edition_id, _sha256 in current.values()}:
        return None
    release = Release(published_at=now, author=author, editions=sorted(ids), figures=dict(figures))
    session.add(release)
    session.flush()  # the publish run names it
    return release


def current_hashes(session: Session) -> dict[tuple[str, str], str]:
    """The hash of every current edition, by kind and slug."""
    return {key: sha256 for key, (_id, sha256) in _current(session).items()}


def current_files(session: Session) -> dict[str, bytes]:
    """The content tree as it was published, by paths below its top; empty where nothing is.

    Reading it again gives the current release, so that a desk without a content folder can edit a page and publish.
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


def _new_edition(draft: Draft, number: int, author: str, now: datetime) -> Edition:
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


def _last_numbers(session: Session) -> dict[tuple[str, str], int]:
    rows = session.execute(
        select(Edition.kind, Edition.slug, func.max(Edition.number)).group_by(
            Edition.kind, Edition.slug
        )
    )
    return {(kind, slug): number for kind, slug, number in rows}


def _current(session: Session) -> dict[tuple[str, str], tuple[int, str]]:
    """Id and hash of every current edition, by kind and slug."""
    release = session.scalar(_LAST)
    if release is None:
        return {}
    columns = select(Edition.kind, Edition.slug, Edition.id, Edition.sha256)
    rows = session.execute(columns.where(Edition.id.in_(release.editions)))
    return {(row.kind, row.slug): (row.id, row.sha256) for row in rows}


class Shelf:
    """The process's copy of the current release and of old editions. Editions never change, so neither does a copy."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._catalogue: Catalogue | None = None
        self._current: Mapping[int, Any] = {}  # its documents, by the id of their edition
        self._documents: OrderedDict[int, Any] = OrderedDict()
        self._retired: OrderedDict[tuple[int, str, str], Any] = OrderedDict()
        self._texts: OrderedDict[tuple[int, str, str], str] = OrderedDict()

    def catalogue(self, session: Session) -> Catalogue:
        """The current release. One statement when the process has it already; raises NothingPublished."""
        release_id = session.scalar(_LATEST)
        if release_id is None:
            raise NothingPublished
        kept = self._catalogue
        if kept is None or kept.release_id != release_id:
            kept = _read_release(session, release_id, self._current)
            with self._lock:
                self._catalogue, self._current = kept, _by_edition(kept)
        return kept

    @property
    def last_known(self) -> Catalogue | None:
        """What was current when last asked, for an error page while the database is away."""
        return self._catalogue

    def document(self, session: Session, kind: type[T], edition_id: int) -> T:
        """The document of an edition, current or not. No statement when the process has it; raises NotFound."""
        kept: T | None = self._current.get(edition_id) or self._kept(self._documents, edition_id)
        if kept is not None:
            return kept
        payload = session.scalar(_PAYLOAD, {"id": edition_id})
        if payload is None:
            raise NotFound
        document = replace(from_payload(kind, payload), edition_id=edition_id)
        self._keep(self._documents, edition_id, document, KEPT_EDITIONS)
        return document

    def last(self, session: Session, kind: type[R], name: Name, slug: str, release_id: int) -> R:
        """The last edition of a document that release `release_id` does not have any more; read once a release."""
        key = (release_id, name, slug)
        kept: R | None = self._kept(self._retired, key)
        if kept is None:
            kept = last_edition(session, kind, name, slug)
            self._keep(self._retired, key, kept, KEPT_EDITIONS)
        return kept

    def text(self, edition_id: int, language: str, name: str, make: Callable[[], str]) -> str:
        """A piece of a page that rests on an edition and the page's language alone: made once."""
        key = (edition_id, language, name)
        kept = self._kept(self._texts, key)
        return self._keep(self._texts, key, make(), KEPT_TEXTS) if kept is None else kept

    def _kept(self, where: OrderedDict[K, V], key: K) -> V | None:
        with self._lock:
            if key in where:
                where.move_to_end(key)
            return where.get(key)

    def _keep(self, where: OrderedDict[K, V], key: K, value: V, most: int) -> V:
        with self._lock:
            where[key] = value
            while len(where) > most:
                where.popitem(last=False)
        return value


_LATEST = select(func.max(Release.__table__.c.id))  # asked for by every page
_PAYLOAD = select(Edition.payload).where(Edition.id == bindparam("id"))
_KINDS: dict[str, type[Any]] = {"module": Module, "quiz": Quiz, "course": Course, "deck": Deck}


def _by_edition(catalogue: Catalogue) -> dict[int, Any]:
    shelves: tuple[dict[str, Any], ...] = (
        catalogue.modules,
        catalogue.quizzes,
        catalogue.courses,
        catalogue.decks,
    )
    return {document.edition_id: document for shelf in shelves for document in shelf.values()}


def _read_release(session: Session, release_id: int, before: Mapping[int, Any]) -> Catalogue:
    """A release. Documents that are in the one `before`, by edition, are taken over: what hangs on them stays made."""
    release = session.get_one(Release, release_id)
    shelves: dict[str, dict[str, Any]] = {kind: {} for kind in _KINDS}
    single: dict[str, Any] = {}
    for edition in session.scalars(
        select(Edition).where(Edition.id.in_(release.editions)).order_by(Edition.slug)
    ):
        if edition.kind in _KINDS:
            document = before.get(edition.id)
            if document is None:
                document = replace(
                    from_payload(_KINDS[edition.kind], edition.payload), edition_id=edition.id
                )
            shelves[edition.kind][edition.slug] = document
        else:
            single[edition.kind] = edition.payload
    modules = sorted(
        shelves["module"].values(), key=lambda m: (KIND_ORDER[m.kind], m.order, m.slug)
    )
    lessons = shelves["module"]
    asked = [
        (quiz, lessons[quiz.module]) for quiz in shelves["quiz"].values() if quiz.module in lessons
    ]
    return Catalogue(
        release_id=release_id,
        school=from_payload(SchoolFacts, single["school"]),
        modules={module.slug: module for module in modules},
        quizzes=shelves["quiz"],
        courses=shelves["course"],
        decks={slug: _with_quizzes(deck, asked) for slug, deck in shelves["deck"].items()},
        terms=tuple(
            from_payload(Term, term) for term in single.get("glossary", {}).get("terms", [])
        ),
        sources={
            key: from_payload(Source, source) for key, source in single.get("sources", {}).items()
        },
    )


def _with_quizzes(deck: Deck, asked: Iterable[tuple[Quiz, Module]]) -> Deck:
    """The deck with what this release's quizzes ask of it; itself where it is so already."""
    quizzes = asked_by_quizzes(deck, asked)
    return deck if deck.quizzes == quizzes else replace(deck, quizzes=quizzes)
