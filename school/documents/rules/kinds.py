"""Kinds of documents. The feature that brings a kind registers everything about it here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from school.core.registry import Registry
from school.documents.rules.entries import Searchable, StudioLine
from school.documents.rules.payload import from_payload, to_payload
from school.documents.rules.reading.files import ContentFile
from school.documents.rules.reading.ids import Claim
from school.documents.rules.reading.known import Known, LinkTarget
from school.documents.rules.reading.outlines import Outline
from school.documents.rules.release import PublishedRelease
from school.questions.items import Item

D = TypeVar("D")

LAST = 100  # the rank of a kind that does not care where it comes in lists


@dataclass(frozen=True)
class SingleFile:
    """The one file of a kind, at the top of the tree. Its name is its document's slug."""

    name: str  # "school.yaml"
    needed: bool = False  # whether a tree without it cannot be published


@dataclass(frozen=True)
class Folder:
    """A folder whose files each hold a document. A file's name is its document's slug."""

    name: str
    endings: tuple[str, ...] = (".md",)
    with_id: bool = True  # whether each file repeats its slug in the setting `id`


@dataclass(frozen=True)
class DocumentPage:
    """The page on which readers see a document."""

    endpoint: str  # for url_for
    argument: str  # of that endpoint, for the slug; "" if the page takes none
    # The address as published text and the search store it, with {slug} for the slug. It never
    # changes.
    stored: str


def _has_no_outline(_file: ContentFile) -> Outline:
    return Outline()


def _claims_no_ids(_file: ContentFile) -> Iterable[Claim]:
    return ()


def _is_not_searched(_document: Any) -> Iterable[Searchable]:
    return ()


def _sort_by_slug(_document: Any) -> Any:
    return ()


def _needs_no_others(document: D, _release: PublishedRelease) -> D:
    return document


@dataclass(frozen=True)
class DocumentKind(Generic[D]):
    """One kind of document. Only the first four fields are required.

    Files refer to each other, so they are read in two rounds: first the `outline` and the `claims`
    of every file, then `read`, which notes what is still wrong and never raises.
    """

    name: str  # as stored in `edition.kind`; it never changes
    document: type[D]  # its fields are those of the stored payload
    place: SingleFile | Folder
    read: Callable[[ContentFile, Known], D]
    outline: Callable[[ContentFile], Outline] = _has_no_outline
    claims: Callable[[ContentFile], Iterable[Claim]] = _claims_no_ids
    reads_others: bool = False  # whether `read` needs the finished documents of other kinds
    plural: str = ""  # for people: "modules"; "" for the one document of a single file
    rank: int = LAST  # where the kind comes among the others in lists
    page: DocumentPage | None = None
    to_payload: Callable[[D], Any] = to_payload
    items: Callable[[D], Iterable[Item]] | None = None  # its questions; None: it never has any
    search: Callable[[D], Iterable[Searchable]] = _is_not_searched
    studio: Callable[[D], StudioLine] | None = None  # None: the studio does not list it
    # Compares a document with the payload of its newest edition. Returns what is wrong and how to
    # fix it if the change breaks a promise, else None.
    judge_change: Callable[[Mapping[str, Any], D], tuple[str, str] | None] | None = None
    sort_key: Callable[[D], Any] = _sort_by_slug  # its place within its kind; then its slug
    # Returns the document together with what it takes from others of its release.
    complete: Callable[[D, PublishedRelease], D] = _needs_no_others

    def from_payload(self, payload: Any) -> D:
        """Return the document that `to_payload` made `payload` from."""
        return from_payload(self.document, payload)

    def studio_line(self, document: D) -> StudioLine:
        """Return what the studio's list says about a document.

        Raises LookupError if the studio does not list this kind.
        """
        if self.studio is None:
            raise LookupError(f"the studio does not list the kind {self.name}")
        return self.studio(document)

    def write_count(self, number: int) -> str:
        """Return how many there are, for people: "1 module", "3 modules"."""
        return f"{number} {self.name if number == 1 else self.plural}"


DOCUMENT_KINDS: Registry[DocumentKind[Any]] = Registry("kind of document")

# Folders of the content tree that hold no documents, and who reads them.
RESERVED_FOLDERS: Registry[str] = Registry("reserved folder")


def list_kinds_by_rank() -> list[DocumentKind[Any]]:
    """Return all kinds in the order of lists."""
    return sorted(DOCUMENT_KINDS.values(), key=lambda kind: kind.rank)


def find_kind(document: type[D]) -> DocumentKind[D]:
    """Return the kind whose documents are of this class. Raises LookupError if there is none."""
    for kind in DOCUMENT_KINDS.values():
        if kind.document is document:
            return kind
    raise LookupError(f"no kind of document is made of {document.__name__}")


def judge_kind(name: str) -> None:
    """Raise ValueError for a kind of document that nothing here can read back."""
    if name not in DOCUMENT_KINDS:
        raise ValueError(f"there is no kind of document called {name!r}")


def list_link_targets() -> dict[str, LinkTarget]:
    """Return where links to documents lead, by folder with a slash or by name of a single file."""
    targets = {}
    for kind in DOCUMENT_KINDS.values():
        if kind.page is None:
            continue
        if isinstance(kind.place, Folder):
            targets[f"{kind.place.name}/"] = LinkTarget(kind.name, kind.page.stored)
        else:
            targets[kind.place.name.rpartition(".")[0]] = LinkTarget(kind.name, kind.page.stored)
    return targets
