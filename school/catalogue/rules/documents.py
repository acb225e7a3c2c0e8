"""The catalogue's documents as values, whose fields are those of the stored payload."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, TypeVar

from school.catalogue.rules.sources import Cited, Source
from school.documents.rules.release import PublishedRelease
from school.markup.words import strip_html
from school.questions.items import Item

D = TypeVar("D")

Delivery = Literal["self-study", "live"]


@dataclass(frozen=True)
class Worksheet:
    """How a module's credit minutes were computed. It is frozen in the module's edition."""

    words: int  # content words of the module's text
    media_minutes: int  # audio and video
    questions: int  # graded questions of its quiz
    difficulty: int  # 1 very easy … 5 very difficult
    ncbtmb_minutes: float  # words / 200 + media
    mergener_minutes: float  # 0.9 × (−22.3 + 0.00209 words + 2.78 questions + 15.5 difficulty)
    granted_minutes: int  # whole minutes that a pass earns: the stricter measure, rounded down


@dataclass(frozen=True)
class Check:
    """A self-check: a question in the text that nobody marks."""

    item: Item


@dataclass(frozen=True)
class Section:
    """A part of a module: its anchor, its text, and the self-checks in it."""

    id: str
    title: str
    words: int
    pieces: tuple[str | Check, ...]  # HTML and self-checks, in the order of the text

    @property
    def minutes(self) -> int:
        """Minutes to read it at 200 words a minute, at least one."""
        return max(1, round(self.words / 200))

    @cached_property
    def folded(self) -> str:
        """Its text in lower case, without self-checks, to look up whether it names something."""
        texts = [strip_html(piece) for piece in self.pieces if isinstance(piece, str)]
        return " ".join(texts).casefold()


@dataclass(frozen=True)
class Module:
    """A lesson."""

    slug: str
    title: str
    kind: Literal["factor", "technique", "condition"]
    order: int
    summary: str
    objectives: dict[str, str]
    family: str  # stays the same when a module replaces another
    review: str  # "awaiting", or who reviewed it and when
    sections: tuple[Section, ...]
    citations: tuple[Cited, ...]
    worksheet: Worksheet
    quiz: str | None  # slug of its graded quiz
    edition_id: int = 0

    def find_section(self, section_id: str) -> Section | None:
        return next((section for section in self.sections if section.id == section_id), None)

    def find_check(self, item_id: str) -> Item | None:
        for section in self.sections:
            for piece in section.pieces:
                if isinstance(piece, Check) and piece.item.id == item_id:
                    return piece.item
        return None


@dataclass(frozen=True)
class CoursePart:
    """A part of a course: modules to study, or time in the room."""

    id: str
    title: str
    delivery: Delivery
    about: str
    modules: tuple[str, ...]  # slugs; empty for a live part
    minutes: int  # what the part holds: the worksheets' sum, or what the course file states


@dataclass(frozen=True)
class Course:
    """An elective or a continuing-education course."""

    slug: str
    title: str
    book: Literal["elective", "ce"]
    minutes: int  # what it claims: what its certificate says
    summary: str
    body: str  # html
    parts: tuple[CoursePart, ...]
    # Whether class time beyond what its part needs fills missing self-study minutes. In editions
    # from before this field it does.
    fill: Literal["none", "live"] = "live"
    edition_id: int = 0

    @property
    def modules(self) -> tuple[str, ...]:
        return tuple(slug for part in self.parts for slug in part.modules)


@dataclass(frozen=True)
class Term:
    """An entry of the glossary."""

    id: str
    title: str
    also: str
    module: str | None
    html: str


@dataclass(frozen=True)
class Glossary:
    """The terms that the school explains, in alphabetical order."""

    terms: tuple[Term, ...]


@dataclass(frozen=True)
class Signatory:
    name: str
    role: str


@dataclass(frozen=True)
class Provider:
    """A number under which a licensing body lists the school as a provider."""

    body: str
    number: str


@dataclass(frozen=True)
class SchoolFacts:
    """Who the school is, as certificates state it."""

    name: str
    place: str
    email: str
    zone: str
    signatories: tuple[Signatory, ...]
    providers: tuple[Provider, ...]


@dataclass(frozen=True)
class Catalogue:
    """What is taught: the catalogue's own documents of a release, and access to all others."""

    release: PublishedRelease

    def of(self, document: type[D]) -> Mapping[str, D]:
        """Return the documents of a class, by slug: `catalogue.of(Module)`."""
        return self.release.of(document)

    @property
    def release_id(self) -> int:
        return self.release.release_id

    @property
    def school(self) -> SchoolFacts:
        return self.release.of(SchoolFacts)["school"]

    @property
    def modules(self) -> Mapping[str, Module]:
        """The modules by slug, in teaching order."""
        return self.release.of(Module)

    @property
    def courses(self) -> Mapping[str, Course]:
        return self.release.of(Course)

    @property
    def terms(self) -> tuple[Term, ...]:
        glossary = self.release.of(Glossary).get("glossary")
        return glossary.terms if glossary else ()

    @property
    def sources(self) -> Mapping[str, Source]:
        return self.release.of(dict[str, Source]).get("sources", {})

    def list_courses_with(self, module: str) -> tuple[Course, ...]:
        """Return the courses that the module is part of."""
        return tuple(course for course in self.courses.values() if module in course.modules)

    def find_module_of_family(self, family: str) -> Module | None:
        """Return the module of a family that is taught now; None if none is."""
        return next((module for module in self.modules.values() if module.family == family), None)

    def find_neighbors(self, module: str) -> tuple[Module | None, Module | None]:
        """Return the modules before and after this one in teaching order."""
        slugs = list(self.modules)
        place = slugs.index(module)
        before = self.modules[slugs[place - 1]] if place else None
        after = self.modules[slugs[place + 1]] if place + 1 < len(slugs) else None
        return before, after
