"""What the search finds of the catalogue's documents. Entries are stored, with their addresses."""

from __future__ import annotations

from collections.abc import Iterator

from school.catalogue.rules.documents import Check, Glossary, Module, Section
from school.documents.rules.entries import Searchable
from school.markup.words import strip_html


def search_module(module: Module) -> Iterator[Searchable]:
    """The module with its objectives, and each of its sections."""
    url = f"/modules/{module.slug}"
    about = f"{module.summary} {' '.join(module.objectives.values())}"
    yield Searchable("module", url, module.title, module.kind.capitalize(), about)
    for section in module.sections:
        anchor = f"{url}#{section.id}"
        yield Searchable("section", anchor, section.title, module.title, _words(section))


def _words(section: Section) -> str:
    """The section's text. Of a self-check only what is asked: an excerpt must not answer it."""
    pieces = (p.item.stem if isinstance(p, Check) else p for p in section.pieces)
    return " ".join(strip_html(piece) for piece in pieces)


def search_glossary(glossary: Glossary) -> Iterator[Searchable]:
    """Each term of the glossary."""
    for term in glossary.terms:
        title = f"{term.title} ({term.also})" if term.also else term.title
        yield Searchable("term", f"/glossary#{term.id}", title, "Glossary", strip_html(term.html))
