"""What one file may say of the others: which modules, sections, sources, terms and pictures there are."""

from __future__ import annotations

import difflib
import posixpath
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from school.catalogue.rules.sources import Source
from school.documents.rules.reading.figures import Figure
from school.markup.page import EXPERT_REVIEW, Citations, Media, Page
from school.markup.problems import Problems


@dataclass(frozen=True)
class Outline:
    """What other files may name of a module."""

    sections: tuple[str, ...]
    checks: tuple[str, ...]
    objectives: tuple[str, ...]


class _NoCitations(Citations):
    """Tells about every citation, the one for expert review among them."""

    def cite(self, source_id: str) -> int | None:
        if source_id == EXPERT_REVIEW:
            self._known(source_id)
        return super().cite(source_id)


@dataclass
class Known:
    """Everything in the tree that can be named, by paths below its top; filled before any text is rendered."""

    sources: dict[str, Source] = field(default_factory=dict)
    figures: dict[str, Figure] = field(default_factory=dict)  # by path, as modules/figures/loop.svg
    modules: dict[str, Outline] = field(default_factory=dict)
    questions: dict[str, tuple[str, ...]] = field(
        default_factory=dict
    )  # quiz slug → the ids of its questions
    quiz_of: dict[str, str] = field(default_factory=dict)  # module slug → the slug of its quiz
    courses: set[str] = field(default_factory=set)
    decks: set[str] = field(default_factory=set)
    terms: set[str] = field(default_factory=set)
    body_map: frozenset[str] = (
        frozenset()
    )  # the regions that the figure draws; empty where nobody has said which

    def page(self, path: str, problems: Problems) -> Page:
        """The surroundings of the text in the file at `path`."""
        return Page(
            links=lambda address: self.link(path, address),
            media=lambda address: self.media(path, address),
            citations=Citations(self.has_source),
            problems=problems,
        )

    def page_without_sources(self, path: str, what: str, line: int, problems: Problems) -> Page:
        """The surroundings of a text whose page prints no list of sources: a citation in it would lead nowhere."""

        def refuse(source_id: str) -> bool:
            problems.add(
                line, f"{what} has no list of sources for [^{source_id}]", "cite it in the module"
            )
            return True

        return replace(self.page(path, problems), citations=_NoCitations(refuse))

    def judge_about(self, about: Iterable[str], complain: Callable[[str, str], None]) -> None:
        """Complain about each name in an `about` that is neither a module nor a question, written quiz/question."""
        for each in about:
            slug, slash, item = each.partition("/")
            named, there = (
                (item, self.questions.get(slug, ())) if slash else (slug, tuple(self.modules))
            )
            if named not in there:
                what = (
                    f"no question “{item}” in the quiz “{slug}”" if slash else f"no module “{slug}”"
                )
                near = difflib.get_close_matches(named, there, n=1)
                advice = f"; did you mean {near[0]}?" if near else ""
                complain(
                    f"there is {what}", f"name a module, or a question as quiz/question{advice}"
                )

    def has_source(self, source_id: str) -> bool:
        """True for all while there are none: an unreadable sources.yaml is one problem, not one at every citation."""
        return not self.sources or source_id in self.sources

    def link(self, path: str, address: str) -> str | None:
        """The URL of what a link names from the file at `path`; None where it leads nowhere."""
        name, _, anchor = address.partition("#")
        target = posixpath.normpath(posixpath.join(posixpath.dirname(path), name)) if name else path
        folder, _, file = target.rpartition("/")
        slug = file.rpartition(".")[0]
        anchors = self._anchors(folder, slug)
        if anchors is None or (anchor and anchor not in anchors):
            return None
        url = (
            "/glossary"
            if not folder
            else f"/{'cards' if folder == 'flashcards' else folder}/{slug}"
        )
        return f"{url}#{anchor}" if anchor else url

    def media(self, path: str, address: str) -> Media | None:
        figure = self.figures.get(
            posixpath.normpath(posixpath.join(posixpath.dirname(path), address))
        )
        return Media(figure.url, figure.width, figure.height) if figure else None

    def _anchors(self, folder: str, slug: str) -> set[str] | None:
        """The anchors in a page of the school; None where there is no such page."""
        if (folder, slug) == ("", "glossary"):
            return self.terms
        if folder == "modules" and slug in self.modules:
            return {*self.modules[slug].sections, *self.modules[slug].checks}
        pages = {"quizzes": self.questions, "courses": self.courses, "flashcards": self.decks}
        return set() if slug in pages.get(folder, ()) else None
