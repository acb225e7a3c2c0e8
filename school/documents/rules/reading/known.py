"""What one file may say of the others: which documents, anchors, sources and pictures there are."""

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
    """Tells about every citation, the one for expert review among them."""

    def cite(self, source_id: str) -> int | None:
        if source_id == EXPERT_REVIEW:
            self._known(source_id)
        return super().cite(source_id)


@dataclass(frozen=True)
class LinkTarget:
    """Documents that a link may lead to."""

    kind: str
    address: str  # of the page, with {slug} in the slug's place


@dataclass
class Known:
    """Everything in the tree that can be named. It is filled before any text is rendered.

    Paths begin below the tree's top.
    """

    targets: Mapping[str, LinkTarget] = field(default_factory=dict)  # by folder, or by single file
    figures: dict[str, Figure] = field(default_factory=dict)  # by path, as modules/figures/loop.svg
    # The regions that the figure draws; empty where nobody has said which.
    body_map: frozenset[str] = frozenset()
    citable: dict[str, Any] = field(default_factory=dict)  # sources by id
    _outlines: dict[str, dict[str, Outline]] = field(default_factory=dict)
    _documents: dict[str, dict[str, Any]] = field(default_factory=dict)

    def add_outline(self, kind: str, slug: str, outline: Outline) -> None:
        """Note what may be named of a document."""
        self._outlines.setdefault(kind, {})[slug] = outline
        self.citable.update(outline.citable)

    def add_document(self, kind: str, slug: str, document: Any) -> None:
        """Note what a file came to, for kinds that read what other documents hold."""
        self._documents.setdefault(kind, {})[slug] = document

    def outlines(self, kind: str) -> Mapping[str, Outline]:
        """The outlines of the documents of a kind, by slug; empty where there are none."""
        return self._outlines.get(kind, {})

    def documents(self, kind: str) -> Mapping[str, Any]:
        """The documents of a kind that are read already, by slug."""
        return self._documents.get(kind, {})

    def first_part_of(self, slug: str, kind: str) -> str | None:
        """The slug of the first document of `kind` that belongs to `slug`, as a quiz to its module."""
        for part, outline in self.outlines(kind).items():
            if outline.belongs_to == slug:
                return part
        return None

    def page(self, path: str, problems: Problems) -> Page:
        """The surroundings of the text in the file at `path`."""
        return Page(
            links=lambda address: self.link(path, address),
            media=lambda address: self.media(path, address),
            citations=Citations(self.has_source),
            problems=problems,
        )

    def page_without_sources(self, path: str, what: str, line: int, problems: Problems) -> Page:
        """The surroundings of a text whose page lists no sources: a citation would lead nowhere."""

        def refuse(source_id: str) -> bool:
            problems.add(
                line, f"{what} has no list of sources for [^{source_id}]", "cite it in the module"
            )
            return True

        return replace(self.page(path, problems), citations=_NoCitations(refuse))

    def has_source(self, source_id: str) -> bool:
        """Whether a text may cite the source.

        True for all while there are none: an unreadable sources.yaml is one problem, and not one at
        every citation.
        """
        return not self.citable or source_id in self.citable

    def link(self, path: str, address: str) -> str | None:
        """The URL of what a link names from the file at `path`; None where it leads nowhere."""
        name, _, anchor = address.partition("#")
        file = posixpath.normpath(posixpath.join(posixpath.dirname(path), name)) if name else path
        folder, _, file_name = file.rpartition("/")
        slug = file_name.rpartition(".")[0]
        target = self.targets.get(f"{folder}/" if folder else slug)
        if target is None:
            return None
        outline = self.outlines(target.kind).get(slug, None if folder else Outline())
        if outline is None or (anchor and anchor not in outline.anchors):
            return None
        url = target.address.format(slug=slug)
        return f"{url}#{anchor}" if anchor else url

    def media(self, path: str, address: str) -> Media | None:
        """The picture that the file at `path` names; None where there is none."""
        figure = self.figures.get(
            posixpath.normpath(posixpath.join(posixpath.dirname(path), address))
        )
        return Media(figure.url, figure.width, figure.height) if figure else None
