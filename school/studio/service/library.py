"""What the school teaches, as one list: each document with its edition, measures and scores."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from school.catalogue.rules.decks import Deck
from school.catalogue.rules.documents import Catalogue, Course, Module, Quiz
from school.catalogue.tables import Edition
from school.quizzes.service.overview import QuizScores, scores_by_quiz

KINDS = {"module": "modules", "quiz": "quizzes", "course": "courses", "deck": "decks"}
SORTS = ("kind", "title", "published", "attempts", "mean", "passes")
Document = Module | Quiz | Course | Deck


@dataclass(frozen=True)
class EditionMark:
    """Which edition of a document is current."""

    id: int
    number: int
    path: str  # in the content tree
    author: str
    published_at: datetime


@dataclass(frozen=True)
class Holding:
    """One document of the list. Fields that its kind does not have are None."""

    kind: str
    slug: str
    title: str
    edition: EditionMark
    minutes: int | None = None
    objectives: int | None = None
    questions: int | None = None
    cards: int | None = None
    review: str = ""  # "awaiting", or who reviewed it and when; "" if it needs no review of its own
    scores: QuizScores | None = None


def list_holdings(session: Session, catalogue: Catalogue) -> tuple[Holding, ...]:
    """Return every current document: modules in teaching order, then quizzes, courses and decks.

    Two statements.
    """
    documents: list[tuple[str, Document]] = []
    for kind in KINDS:
        documents += [(kind, document) for document in _find_shelf(catalogue, kind).values()]
    ids = [document.edition_id for _kind, document in documents]
    rows = session.execute(_EDITIONS, {"ids": ids})
    editions = {row.id: EditionMark(*row) for row in rows}
    scores = scores_by_quiz(session)
    return tuple(
        _make_holding(kind, document, editions[document.edition_id], scores)
        for kind, document in documents
    )


def find_document(catalogue: Catalogue, kind: str, slug: str) -> Document | None:
    """Return the current document of this kind and name; None if it is not published now."""
    return _find_shelf(catalogue, kind).get(slug)


def find_holding(holdings: Iterable[Holding], path: str) -> Holding | None:
    """Return the document read from a file; `path` may begin with the name of the content tree."""
    for holding in holdings:
        if f"/{path}".endswith(f"/{holding.edition.path}"):
            return holding
    return None


def _find_shelf(catalogue: Catalogue, kind: str) -> Mapping[str, Document]:
    shelves: dict[str, Mapping[str, Document]] = {
        "module": catalogue.modules,
        "quiz": catalogue.quizzes,
        "course": catalogue.courses,
        "deck": catalogue.decks,
    }
    return shelves[kind]


_EDITIONS = select(
    Edition.id, Edition.number, Edition.path, Edition.author, Edition.published_at
).where(Edition.id.in_(bindparam("ids", expanding=True)))


def _make_holding(
    kind: str, document: Document, edition: EditionMark, scores: Mapping[str, QuizScores]
) -> Holding:
    slug, title = document.slug, document.title
    match document:
        case Module():
            minutes, objectives = document.worksheet.granted_minutes, len(document.objectives)
            return Holding(kind, slug, title, edition, minutes, objectives, review=document.review)
        case Quiz():
            return Holding(
                kind, slug, title, edition, questions=len(document.items), scores=scores.get(slug)
            )
        case Course():
            return Holding(kind, slug, title, edition, minutes=document.minutes)
        case Deck():
            return Holding(kind, slug, title, edition, cards=len(document.graded))


def sort_holdings(
    holdings: tuple[Holding, ...], kind: str, sort: str, falling: bool
) -> tuple[Holding, ...]:
    """Return the holdings of a kind ("" for all), in the given order.

    Holdings without a value come last either way.
    """
    wanted = [holding for holding in holdings if kind in ("", holding.kind)]
    if sort == "kind":
        return tuple(reversed(wanted)) if falling else tuple(wanted)
    measured, rest = [], []
    for holding in wanted:
        value = _measure_holding(holding, sort)
        if value is None:
            rest.append(holding)
        else:
            measured.append((value, holding))
    measured.sort(key=lambda pair: pair[0], reverse=falling)
    return (*(holding for _value, holding in measured), *rest)


def _measure_holding(holding: Holding, sort: str) -> str | datetime | float | None:
    if sort == "title":
        return holding.title.casefold()
    if sort == "published":
        return holding.edition.published_at
    if holding.scores is None:
        return None
    return {
        "attempts": float(holding.scores.attempts),
        "mean": holding.scores.mean_share,
        "passes": holding.scores.pass_rate,
    }[sort]
