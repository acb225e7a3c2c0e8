"""The documents of the catalogue as values: what an edition's payload holds, read back."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

from school.markup.words import plain
from school.questions.items import Item

Delivery = Literal["self-study", "live"]


@dataclass(frozen=True)
class Worksheet:
    """How a module's credit minutes were computed; frozen in its edition."""

    words: int  # content words of the module's text
    media_minutes: int  # audio and video
    questions: int  # graded questions of its quiz
    difficulty: int  # 1 very easy … 5 very difficult
    ncbtmb_minutes: float  # words / 200 + media
    mergener_minutes: float  # 0.9 × (−22.3 + 0.00209 words + 2.78 questions + 15.5 difficulty)
    granted_minutes: int  # whole minutes that a pass earns: the stricter measure, rounded down


@dataclass(frozen=True)
class Source:
    """One entry of the bibliography."""

    id: str
    authors: str
    title: str
    where: str
    year: int
    doi: str
    url: str
    seen: str  # "page" or "title"


@dataclass(frozen=True)
class Cited:
    """A source as a module cites it: its number and how often it is cited in the text."""

    number: int
    source: Source | None  # None: general professional knowledge that awaits expert review
    places: int  # the text has anchors cite-<id>-1 … cite-<id>-<places>

    @property
    def id(self) -> str:
        return self.source.id if self.source else "expert-review"


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
        """The words of its text in lower case, without those of self-checks: to look up whether it names something."""
        return " ".join(plain(piece) for piece in self.pieces if isinstance(piece, str)).casefold()


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

    def section(self, section_id: str) -> Section | None:
        return next((s for s in self.sections if s.id == section_id), None)

    def check(self, item_id: str) -> Item | None:
        pieces = (piece for section in self.sections for piece in section.pieces)
        return next((p.item for p in pieces if isinstance(p, Check) and p.item.id == item_id), None)


@dataclass(frozen=True)
class Quiz:
    """A graded quiz."""

    slug: str
    title: str
    module: str  # slug of the module whose hours a pass earns
    pass_percent: int
    attempts: int | None  # None: as many as one likes
    keep: Literal["best", "last"]
    shuffle_questions: bool
    shuffle_choices: bool
    intro: str  # html
    items: tuple[Item, ...]
    edition_id: int = 0

    @property
    def points(self) -> int:
        return sum(item.points for item in self.items)

    def item(self, item_id: str) -> Item | None:
        return next((item for item in self.items if item.id == item_id), None)


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
    edition_id: int = 0

    @property
    def modules(self) -> tuple[str, ...]:
        return tuple(slug for part in self.parts for slug in part.modules)


@dataclass(frozen=True)
class Region:
    """A body region of the referral patterns."""

    id: str
    label: str
    description: str
    paired: bool


@dataclass(frozen=True)
class Pattern:
    """A referral pattern as it is charted; ids stay for ever, cards hang on them."""

    id: str
    name: str
    muscle: str
    group: str
    primary: tuple[str, ...]  # region ids of the essential zone
    spillover: tuple[str, ...]
    crosses_midline: bool
    evidence: Literal["found", "partial", "general"]
    trp_location: str
    action: str
    innervation: str
    mimics: tuple[str, ...]
    note: str
    sources: tuple[str, ...]  # keys of the deck's own source list
    part: str = ""  # which part of the muscle, where a muscle has several patterns
    refer_first: str = ""  # what must be seen by a physician before anybody presses there
    split: Literal["source", "editorial"] = "editorial"  # who separated main zones from less frequent ones
    point: bool = False  # whether its trigger point is marked on the figure; editions from before the figure have none
    about: tuple[str, ...] = ()  # `<module>` and `<quiz>/<item>` that teach or ask for the same


@dataclass(frozen=True)
class DeckSource:
    """Where a pattern was found."""

    id: str
    title: str
    url: str
    kind: str
    note: str = ""


@dataclass(frozen=True)
class TextCard:
    """A question and its answer in words; the id stays for ever, a card hangs on it."""

    id: str
    question: str  # plain text
    answer: str  # html
    about: tuple[str, ...] = ()  # `<module>` and `<quiz>/<item>` that teach or ask for the same
    citations: tuple[Cited, ...] = ()  # the card's own, numbered from 1: it is shown alone


@dataclass(frozen=True)
class Deck:
    """A deck of cards: of referral patterns on the body, or of questions in words."""

    slug: str
    title: str
    summary: str
    caution: str  # "" where there is nothing to be careful about
    retention: float
    new_per_day: int
    regions: tuple[Region, ...]
    patterns: tuple[Pattern, ...]
    sources: tuple[DeckSource, ...]
    edition_id: int = 0
    cards: tuple[TextCard, ...] = ()

    def __hash__(self) -> int:
        # What is made from a deck is looked up by it on every page; hashing all its patterns takes 60 µs.
        return hash((self.slug, self.edition_id))

    @cached_property
    def graded(self) -> tuple[Pattern, ...]:
        """The patterns that become cards: those whose primary zones a source states."""
        return tuple(p for p in self.patterns if p.evidence == "found")

    @cached_property
    def sources_by_id(self) -> dict[str, DeckSource]:
        return {source.id: source for source in self.sources}

    def pattern(self, pattern_id: str) -> Pattern | None:
        return next((pattern for pattern in self.patterns if pattern.id == pattern_id), None)

    def neighbours(self, pattern: Pattern) -> tuple[Pattern | None, Pattern | None]:
        """The patterns before and after this one, in the deck's order."""
        at = self.patterns.index(pattern)
        after = self.patterns[at + 1] if at + 1 < len(self.patterns) else None
        return self.patterns[at - 1] if at else None, after

    @property
    def cited(self) -> tuple[Cited, ...]:
        """What the cards in words cite, each source once, numbered anew."""
        found = {cited.id: cited for card in self.cards for cited in card.citations if cited.source}
        return tuple(replace(cited, number=number) for number, cited in enumerate(found.values(), start=1))


@dataclass(frozen=True)
class Term:
    """An entry of the glossary."""

    id: str
    title: str
    also: str
    module: str | None
    html: str


@dataclass(frozen=True)
class Signatory:
    name: str
    role: str


@dataclass(frozen=True)
class Provider:
    """A number under which a body knows the school as a provider."""

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
    """Everything that is current: one release, whole, kept in the process."""

    release_id: int
    school: SchoolFacts
    modules: dict[str, Module] = field(default_factory=dict)  # in teaching order
    quizzes: dict[str, Quiz] = field(default_factory=dict)
    courses: dict[str, Course] = field(default_factory=dict)
    decks: dict[str, Deck] = field(default_factory=dict)
    terms: tuple[Term, ...] = ()
    sources: dict[str, Source] = field(default_factory=dict)

    def courses_with(self, module: str) -> tuple[Course, ...]:
        """The courses that have the module as a part."""
        return tuple(c for c in self.courses.values() if module in c.modules)

    def neighbours(self, module: str) -> tuple[Module | None, Module | None]:
        """The modules before and after this one in teaching order."""
        slugs = list(self.modules)
        at = slugs.index(module)
        before = self.modules[slugs[at - 1]] if at else None
        after = self.modules[slugs[at + 1]] if at + 1 < len(slugs) else None
        return before, after
