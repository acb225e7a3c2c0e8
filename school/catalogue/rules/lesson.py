"""A module as a page shows it: its text and self-checks in order, and how far a reader is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from school.catalogue.rules.documents import Catalogue, Module, Section
from school.catalogue.rules.worksheet import WORDS_A_MINUTE
from school.markup.cleaning import trusted
from school.questions.kinds import show_question
from school.questions.shown import Explained, Shown

# Self-checks are never shuffled: the text around them may speak of "the first answer".
SEED = 0


@dataclass(frozen=True)
class Reading:
    """A module and the ids of the sections that a reader has finished."""

    module: Module
    finished: frozenset[str]

    @property
    def total(self) -> int:
        return len(self.module.sections)

    @property
    def left(self) -> tuple[Section, ...]:
        """The sections still to read, in order."""
        return tuple(section for section in self.module.sections if section.id not in self.finished)

    @property
    def done(self) -> int:
        """How many of today's sections are finished."""
        return self.total - len(self.left)

    @property
    def minutes_left(self) -> int:
        """Minutes of reading left at 200 words a minute, rounded; at least 1 if any is left."""
        if not self.left:
            return 0
        words = sum(section.words for section in self.left)
        return max(1, round(words / WORDS_A_MINUTE))

    def find_next_section(self, section_id: str) -> Section | None:
        """Return the section after this one in the text; None after the last."""
        ids = [section.id for section in self.module.sections]
        following = ids.index(section_id) + 1
        return self.module.sections[following] if following < len(ids) else None

    def list_contents(self, signed_in: bool) -> tuple[tuple[str, str, str], ...]:
        """Return label, address and state of each section.

        The state is "done", "here" for the first unfinished section of a reader who is signed in,
        or "".
        """
        current_id = self.left[0].id if signed_in and self.left else ""
        contents = []
        for section in self.module.sections:
            state = "here" if section.id == current_id else ""
            if section.id in self.finished:
                state = "done"
            contents.append((section.title, f"#{section.id}", state))
        return tuple(contents)


@dataclass(frozen=True)
class Piece:
    """A stretch of text; or a self-check, as a question or explained once it was answered."""

    html: str = ""  # marked as safe
    question: Shown | None = None
    explained: Explained | None = None


def list_pieces(section: Section, explained: Explained | None) -> Iterator[Piece]:
    """Yield the pieces of a section. `explained` replaces the self-check that was answered."""
    for piece in section.pieces:
        if isinstance(piece, str):
            yield Piece(html=trusted(piece))
        elif explained and explained.item_id == piece.item.id:
            yield Piece(explained=explained)
        else:
            yield Piece(question=show_question(piece.item, SEED, shuffle=False))


def find_place_among_kind(catalogue: Catalogue, module: Module) -> tuple[int, int]:
    """Return which module of its kind this is, counted from 1, and how many there are."""
    slugs = [slug for slug, entry in catalogue.modules.items() if entry.kind == module.kind]
    return slugs.index(module.slug) + 1, len(slugs)
