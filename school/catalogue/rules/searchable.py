"""What the search finds in the catalogue's documents. Entries are stored with their addresses."""

from __future__ import annotations

from collections.abc import Iterator

from school.catalogue.rules.documents import Check, Glossary, Module, Section
from school.documents.rules.entries import Searchable
from school.markup.words import strip_html


def search_module(module: Module) -> Iterator[Searchable]:
    """Yield the module with its objectives, then each of its sections."""
    url = f"/modules/{module.slug}"
    about = f"{module.summary} {' '.join(module.objectives.values())}"
    yield Searchable("module", url, module.title, module.kind.capitalize(), about)
    for section in module.sections:
        anchor = f"{url}#{section.id}"
        yield Searchable("section", anchor, section.title, module.title, _extract_words(section))


def _extract_words(section: Section) -> str:
    """Return the section's text, and of a self-check its question: no excerpt may answer it."""
    texts = []
    for piece in section.pieces:
        texts.append(strip_html(piece.item.stem if isinstance(piece, Check) else piece))
    return " ".join(texts)


def search_glossary(glossary: Glossary) -> Iterator[Searchable]:
    """Yield each term of the glossary."""
    for term in glossary.terms:
        title = f"{term.title} ({term.also})" if term.also else term.title
        yield Searchable("term", f"/glossary#{term.id}", title, "Glossary", strip_html(term.html))
