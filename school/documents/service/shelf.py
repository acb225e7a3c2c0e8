"""The process's copy of what is published: the current release, and editions that work rests on."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import replace
from threading import Lock
from typing import Any, TypeVar

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from school.core.refusals import NotFound, Unavailable
from school.documents.rules.kinds import DOCUMENT_KINDS, DocumentKind, kind_of
from school.documents.rules.release import PublishedRelease
from school.documents.tables import Edition, Release

PUBLISHES = "this transaction publishes"  # in `Session.info`
KEPT_EDITIONS = 256  # old editions kept in the process, for attempts that rest on them
KEPT_TEXTS = 1024  # pieces of pages

D = TypeVar("D")
K = TypeVar("K")
V = TypeVar("V")


class NothingPublished(Unavailable):
    sentence = "The school has no published content yet. Run `school publish`."


class Shelf:
    """The process's copy of the current release and of old editions.

    Editions never change, so neither does a copy.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._release: PublishedRelease | None = None
        self._current: Mapping[int, Any] = {}  # its documents, by the id of their edition
        self._documents: OrderedDict[int, Any] = OrderedDict()
        self._retired: OrderedDict[tuple[int, type, str], Any] = OrderedDict()
        self._texts: OrderedDict[tuple[int, str, str], str] = OrderedDict()

    def release(self, session: Session) -> PublishedRelease:
        """The current release. One statement where the process has it; raises NothingPublished."""
        release_id = session.scalar(_LATEST)
        if release_id is None:
            raise NothingPublished
        kept = self._release
        if kept is None or kept.release_id != release_id:
            kept = read_release(session, release_id, self._current)
            with self._lock:
                self._release, self._current = kept, _by_edition(kept)
        return kept

    @property
    def last_known(self) -> PublishedRelease | None:
        """What was current when last asked, for an error page while the database is away."""
        return self._release

    def document(self, session: Session, document: type[D], edition_id: int) -> D:
        """The document of an edition, current or not. Raises NotFound.

        No statement where the process has it.
        """
        kept: D | None = self._current.get(edition_id) or self._kept(self._documents, edition_id)
        if kept is not None:
            return kept
        payload = session.scalar(_PAYLOAD, {"id": edition_id})
        if payload is None:
            raise NotFound
        kept = _read_edition(kind_of(document), payload, edition_id)
        self._keep(self._documents, edition_id, kept, KEPT_EDITIONS)
        return kept

    def last(self, session: Session, document: type[D], slug: str, release_id: int) -> D:
        """The last edition of a document that is no longer in the release; read once a release."""
        key = (release_id, document, slug)
        kept: D | None = self._kept(self._retired, key)
        if kept is None:
            kept = last_edition(session, document, slug)
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
_LAST = (
    select(Edition.id, Edition.payload)
    .where(Edition.kind == bindparam("kind"), Edition.slug == bindparam("slug"))
    .order_by(Edition.number.desc())
    .limit(1)
)


def last_edition(session: Session, document: type[D], slug: str) -> D:
    """The newest edition of a document there ever was. Raises NoResultFound where there is none."""
    kind = kind_of(document)
    edition_id, payload = session.execute(_LAST, {"kind": kind.name, "slug": slug}).one()
    return _read_edition(kind, payload, edition_id)


def _by_edition(release: PublishedRelease) -> dict[int, Any]:
    return {
        edition_id: release.documents[kind][slug]
        for (kind, slug), edition_id in release.edition_ids.items()
    }


def read_release(session: Session, release_id: int, before: Mapping[int, Any]) -> PublishedRelease:
    """A release. Documents that are in the one `before`, by edition, are taken over.

    What was made from them stays made. Editions of a kind that no feature brings any more are left out.
    """
    ids: dict[tuple[str, str], int] = {}
    documents: dict[str, dict[str, Any]] = {name: {} for name in DOCUMENT_KINDS}
    editions = session.get_one(Release, release_id).editions
    for edition in session.scalars(
        select(Edition).where(Edition.id.in_(editions)).order_by(Edition.slug)
    ):
        kind = DOCUMENT_KINDS.get(edition.kind)
        if kind is None:
            continue
        document = before.get(edition.id)
        if document is None:
            document = _read_edition(kind, edition.payload, edition.id)
        documents[kind.name][edition.slug] = document
        ids[kind.name, edition.slug] = edition.id
    for kind in DOCUMENT_KINDS.values():
        documents[kind.name] = _in_order(kind, documents[kind.name])
    names = {kind.document: kind.name for kind in DOCUMENT_KINDS.values()}
    return _complete(PublishedRelease(release_id, documents, names, ids))


def _in_order(kind: DocumentKind[Any], documents: Mapping[str, Any]) -> dict[str, Any]:
    """The documents by slug, in the order of their kind; where that says nothing, by slug."""
    return dict(sorted(documents.items(), key=lambda entry: (kind.sort_key(entry[1]), entry[0])))


def _complete(release: PublishedRelease) -> PublishedRelease:
    """The release with each document completed by what the others say."""
    documents = {}
    for name, of_kind in release.documents.items():
        complete = DOCUMENT_KINDS[name].complete
        documents[name] = {slug: complete(document, release) for slug, document in of_kind.items()}
    return replace(release, documents=documents)


def _read_edition(kind: DocumentKind[D], payload: Any, edition_id: int) -> D:
    """The document of an edition, which says its id where its class has a place for it."""
    document = kind.from_payload(payload)
    if "edition_id" not in getattr(kind.document, "__dataclass_fields__", ()):
        return document
    placed: D = replace(document, edition_id=edition_id)  # type: ignore[type-var]
    return placed
