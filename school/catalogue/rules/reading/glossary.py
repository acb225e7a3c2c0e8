"""Reads the glossary, `glossary.md`: a term is a level-two heading and what follows it."""

from __future__ import annotations

from collections.abc import Iterator

from school.catalogue.rules.documents import Glossary, Term
from school.documents.rules.reading.files import ContentFile
from school.documents.rules.reading.ids import Claim, claim_parts
from school.documents.rules.reading.known import Known
from school.documents.rules.reading.outlines import Outline
from school.markup.html import render_blocks
from school.markup.problems import Problems
from school.markup.structure import Part
from school.markup.words import is_blank_html

ATTRIBUTES = ("also", "module")


def outline_glossary(file: ContentFile) -> Outline:
    """Return the anchors of the terms."""
    return Outline(frozenset(part.attrs.id for part in file.document.parts if part.attrs.id))


def claim_glossary(file: ContentFile) -> Iterator[Claim]:
    """Claim the ids of the terms."""
    return claim_parts("term", file.document.parts, file.problems)


def read_glossary(file: ContentFile, known: Known) -> Glossary:
    """Return the terms, in alphabetical order."""
    document, problems = file.document, file.problems
    settings = file.settings()
    settings.one_of("format", "glossary/1")
    settings.refuse_unread()
    for block in document.intro:
        fix = "put it under a heading ## Term {#id}"
        problems.add(block.line, "text stands before the first term", fix)
    terms = [_read_term(part, known, problems) for part in document.parts]
    return Glossary(tuple(sorted(terms, key=lambda term: term.title.casefold())))


def _read_term(part: Part, known: Known, problems: Problems) -> Term:
    if part.level != 2:
        problems.add(part.line, "a term is a level-two heading", "begin it with ##")
    if not part.attrs.id:
        problems.add(part.line, f"the term “{part.title}” has no id", "write {#id} behind it")
    for name in part.attrs.values.keys() - set(ATTRIBUTES):
        problems.add(part.line, f"{name}= is not known here", "a term takes also= and module=")
    module = part.attrs.values.get("module")
    if module is not None and module not in known.find_outlines("module"):
        problems.add(part.line, f"there is no module “{module}”", "mend module=, or take it out")
    page = known.make_page_without_sources("glossary.md", "the glossary", part.line, problems)
    html = render_blocks(page, part.blocks)
    if is_blank_html(html):
        fix = "write a short paragraph below it"
        problems.add(part.line, f"the term “{part.title}” is not explained", fix)
    return Term(part.attrs.id or "", part.title, part.attrs.values.get("also", ""), module, html)
