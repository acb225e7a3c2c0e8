"""What the school teaches, as one list: every document with its edition, its measures and how its quiz goes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from school.catalogue.rules.decks import Deck
from school.catalogue.rules.documents import Catalogue, Course, Module, Quiz
from school.documents.tables import Edition
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
    """One document of the list. What a kind does not have is None."""

    kind: str
    slug: str
    title: str
    edition: EditionMark
    minutes: int | None = None
    objectives: int | None = None
    questions: int | None = None
    cards: int | None = None
    review: str = (
        ""  # "awaiting", or who reviewed it and when; "" for what is not reviewed by itself
    )
    scores: QuizScores | None = None


def library(session: Session, catalogue: Catalogue) -> tuple[Holding, ...]:
    """Every current document: modules in teaching order, then quizzes, courses and decks. Two statements."""
    documents = [
        (kind, document) for kind in KINDS for document in _shelf(catalogue, kind).values()
    ]
    rows = session.execute(
        _EDITIONS, {"ids": [document.edition_id for _kind, document in documents]}
    )
    editions = {row.id: EditionMark(*row) for row in rows}
    scores = scores_by_quiz(session)
    return tuple(
        _holding(kind, document, editions[document.edition_id], scores)
        for kind, document in documents
    )


def document_of(catalogue: Catalogue, kind: str, slug: str) -> Document | None:
    """The current document of this kind and name; None where it is not published (any more)."""
    return _shelf(catalogue, kind).get(slug)


def holding_at(holdings: Iterable[Holding], path: str) -> Holding | None:
    """The document that was read from a file; `path` may begin with the name of the content tree."""
    return next(
        (holding for holding in holdings if f"/{path}".endswith(f"/{holding.edition.path}")), None
    )


def _shelf(catalogue: Catalogue, kind: str) -> Mapping[str, Document]:
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


def _holding(
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


def arranged(
    holdings: tuple[Holding, ...], kind: str, sort: str, falling: bool
) -> tuple[Holding, ...]:
    """The holdings of a kind ("" for all) in the order asked for; what has no value comes last either way."""
    wanted = [holding for holding in holdings if kind in ("", holding.kind)]
    if sort == "kind":
        return tuple(reversed(wanted)) if falling else tuple(wanted)
    measured = [
        (value, holding) for holding in wanted if (value := _measure(holding, sort)) is not None
    ]
    measured.sort(key=lambda pair: pair[0], reverse=falling)
    rest = [holding for holding in wanted if _measure(holding, sort) is None]
    return (*(holding for _value, holding in measured), *rest)


def _measure(holding: Holding, sort: str) -> str | datetime | float | None:
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
