"""What a file may name of the others: documents, anchors, sources and pictures."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from school.documents.rules.reading.figures import Figure
from school.documents.rules.reading.outlines import Outline
from school.markup.page import EXPERT_REVIEW, Citations, Media, Page
from school.markup.problems import Problems


class _NoCitations(Citations):
    """Refuses every citation, including the one for expert review."""

    def cite(self, source_id: str) -> int | None:
        if source_id == EXPERT_REVIEW:
            self._known(source_id)
        return super().cite(source_id)


@dataclass(frozen=True)
class LinkTarget:
    """Documents that a link may lead to."""

    kind: str
    address: str  # of the page, with {slug} for the slug


@dataclass
class Known:
    """Everything in the tree that can be named, collected before any text is rendered.

    Paths are relative to the tree's top.
    """

    targets: Mapping[str, LinkTarget] = field(default_factory=dict)  # by folder, or by single file
    figures: dict[str, Figure] = field(default_factory=dict)  # by path, as modules/figures/loop.svg
    # The regions that the figure draws; empty if nobody said which.
    body_map: frozenset[str] = frozenset()
    citable: dict[str, Any] = field(default_factory=dict)  # sources by id
    _outlines: dict[str, dict[str, Outline]] = field(default_factory=dict)
    _documents: dict[str, dict[str, Any]] = field(default_factory=dict)

    def add_outline(self, kind: str, slug: str, outline: Outline) -> None:
        """Note what may be named of a document."""
        self._outlines.setdefault(kind, {})[slug] = outline
        self.citable.update(outline.citable)

    def add_document(self, kind: str, slug: str, document: Any) -> None:
        """Note a finished document, for kinds that read what other documents hold."""
        self._documents.setdefault(kind, {})[slug] = document

    def find_outlines(self, kind: str) -> Mapping[str, Outline]:
        """Return the outlines of the documents of a kind, by slug; empty if there are none."""
        return self._outlines.get(kind, {})

    def find_documents(self, kind: str) -> Mapping[str, Any]:
        """Return the documents of a kind that have been read so far, by slug."""
        return self._documents.get(kind, {})

    def find_first_part(self, slug: str, kind: str) -> str | None:
        """Return the slug of the first document of `kind` that belongs to `slug`.

        A quiz belongs to its module in this way.
        """
        for part, outline in self.find_outlines(kind).items():
            if outline.belongs_to == slug:
                return part
        return None

    def make_page(self, path: str, problems: Problems) -> Page:
        """Return what rendering the text of the file at `path` needs to know of the tree."""
        return Page(
            links=lambda address: self.resolve_link(path, address),
            media=lambda address: self.find_media(path, address),
            citations=Citations(self.has_source),
            problems=problems,
        )

    def make_page_without_sources(
        self, path: str, what: str, line: int, problems: Problems
    ) -> Page:
        """Return the same for a text whose page lists no sources: each citation is a problem."""

        def refuse_citation(source_id: str) -> bool:
            fault = f"{what} has no list of sources for [^{source_id}]"
            problems.add(line, fault, "cite it in the module")
            return True

        return replace(self.make_page(path, problems), citations=_NoCitations(refuse_citation))

    def has_source(self, source_id: str) -> bool:
        """Return whether a text may cite the source.

        If there are no sources at all, a text may cite anything: a sources.yaml that cannot be
        read is one problem already, and should not be one more at every citation.
        """
        return not self.citable or source_id in self.citable

    def resolve_link(self, path: str, address: str) -> str | None:
        """Return the URL for a link in the file at `path`; None if the link leads nowhere."""
        name, _, anchor = address.partition("#")
        file = posixpath.normpath(posixpath.join(posixpath.dirname(path), name)) if name else path
        folder, _, file_name = file.rpartition("/")
        slug = file_name.rpartition(".")[0]
        target = self.targets.get(f"{folder}/" if folder else slug)
        if target is None:
            return None
        outline = self.find_outlines(target.kind).get(slug, None if folder else Outline())
        if outline is None or (anchor and anchor not in outline.anchors):
            return None
        url = target.address.format(slug=slug)
        return f"{url}#{anchor}" if anchor else url

    def find_media(self, path: str, address: str) -> Media | None:
        """Return the picture at `address` as the file at `path` sees it; None if there is none."""
        place = posixpath.normpath(posixpath.join(posixpath.dirname(path), address))
        figure = self.figures.get(place)
        return Media(figure.url, figure.width, figure.height) if figure else None
