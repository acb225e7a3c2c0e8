"""Reads a module, `modules/<id>.md`: sections with self-checks, citations, and its worksheet."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from html import escape
from typing import Any

from school.catalogue.rules.documents import Check, Module, Section, Worksheet
from school.catalogue.rules.sources import Cited
from school.catalogue.rules.worksheet import compute_worksheet
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
# Anchors that the page itself uses.
TAKEN = re.compile(
    r"main|sources|worksheet|objectives|contents|keyboard-help(-title)?|(source|cite|check)-.*"
)


def outline_module(file: ContentFile) -> Outline:
    """Return what other files may name of the module."""
    sections = [part for part in file.document.parts if part.level == 2]
    ids = {
        "section": _list_part_ids(sections),
        "check": _list_part_ids(list_checks(file.document)),
        "objective": tuple(_find_objectives(file)),
    }
    return Outline(frozenset(ids["section"] + ids["check"]), ids)


def _list_part_ids(parts: Iterable[Part]) -> tuple[str, ...]:
    return tuple(part.attrs.id for part in parts if part.attrs.id)


def claim_module(file: ContentFile) -> Iterator[Claim]:
    """Claim the ids of the module's self-checks and objectives, and its place among modules."""
    yield from claim_parts("question", list_checks(file.document), file.problems)
    for name in _find_objectives(file):
        line = file.front["objectives"].line_at(name)
        yield Claim("objective", name, line, file.problems)
    kind, order = file.front.get("kind"), file.front.get("order")
    if kind and order and isinstance(order.value, int):
        # Two modules of a kind in one place would come in any order.
        yield Claim(str(kind.value), str(order.value), order.line, file.problems, "order")


def _find_objectives(file: ContentFile) -> Mapping[str, Any]:
    written = file.front.get("objectives")
    return written.value if written and isinstance(written.value, dict) else {}


def list_checks(document: Document) -> list[Part]:
    """Return the parts of a module that are self-checks."""
    return [part for part in document.parts if part.level == 3 and CHECK in part.attrs.classes]


def read_module(file: ContentFile, known: Known) -> Module:
    """Return the module, rendered, with its citations numbered and its hours computed."""
    slug, document, problems = file.slug, file.document, file.problems
    settings = file.settings()
    settings.one_of("format", "module/1")
    settings.text("id")  # compared with the file's name by the reader of the tree
    page = known.make_page(file.path, problems)
    sections = _read_sections(document, page, known.find_outlines("module")[slug])
    quiz = known.find_first_part(slug, "quiz")
    questions = known.find_outlines("quiz")[quiz].list_ids("question") if quiz else ()
    module = Module(
        slug=slug,
        title=settings.prose("title"),
        kind=settings.one_of("kind", "factor", "technique", "condition"),
        order=settings.whole_number("order", 0, 1_000),
        summary=settings.prose("summary", most=300),
        objectives=_read_objectives(settings),
        family=settings.id("family") if settings.has("family") else slug,
        review=_read_review(settings),
        sections=sections,
        citations=list_cited(page.citations, known),
        worksheet=_read_worksheet(settings, sections, len(questions)),
        quiz=quiz,
    )
    settings.refuse_unread()
    if document.read and len(list_checks(document)) < FEWEST_CHECKS:
        what = f"the module has fewer than {FEWEST_CHECKS} self-checks"
        problems.add(1, what, "add ### A question {#id .check}")
    return module


def _read_objectives(settings: Settings) -> dict[str, str]:
    objectives = settings.texts_by_id("objectives")
    if len(objectives) > MOST_OBJECTIVES:
        what = f"{len(objectives)} objectives are too many"
        settings.complain("objectives", what, f"keep {MOST_OBJECTIVES} at most")
    return {name: use_typographic_marks(text) for name, text in objectives.items()}


def _read_review(settings: Settings) -> str:
    review = settings.text("review")
    if review and review != "awaiting" and not REVIEW.fullmatch(review):
        fix = "write awaiting, or Name, 2026-11-20"
        settings.complain("review", f"“{review}” is no review", fix)
    return review


def _read_worksheet(settings: Settings, sections: tuple[Section, ...], questions: int) -> Worksheet:
    words = sum(section.words for section in sections)
    media = settings.whole_number("media_minutes", 0, MOST_MEDIA_MINUTES, default=0)
    return compute_worksheet(words, media, questions, settings.whole_number("difficulty", 1, 5))


def list_cited(citations: Citations, known: Known) -> tuple[Cited, ...]:
    """Return the numbered sources in order, then what awaits expert review."""
    cited = []
    for source_id in citations.order:
        number, uses = citations.find_number(source_id), citations.count_uses(source_id)
        cited.append(Cited(number, known.citable.get(source_id), uses))
    awaiting = citations.count_uses(EXPERT_REVIEW)
    if awaiting:
        cited.append(Cited(0, None, awaiting))
    return tuple(cited)


@dataclass
class _OpenSection:
    """A section while it is being read."""

    part: Part
    words: int = 0
    pieces: list[str | Check] = field(default_factory=list)

    def add_html(self, html: str) -> None:
        if self.pieces and isinstance(self.pieces[-1], str):
            self.pieces[-1] += html
        elif html:
            self.pieces.append(html)


def _read_sections(document: Document, page: Page, known: Outline) -> tuple[Section, ...]:
    problems = page.problems
    for block in document.intro:
        fix = "put it under a heading ## Title {#id}"
        problems.add(block.line, "text stands before the first section", fix)
    sections = _open_sections(document, page, known)
    if document.read and not sections:
        problems.add(1, "the module has no sections", "begin one with ## Title {#id}")
    return tuple(_close_section(section, problems) for section in sections)


def _open_sections(document: Document, page: Page, known: Outline) -> list[_OpenSection]:
    sections: list[_OpenSection] = []
    ids: set[str | None] = set()
    for part in document.parts:
        if part.level == 2:
            sections.append(_OpenSection(part))
            _judge_section(part, ids, page.problems)
            ids.add(part.attrs.id)
        elif not sections:
            what = "this heading stands before the first section"
            page.problems.add(part.line, what, "begin a section with ## first")
            continue
        _read_part(part, sections[-1], page, known)
    return sections


def _close_section(section: _OpenSection, problems: Problems) -> Section:
    part = section.part
    if not section.pieces:
        what = f"the section “{part.title}” is empty"
        problems.add(part.line, what, "write it, or take it out")
    return Section(part.attrs.id or "", part.title, section.words, tuple(section.pieces))


def _judge_section(part: Part, earlier_ids: Collection[str | None], problems: Problems) -> None:
    section_id = part.attrs.id
    if not section_id:
        problems.add(part.line, f"the section “{part.title}” has no id", "write {#id} behind it")
    elif section_id in earlier_ids:
        what = f"a second section has the id “{section_id}”"
        problems.add(part.line, what, "give it one of its own")
    elif TAKEN.fullmatch(section_id):
        what = f"the page itself uses “{section_id}”"
        problems.add(part.line, what, "give the section another id")
    if part.attrs.values or part.attrs.classes:
        fix = "take the rest out of the braces"
        problems.add(part.line, "a section takes nothing but an id", fix)


def _read_part(part: Part, section: _OpenSection, page: Page, known: Outline) -> None:
    """Add a part to its section: a self-check as a question, anything else as text.

    Only the words of the text count for the hours.
    """
    if part.level == 3 and CHECK in part.attrs.classes:
        item = read_item(part, page.problems, partial(render_markdown, page), graded=False)
        _judge_check(part, known, page.problems)
        if item:
            section.pieces.append(Check(item))
        return
    if part.level == 3:
        if part.attrs.values or part.attrs.classes:
            fix = "for a self-check write {#id .check}"
            page.problems.add(part.line, "this heading takes no attributes", fix)
        section.add_html(f"<h3>{escape(part.title)}</h3>")
    section.add_html(render_blocks(page, part.blocks))
    section.words += count_block_words(part.blocks)


def _judge_check(part: Part, known: Outline, problems: Problems) -> None:
    check_id = part.attrs.id
    if check_id in known.list_ids("section") or (check_id and TAKEN.fullmatch(check_id)):
        what = f"“{check_id}” is the id of something else on the page"
        problems.add(part.line, what, "give the check another id")
    judge_places(part, known, problems)


def judge_places(part: Part, known: Outline, problems: Problems) -> None:
    """Note a problem if a question's objective= or section= is not one of the module's."""
    for name in ("objective", "section"):
        ids, value = known.list_ids(name), part.attrs.values.get(name)
        if value is not None and ids and value not in ids:
            fix = f"write one of its own: {', '.join(ids)}"
            problems.add(part.line, f"the module has no {name} “{value}”", fix)
