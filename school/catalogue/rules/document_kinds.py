"""The catalogue's kinds of documents: the school, its sources, its glossary, modules, courses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from school.catalogue.rules.documents import Check, Course, Glossary, Module, SchoolFacts
from school.catalogue.rules.reading.course import read_course
from school.catalogue.rules.reading.glossary import (
    claim_glossary,
    outline_glossary,
    read_glossary,
)
from school.catalogue.rules.reading.module import claim_module, outline_module, read_module
from school.catalogue.rules.reading.sources import outline_sources, read_school, read_sources
from school.catalogue.rules.searchable import search_glossary, search_module
from school.catalogue.rules.sources import Source
from school.documents.rules.entries import StudioLine
from school.documents.rules.kinds import DocumentKind, DocumentPage, Folder, SingleFile
from school.questions.items import Item

TEACHING_ORDER = {"factor": 0, "technique": 1, "condition": 2}

SCHOOL = DocumentKind(
    name="school",
    document=SchoolFacts,
    place=SingleFile("school.yaml", needed=True),
    read=read_school,
    rank=1,
)

SOURCES = DocumentKind(
    name="sources",
    document=dict[str, Source],
    place=SingleFile("sources.yaml", needed=True),
    read=read_sources,
    outline=outline_sources,
    rank=2,
)

GLOSSARY = DocumentKind(
    name="glossary",
    document=Glossary,
    place=SingleFile("glossary.md"),
    read=read_glossary,
    outline=outline_glossary,
    claims=claim_glossary,
    rank=3,
    page=DocumentPage("catalogue.glossary", "", "/glossary"),
    search=search_glossary,
)


def list_self_checks(module: Module) -> Iterator[Item]:
    """Yield the questions in the module's text."""
    for section in module.sections:
        for piece in section.pieces:
            if isinstance(piece, Check):
                yield piece.item


def _module_in_studio(module: Module) -> StudioLine:
    counts = ((len(module.objectives), "objective"),)
    return StudioLine(module.title, module.worksheet.granted_minutes, counts, module.review)


def _by_teaching_order(module: Module) -> tuple[int, int]:
    return TEACHING_ORDER[module.kind], module.order


MODULE = DocumentKind(
    name="module",
    document=Module,
    place=Folder("modules"),
    read=read_module,
    outline=outline_module,
    claims=claim_module,
    plural="modules",
    rank=10,
    page=DocumentPage("catalogue.module", "slug", "/modules/{slug}"),
    items=list_self_checks,
    search=search_module,
    studio=_module_in_studio,
    sort_key=_by_teaching_order,
)


def _course_in_studio(course: Course) -> StudioLine:
    return StudioLine(course.title, course.minutes)


def judge_book(before: Mapping[str, Any], course: Course) -> tuple[str, str] | None:
    """Return what is wrong, and how to fix it, if a course has changed its book of hours.

    Hours that were earned for it are in the first book, and the two books never share an hour.
    """
    book = before["book"]
    if course.book == book:
        return None
    what = f"the course “{course.slug}” was published for the book {book}"
    return what, f"write book: {book}, or give the course a new id"


COURSE = DocumentKind(
    name="course",
    document=Course,
    place=Folder("courses"),
    read=read_course,
    reads_others=True,  # it may claim no more than the worksheets of its modules
    plural="courses",
    rank=30,
    page=DocumentPage("catalogue.course", "slug", "/courses/{slug}"),
    studio=_course_in_studio,
    judge_change=judge_book,
)

KINDS: tuple[DocumentKind[Any], ...] = (SCHOOL, SOURCES, GLOSSARY, MODULE, COURSE)
