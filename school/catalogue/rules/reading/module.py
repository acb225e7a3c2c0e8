"""A module, `modules/<id>.md`: sections of text with self-checks, sources by number, and the worksheet of its hours."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from html import escape
from typing import Any

from school.catalogue.rules.documents import Check, Module, Section, Worksheet
from school.catalogue.rules.sources import Cited
from school.catalogue.rules.worksheet import worksheet
from school.documents.rules.reading.files import ContentFile
from school.documents.rules.reading.ids import Claim, claim_parts
from school.documents.rules.reading.known import Known
from school.documents.rules.reading.outlines import Outline
from school.documents.rules.reading.settings import Settings
from school.markup.html import render_blocks, render_markdown
from school.markup.page import EXPERT_REVIEW, Citations, Page
from school.markup.problems import Problems
from school.markup.structure import Document, Part
from school.markup.typography import use_typographic_marks
from school.markup.words import count_block_words
from school.questions.reading import read_item

CHECK = "check"
FEWEST_CHECKS = 2
MOST_OBJECTIVES = 6
MOST_MEDIA_MINUTES = 600
REVIEW = re.compile(r".+, [0-9]{4}-[0-9]{2}-[0-9]{2}")
# Anchors that the page itself has.
TAKEN = re.compile(
    r"main|sources|worksheet|objectives|contents|keyboard-help(-title)?|(source|cite|check)-.*"
)


def outline_module(file: ContentFile) -> Outline:
    """What other files may name of the module."""
    sections = [part for part in file.document.parts if part.level == 2]
    ids = {
        "section": tuple(part.attrs.id for part in sections if part.attrs.id),
        "check": tuple(part.attrs.id for part in checks_in(file.document) if part.attrs.id),
        "objective": tuple(_objectives_of(file)),
    }
    return Outline(frozenset(ids["section"] + ids["check"]), ids)


def claim_module(file: ContentFile) -> Iterator[Claim]:
    """The ids of the module's self-checks and objectives."""
    yield from claim_parts("question", checks_in(file.document), file.problems)
    for name in _objectives_of(file):
        line = file.front["objectives"].line_at(name)
        yield Claim("objective", name, line, file.problems)


def _objectives_of(file: ContentFile) -> Mapping[str, Any]:
    written = file.front.get("objectives")
    return written.value if written and isinstance(written.value, dict) else {}


def checks_in(document: Document) -> list[Part]:
    """The self-checks of a module, as parts."""
    return [part for part in document.parts if part.level == 3 and CHECK in part.attrs.classes]


def read_module(file: ContentFile, known: Known) -> Module:
    """The module, rendered, with its citations numbered and its hours computed."""
    slug, document, problems = file.slug, file.document, file.problems
    settings = file.settings()
    settings.one_of("format", "module/1")
    settings.text("id")  # compared with the file's name by the reader of the tree
    page = known.page(file.path, problems)
    sections = _sections(document, page, known.outlines("module")[slug])
    quiz = known.first_part_of(slug, "quiz")
    questions = known.outlines("quiz")[quiz].named("question") if quiz else ()
    module = Module(
        slug=slug,
        title=settings.prose("title"),
        kind=settings.one_of("kind", "factor", "technique", "condition"),
        order=settings.whole("order", 0, 1_000),
        summary=settings.prose("summary", most=300),
        objectives=_objectives(settings),
        family=settings.id("family") if settings.has("family") else slug,
        review=_review(settings),
        sections=sections,
        citations=cited_in(page.citations, known),
        worksheet=_worksheet(settings, sections, len(questions)),
        quiz=quiz,
    )
    settings.done()
    if document.read and len(checks_in(document)) < FEWEST_CHECKS:
        problems.add(
            1,
            f"the module has fewer than {FEWEST_CHECKS} self-checks",
            "add ### A question {#id .check}",
        )
    return module


def _objectives(settings: Settings) -> dict[str, str]:
    objectives = settings.pairs("objectives")
    if len(objectives) > MOST_OBJECTIVES:
        settings.complain(
            "objectives",
            f"{len(objectives)} objectives are too many",
            f"keep {MOST_OBJECTIVES} at most",
        )
    return {name: use_typographic_marks(text) for name, text in objectives.items()}


def _review(settings: Settings) -> str:
    review = settings.text("review")
    if review and review != "awaiting" and not REVIEW.fullmatch(review):
        settings.complain(
            "review", f"“{review}” is no review", "write awaiting, or Name, 2026-11-20"
        )
    return review


def _worksheet(settings: Settings, sections: tuple[Section, ...], questions: int) -> Worksheet:
    words = sum(section.words for section in sections)
    media = settings.whole("media_minutes", 0, MOST_MEDIA_MINUTES, default=0)
    return worksheet(words, media, questions, settings.whole("difficulty", 1, 5))


def cited_in(citations: Citations, known: Known) -> tuple[Cited, ...]:
    """The numbered sources in order, then what awaits expert review."""
    cited = [
        Cited(citations.find_number(i), known.citable.get(i), citations.count_uses(i))
        for i in citations.order
    ]
    awaiting = citations.count_uses(EXPERT_REVIEW)
    return (*cited, Cited(0, None, awaiting)) if awaiting else tuple(cited)


@dataclass
class _Open:
    """A section while it is being read."""

    part: Part
    words: int = 0
    pieces: list[str | Check] = field(default_factory=list)

    def write(self, html: str) -> None:
        if self.pieces and isinstance(self.pieces[-1], str):
            self.pieces[-1] += html
        elif html:
            self.pieces.append(html)


def _sections(document: Document, page: Page, known: Outline) -> tuple[Section, ...]:
    problems = page.problems
    for block in document.intro:
        problems.add(
            block.line,
            "text stands before the first section",
            "put it under a heading ## Title {#id}",
        )
    sections: list[_Open] = []
    for part in document.parts:
        if part.level == 2:
            sections.append(_Open(part))
            _judge_section(part, [each.part for each in sections[:-1]], problems)
        elif not sections:
            problems.add(
                part.line,
                "this heading stands before the first section",
                "begin a section with ## first",
            )
            continue
        _read_part(part, sections[-1], page, known)
    for section in sections:
        if not section.pieces:
            problems.add(
                section.part.line,
                f"the section “{section.part.title}” is empty",
                "write it, or take it out",
            )
    if document.read and not sections:
        problems.add(1, "the module has no sections", "begin one with ## Title {#id}")
    return tuple(
        Section(s.part.attrs.id or "", s.part.title, s.words, tuple(s.pieces)) for s in sections
    )


def _judge_section(part: Part, before: list[Part], problems: Problems) -> None:
    section_id = part.attrs.id
    if not section_id:
        problems.add(part.line, f"the section “{part.title}” has no id", "write {#id} behind it")
    elif section_id in {other.attrs.id for other in before}:
        problems.add(
            part.line, f"a second section has the id “{section_id}”", "give it one of its own"
        )
    elif TAKEN.fullmatch(section_id):
        problems.add(
            part.line, f"the page itself uses “{section_id}”", "give the section another id"
        )
    if part.attrs.values or part.attrs.classes:
        problems.add(
            part.line, "a section takes nothing but an id", "take the rest out of the braces"
        )


def _read_part(part: Part, section: _Open, page: Page, known: Outline) -> None:
    """Self-checks become questions; all else is text. Hours count the words of the text alone."""
    if part.level == 3 and CHECK in part.attrs.classes:
        item = read_item(part, page.problems, partial(render_markdown, page), graded=False)
        _judge_check(part, known, page.problems)
        if item:
            section.pieces.append(Check(item))
        return
    if part.level == 3:
        if part.attrs.values or part.attrs.classes:
            page.problems.add(
                part.line, "this heading takes no attributes", "for a self-check write {#id .check}"
            )
        section.write(f"<h3>{escape(part.title)}</h3>")
    section.write(render_blocks(page, part.blocks))
    section.words += count_block_words(part.blocks)


def _judge_check(part: Part, known: Outline, problems: Problems) -> None:
    check_id = part.attrs.id
    if check_id in known.named("section") or (check_id and TAKEN.fullmatch(check_id)):
        problems.add(
            part.line,
            f"“{check_id}” is the id of something else on the page",
            "give the check another id",
        )
    judge_places(part, known, problems)


def judge_places(part: Part, known: Outline, problems: Problems) -> None:
    """A question's objective= and section= must be the module's."""
    for name in ("objective", "section"):
        ids, value = known.named(name), part.attrs.values.get(name)
        if value is not None and ids and value not in ids:
            problems.add(
                part.line,
                f"the module has no {name} “{value}”",
                f"write one of its own: {', '.join(ids)}",
            )
