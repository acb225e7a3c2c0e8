"""The whole content tree, read in one go: every document that can be read, and every problem of every file.

Reading has two rounds, because files name each other: first what there is, then what it says.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from school.catalogue.rules.documents import Module
from school.catalogue.rules.reading.course import read_course
from school.catalogue.rules.reading.deck import read_deck
from school.catalogue.rules.reading.deck_in_words import read_deck_in_words
from school.catalogue.rules.reading.figures import Figure, read_figure
from school.catalogue.rules.reading.glossary import read_glossary
from school.catalogue.rules.reading.ids import Claim, claims_in, claims_in_deck, refuse_twins
from school.catalogue.rules.reading.known import Known
from school.catalogue.rules.reading.module import outline, read_module
from school.catalogue.rules.reading.names import Misplaced, Place, place_of
from school.catalogue.rules.reading.quiz import module_of, questions_in, read_quiz
from school.catalogue.rules.reading.settings import Settings
from school.catalogue.rules.reading.sources import read_school, read_sources
from school.markup.front import Located, read_yaml
from school.markup.limits import decode_text
from school.markup.problems import Problem, Problems
from school.markup.structure import Document, read_document

NEEDED = ("school.yaml", "sources.yaml")
WITH_ID = ("module", "quiz", "course", "deck")


@dataclass(frozen=True)
class Written:
    """A document with the file it was written in. `document` is what an edition's payload is made of."""

    kind: str
    slug: str
    path: str
    source: str
    document: Any


@dataclass(frozen=True)
class Content:
    """What a content tree holds. It may be published only where there are no problems."""

    documents: tuple[Written, ...]
    figures: dict[str, Figure]  # by path below the tree's top
    problems: tuple[Problem, ...]
    top: str = "content"  # name of the tree's top folder, as problems state it

    def count(self, kind: str) -> int:
        return sum(written.kind == kind for written in self.documents)


def read_content(
    files: Mapping[str, bytes], top: str = "content", body_map: frozenset[str] = frozenset()
) -> Content:
    """Read the files of a tree, given by their paths below its top folder, whose name stands before paths in problems.

    `body_map` are the ids of the regions that the figure draws: a deck may name no others. Never raises on what a file
    holds.
    """
    return _Reading(files, top, Known(body_map=body_map)).read()


@dataclass
class _File:
    path: str
    place: Place
    text: str
    problems: Problems
    document: Document = field(default_factory=lambda: Document(""))
    front: dict[str, Located] = field(default_factory=dict)


class _Reading:
    """One reading of a tree."""

    def __init__(self, files: Mapping[str, bytes], top: str, known: Known) -> None:
        self.top = top
        self.bodies = files
        self.collectors: list[Problems] = []
        self.known = known
        self.files: list[_File] = []
        self.modules: dict[str, Module] = {}

    def read(self) -> Content:
        for path in sorted(self.bodies):
            self.open(path)
        for path in NEEDED:
            if path not in self.bodies:
                self.collector(path).add(
                    1, "the file is missing", f"write it; docs/authoring.md shows {path}"
                )
        self.look_around()
        refuse_twins(self.claims())
        # Courses last: what they may claim depends on the worksheets of the modules.
        order = sorted(self.files, key=lambda file: file.place.kind == "course")
        documents = [self.written(file) for file in order]
        problems = (problem for collector in self.collectors for problem in collector.items)
        ordered = sorted(problems, key=lambda problem: (problem.path, problem.line))
        return Content(tuple(documents), self.known.figures, tuple(ordered), self.top)

    def collector(self, path: str) -> Problems:
        self.collectors.append(Problems(f"{self.top}/{path}"))
        return self.collectors[-1]

    def open(self, path: str) -> None:
        """Take in one file as far as it can be read alone."""
        place = place_of(path)
        if place is None:
            return
        problems = self.collector(path)
        if isinstance(place, Misplaced):
            problems.add(1, place.what, place.fix)
        elif place.kind == "figure":
            if figure := read_figure(self.bodies[path], problems):
                self.known.figures[path] = figure
        else:
            file = _File(path, place, decode_text(self.bodies[path], problems), problems)
            self.parse(file)
            self.files.append(file)

    def parse(self, file: _File) -> None:
        if file.path.endswith(".yaml"):
            file.front = read_yaml(file.text, file.problems)
        else:
            file.document = read_document(file.path, file.text, file.problems)
            file.front = file.document.front
        if not file.front and not file.problems.items:
            file.problems.add(
                1, "the file has no settings", "docs/authoring.md shows what it needs"
            )
        said = file.front.get("id")
        if file.place.kind in WITH_ID and said and said.value != file.place.slug:
            what = f"the id “{said.value}” and the file's name “{file.place.slug}” differ"
            file.problems.add(
                said.line, what, "give both the same word; a published id never changes"
            )

    def look_around(self) -> None:
        """Note everything that another file may name."""
        for file in self.files:
            slug = file.place.slug
            match file.place.kind:
                case "sources":
                    self.known.sources = read_sources(self.settings(file))
                case "module":
                    self.known.modules[slug] = outline(file.document)
                case "quiz":
                    ids = (part.attrs.id or "" for part in questions_in(file.document))
                    self.known.questions[slug] = tuple(ids)
                    self.known.quiz_of.setdefault(module_of(file.document) or "", slug)
                case "course":
                    self.known.courses.add(slug)
                case "deck":
                    self.known.decks.add(slug)
                case "glossary":
                    self.known.terms = {
                        part.attrs.id for part in file.document.parts if part.attrs.id
                    }

    def claims(self) -> Iterator[Claim]:
        for file in self.files:
            if file.place.kind == "deck":
                yield from claims_in_deck(file.place.slug, file.front, file.problems)
            yield from claims_in(file.place.kind, file.document, file.problems)

    def written(self, file: _File) -> Written:
        return Written(file.place.kind, file.place.slug, file.path, file.text, self.document(file))

    def document(self, file: _File) -> Any:
        """The document in the file; reading it notes what is still wrong."""
        slug, known, problems = file.place.slug, self.known, file.problems
        match file.place.kind:
            case "school":
                return read_school(self.settings(file))
            case "sources":
                return known.sources
            case "glossary":
                return {"terms": read_glossary(file.document, known, problems)}
            case "module":
                self.modules[slug] = read_module(slug, file.document, known, problems)
                return self.modules[slug]
            case "quiz":
                return read_quiz(slug, file.document, known, problems)
            case "course":
                return read_course(slug, file.document, known, self.modules, problems)
            case _ if file.path.endswith(".md"):
                return read_deck_in_words(slug, file.document, known, problems)
            case _:
                return read_deck(slug, self.settings(file), known)

    def settings(self, file: _File) -> Settings:
        return Settings.of_file(file.front, file.problems)
