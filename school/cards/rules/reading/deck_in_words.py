"""A deck of questions in words, `flashcards/<id>.md`.

A level-two heading is a question, and what follows is its answer.
"""

from __future__ import annotations

from collections.abc import Iterable

from school.cards.rules.decks import Deck, TextCard
from school.cards.rules.reading.about import judge_about
from school.cards.rules.reading.deck import LEAST_RETENTION, MOST_NEW_CARDS, MOST_RETENTION
from school.catalogue.rules.reading.module import list_cited
from school.documents.rules.reading.files import ContentFile
from school.documents.rules.reading.known import Known
from school.markup.html import render_blocks
from school.markup.problems import Problems
from school.markup.structure import Document, Part
from school.markup.words import is_blank_html

ABOUT = "about"


def read_deck_in_words(file: ContentFile, known: Known) -> Deck:
    """The deck. Each card is shown alone, so each numbers its own sources."""
    document, problems = file.document, file.problems
    settings = file.settings()
    settings.one_of("format", "cards/1")
    settings.text("id")  # compared with the file's name by the reader of the tree
    deck = Deck(
        slug=file.slug,
        title=settings.prose("title"),
        summary=settings.prose("summary", most=300),
        caution=settings.prose("caution", ""),
        retention=settings.number("retention", LEAST_RETENTION, MOST_RETENTION),
        new_per_day=settings.whole_number("new_per_day", 0, MOST_NEW_CARDS),
        regions=(),
        patterns=(),
        sources=(),
        cards=tuple(_read_card(file, part, known) for part in document.parts),
    )
    settings.refuse_unread()
    _judge_outline(document, problems)
    return deck


def _judge_outline(document: Document, problems: Problems) -> None:
    for block in document.intro:
        fix = "put it under a heading ## Question {#id}"
        problems.add(block.line, "text stands before the first question", fix)
    if document.read and not document.parts:
        fix = "begin one with ## Question {#id about=module}"
        problems.add(1, "the deck has no questions", fix)
    _refuse_repeated_questions(document.parts, problems)


def _refuse_repeated_questions(parts: Iterable[Part], problems: Problems) -> None:
    """Two cards that ask the same would both be studied, and which answer is right is unclear."""
    first_lines: dict[str, int] = {}
    for part in parts:
        line = first_lines.setdefault(part.title.casefold(), part.line)
        if part.title and line != part.line:
            what = f"the question of line {line} is asked again"
            problems.add(part.line, what, "keep one, or ask what differs")


def _read_card(file: ContentFile, part: Part, known: Known) -> TextCard:
    problems = file.problems
    _judge_heading(part, problems)
    about = tuple(part.attrs.values.get(ABOUT, "").split())
    judge_about(known, about, lambda what, fix: problems.add(part.line, what, fix))
    page = known.make_page(file.path, problems)
    answer = render_blocks(page, part.blocks)
    if is_blank_html(answer):
        what = f"the question “{part.title}” has no answer"
        problems.add(part.line, what, "write it in the lines below")
    return TextCard(
        part.attrs.id or "", part.title, answer, about, list_cited(page.citations, known)
    )


def _judge_heading(part: Part, problems: Problems) -> None:
    if part.level != 2:
        problems.add(part.line, "a question of a deck is a level-two heading", "begin it with ##")
    if not part.attrs.id:
        problems.add(part.line, f"the question “{part.title}” has no id", "write {#id} after it")
    if part.attrs.classes or part.attrs.values.keys() - {ABOUT}:
        what = "a question of a deck takes an id and about="
        problems.add(part.line, what, "take the rest out of the braces")
