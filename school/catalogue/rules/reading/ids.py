"""Ids are unique in the whole tree among their kind: who claims which, and who came second."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from school.catalogue.rules.reading.module import checks_in
from school.catalogue.rules.reading.quiz import questions_in
from school.markup.front import Located
from school.markup.problems import Problems
from school.markup.structure import Document

PARTS = {"glossary": "term", "deck": "card"}  # documents whose headings are the things with ids


_QUESTIONS_IN = {"module": checks_in, "quiz": questions_in}


@dataclass(frozen=True)
class Claim:
    """A file gives an id to something."""

    kind: str
    id: str
    line: int
    problems: Problems  # of the file that claims


def claims_in(kind: str, document: Document, problems: Problems) -> Iterator[Claim]:
    """The ids that a module, a quiz, the glossary or a deck in words gives away."""
    for part in _QUESTIONS_IN[kind](document) if kind in _QUESTIONS_IN else ():
        if part.attrs.id:
            yield Claim("question", part.attrs.id, part.line, problems)
    objectives = document.front.get("objectives") if kind == "module" else None
    if objectives and isinstance(objectives.value, dict):
        for name in objectives.value:
            yield Claim("objective", name, objectives.line_at(name), problems)
    for part in document.parts if kind in PARTS else ():
        if part.attrs.id:
            yield Claim(PARTS[kind], part.attrs.id, part.line, problems)


def claims_in_deck(slug: str, front: dict[str, Located], problems: Problems) -> Iterator[Claim]:
    """The id of a deck, which may stand in a file of two kinds, and those of its patterns: cards hang on them."""
    yield Claim("deck", slug, 1, problems)
    patterns = front.get("patterns")
    for index, entry in enumerate(
        patterns.value if patterns and isinstance(patterns.value, list) else ()
    ):
        if patterns and isinstance(entry, dict) and isinstance(entry.get("id"), str):
            yield Claim("pattern", entry["id"], patterns.line_at(index, "id"), problems)


def refuse_twins(claims: Iterable[Claim]) -> None:
    """The second claim to an id is a problem of its file, and names the first."""
    first: dict[tuple[str, str], Claim] = {}
    for claim in claims:
        holder = first.setdefault((claim.kind, claim.id), claim)
        if holder is not claim:
            where = f"{holder.problems.path}:{holder.line}"
            what = f"the {claim.kind} id “{claim.id}” is taken, see {where}"
            claim.problems.add(claim.line, what, "give this one another id")
