"""The kind of document that a deck of cards is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from school.cards.rules.asked_by_quizzes import match_quizzes
from school.cards.rules.decks import Deck
from school.cards.rules.reading.deck import read_deck_of_patterns
from school.cards.rules.reading.deck_in_words import read_deck_in_words
from school.cards.rules.searchable import search_deck
from school.catalogue.rules.documents import Module
from school.documents.rules.entries import StudioLine
from school.documents.rules.kinds import DocumentKind, DocumentPage, Folder
from school.documents.rules.reading.files import ContentFile
from school.documents.rules.reading.ids import Claim, claim_parts
from school.documents.rules.reading.known import Known
from school.documents.rules.release import PublishedRelease
from school.quizzes.rules.quiz import Quiz


def _read_deck(file: ContentFile, known: Known) -> Deck:
    """A deck is written in one of two forms: patterns on the body, or questions in words."""
    if file.path.endswith(".md"):
        return read_deck_in_words(file, known)
    return read_deck_of_patterns(file, known)


def _claim_ids(file: ContentFile) -> Iterator[Claim]:
    """The deck's id, which a file of the other form may use as well, and those its cards need."""
    yield Claim("deck", file.slug, 1, file.problems)
    patterns = file.front.get("patterns")
    written = patterns.value if patterns and isinstance(patterns.value, list) else []
    for index, entry in enumerate(written):
        if patterns and isinstance(entry, dict) and isinstance(entry.get("id"), str):
            yield Claim("pattern", entry["id"], patterns.line_at(index, "id"), file.problems)
    yield from claim_parts("card", file.document.parts, file.problems)


def _describe_in_studio(deck: Deck) -> StudioLine:
    return StudioLine(deck.title, counts=((len(deck.graded), "card"),))


def _add_quizzes(deck: Deck, release: PublishedRelease) -> Deck:
    """The deck with the cards that go with this release's quizzes."""
    modules = release.of(Module)
    taught = []
    for quiz in release.of(Quiz).values():
        if quiz.module in modules:
            taught.append((quiz, modules[quiz.module]))
    quizzes = match_quizzes(deck, taught)
    return deck if deck.quizzes == quizzes else replace(deck, quizzes=quizzes)


DECK = DocumentKind(
    name="deck",
    document=Deck,
    place=Folder("flashcards", (".yaml", ".md")),
    read=_read_deck,
    claims=_claim_ids,
    plural="decks",
    rank=40,
    page=DocumentPage("studying.deck", "deck", "/cards/{slug}"),
    search=search_deck,
    studio=_describe_in_studio,
    complete=_add_quizzes,
)
