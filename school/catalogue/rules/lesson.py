"""A module as a page shows it: its text and self-checks in order, and how far somebody has read."""

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
    """A module and the ids of its sections that somebody has finished."""

    module: Module
    finished: frozenset[str]

    @property
    def total(self) -> int:
        return len(self.module.sections)

    @property
    def left(self) -> tuple[Section, ...]:
        """The sections still to be read, in order."""
        return tuple(section for section in self.module.sections if section.id not in self.finished)

    @property
    def done(self) -> int:
        """How many of the sections that there are today are finished."""
        return self.total - len(self.left)

    @property
    def minutes_left(self) -> int:
        """Minutes of reading that are left, at 200 words a minute, to nearest; at least one where anything is left."""
        words = sum(section.words for section in self.left)
        return max(1, round(words / WORDS_A_MINUTE)) if self.left else 0

    def after(self, section_id: str) -> Section | None:
        """The section behind this one in the text; None behind the last."""
        ids = [section.id for section in self.module.sections]
        following = ids.index(section_id) + 1
        return self.module.sections[following] if following < len(ids) else None

    def contents(self, signed_in: bool) -> tuple[tuple[str, str, str], ...]:
        """Label, address and state of each section; the first one not finished is where the reader is."""
        here = self.left[0].id if signed_in and self.left else ""
        return tuple((s.title, f"#{s.id}", self._state(s, here)) for s in self.module.sections)

    def _state(self, section: Section, here: str) -> str:
        return "done" if section.id in self.finished else "here" if section.id == here else ""


@dataclass(frozen=True)
class Piece:
    """A stretch of text, or a self-check: as asked, or as explained where it has just been answered."""

    html: str = ""  # marked as safe
    question: Shown | None = None
    explained: Explained | None = None


def pieces(section: Section, explained: Explained | None) -> Iterator[Piece]:
    """What a section is made of; `explained` takes the place of the self-check that has been answered."""
    for piece in section.pieces:
        if isinstance(piece, str):
            yield Piece(html=trusted(piece))
        elif explained and explained.item_id == piece.item.id:
            yield Piece(explained=explained)
        else:
            yield Piece(question=show_question(piece.item, SEED, shuffle=False))


def place_among_its_kind(catalogue: Catalogue, module: Module) -> tuple[int, int]:
    """Which module of its kind it is, and how many there are."""
    slugs = [other.slug for other in catalogue.modules.values() if other.kind == module.kind]
    return slugs.index(module.slug) + 1, len(slugs)
