"""The process's copy of what is published: the current release, and old editions in use."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import replace
from threading import Lock
from typing import Any, TypeVar

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from school.core.refusals import NotFound, Unavailable
from school.documents.rules.kinds import DOCUMENT_KINDS, DocumentKind, find_kind
from school.documents.rules.release import PublishedRelease
from school.documents.tables import Edition, Release

PUBLISHES = "this transaction publishes"  # in `Session.info`
MOST_EDITIONS = 256  # old editions kept in the process, for attempts that rest on them
MOST_TEXTS = 1024  # rendered pieces of pages

D = TypeVar("D")
K = TypeVar("K")
V = TypeVar("V")


class NothingPublished(Unavailable):
    sentence = "The school has no published content yet. Run `school publish`."


class Shelf:
    """Copies of the current release and of old editions. Editions never change, so copies hold."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._release: PublishedRelease | None = None
        self._current: Mapping[int, Any] = {}  # its documents, by the id of their edition
        self._documents: OrderedDict[int, Any] = OrderedDict()
        self._retired: OrderedDict[tuple[int, type, str], Any] = OrderedDict()
        self._texts: OrderedDict[tuple[int, str, str], str] = OrderedDict()

    def find_release(self, session: Session) -> PublishedRelease:
        """Return the current release. Raises NothingPublished.

        Takes one statement if the process has a copy.
        """
        release_id = session.scalar(_LATEST)
        if release_id is None:
            raise NothingPublished
        release = self._release
        if release is None or release.release_id != release_id:
            release = read_release(session, release_id, self._current)
            with self._lock:
                self._release, self._current = release, _map_by_edition(release)
        return release

    @property
    def last_known(self) -> PublishedRelease | None:
        """The release that was current last time, for an error page while the database is away."""
        return self._release

    def find_document(self, session: Session, document: type[D], edition_id: int) -> D:
        """Return the document of an edition, current or not. Raises NotFound.

        Takes no statement if the process has a copy.
        """
        copy: D | None = self._current.get(edition_id) or self._look_up(self._documents, edition_id)
        if copy is not None:
            return copy
        payload = session.scalar(_PAYLOAD, {"id": edition_id})
        if payload is None:
            raise NotFound
        copy = _read_edition(find_kind(document), payload, edition_id)
        self._put(self._documents, edition_id, copy, MOST_EDITIONS)
        return copy

    def find_last_edition(
        self, session: Session, document: type[D], slug: str, release_id: int
    ) -> D:
        """Return the last edition of a document that left the release; read once per release."""
        key = (release_id, document, slug)
        copy: D | None = self._look_up(self._retired, key)
        if copy is None:
            copy = read_last_edition(session, document, slug)
            self._put(self._retired, key, copy, MOST_EDITIONS)
        return copy

    def render_once(
        self, edition_id: int, language: str, name: str, render: Callable[[], str]
    ) -> str:
        """Return a piece of a page that depends on nothing but an edition and a language."""
        key = (edition_id, language, name)
        text = self._look_up(self._texts, key)
        return self._put(self._texts, key, render(), MOST_TEXTS) if text is None else text

    def _look_up(self, copies: OrderedDict[K, V], key: K) -> V | None:
        with self._lock:
            if key in copies:
                copies.move_to_end(key)
            return copies.get(key)

    def _put(self, copies: OrderedDict[K, V], key: K, value: V, most: int) -> V:
        with self._lock:
            copies[key] = value
            while len(copies) > most:
                copies.popitem(last=False)
        return value


_LATEST = select(func.max(Release.__table__.c.id))  # every page asks for it
_PAYLOAD = select(Edition.payload).where(Edition.id == bindparam("id"))
_LAST = (
    select(Edition.id, Edition.payload)
    .where(Edition.kind == bindparam("kind"), Edition.slug == bindparam("slug"))
    .order_by(Edition.number.desc())
    .limit(1)
)


def read_last_edition(session: Session, document: type[D], slug: str) -> D:
    """Return the newest edition ever of a document. Raises NoResultFound if there is none."""
    kind = find_kind(document)
    edition_id, payload = session.execute(_LAST, {"kind": kind.name, "slug": slug}).one()
    return _read_edition(kind, payload, edition_id)


def _map_by_edition(release: PublishedRelease) -> dict[int, Any]:
    documents = {}
    for (kind, slug), edition_id in release.edition_ids.items():
        documents[edition_id] = release.documents[kind][slug]
    return documents


def read_release(session: Session, release_id: int, before: Mapping[int, Any]) -> PublishedRelease:
    """Return a release. A document that `before` has, by its edition, is not read again.

    So anything computed from it stays computed. Editions of a kind that no feature brings any
    more are left out.
    """
    ids: dict[tuple[str, str], int] = {}
    documents: dict[str, dict[str, Any]] = {name: {} for name in DOCUMENT_KINDS}
    edition_ids = session.get_one(Release, release_id).editions
    query = select(Edition).where(Edition.id.in_(edition_ids)).order_by(Edition.slug)
    for edition in session.scalars(query):
        kind = DOCUMENT_KINDS.get(edition.kind)
        if kind is None:
            continue
        document = before.get(edition.id)
        if document is None:
            document = _read_edition(kind, edition.payload, edition.id)
        documents[kind.name][edition.slug] = document
        ids[kind.name, edition.slug] = edition.id
    for kind in DOCUMENT_KINDS.values():
        documents[kind.name] = _sort_documents(kind, documents[kind.name])
    names = {kind.document: kind.name for kind in DOCUMENT_KINDS.values()}
    return _complete_documents(PublishedRelease(release_id, documents, names, ids))


def _sort_documents(kind: DocumentKind[Any], documents: Mapping[str, Any]) -> dict[str, Any]:
    """Return the documents by slug, in the order of their kind and then of their slugs."""
    return dict(sorted(documents.items(), key=lambda entry: (kind.sort_key(entry[1]), entry[0])))


def _complete_documents(release: PublishedRelease) -> PublishedRelease:
    """Return the release with each document completed by what it takes from the others."""
    documents = {}
    for name, of_kind in release.documents.items():
        complete = DOCUMENT_KINDS[name].complete
        documents[name] = {slug: complete(document, release) for slug, document in of_kind.items()}
    return replace(release, documents=documents)


def _read_edition(kind: DocumentKind[D], payload: Any, edition_id: int) -> D:
    """Return the document of an edition, with the edition's id if its class has a field for it."""
    document = kind.from_payload(payload)
    if "edition_id" not in getattr(kind.document, "__dataclass_fields__", ()):
        return document
    document_with_id: D = replace(document, edition_id=edition_id)  # type: ignore[type-var]
    return document_with_id
