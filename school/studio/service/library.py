"""What the school teaches, as one list: each document with its edition, measures and scores."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from school.documents.rules.entries import StudioLine
from school.documents.rules.kinds import DocumentKind, list_kinds_by_rank
from school.documents.rules.release import PublishedRelease
from school.documents.tables import Edition
from school.quizzes.rules.quiz_document import QUIZ
from school.quizzes.service.overview import QuizScores, read_scores_by_quiz

SORTS = ("kind", "title", "published", "attempts", "mean", "passes")


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
    """One document of the list."""

    kind: str
    slug: str
    line: StudioLine
    edition: EditionMark
    scores: QuizScores | None = None  # of a quiz that someone has taken


def list_kinds() -> dict[str, DocumentKind[Any]]:
    """Return the kinds that the studio lists, by name, in order."""
    return {kind.name: kind for kind in list_kinds_by_rank() if kind.studio}


def list_holdings(session: Session, release: PublishedRelease) -> tuple[Holding, ...]:
    """Return every current document that is listed, kind by kind. Two statements."""
    kinds = list_kinds()
    documents = [(kind, slug) for kind in kinds for slug in release.of_kind(kind)]
    ids = [release.edition_ids[document] for document in documents]
    editions = {row.id: EditionMark(*row) for row in session.execute(_EDITIONS, {"ids": ids})}
    scores = read_scores_by_quiz(session)
    holdings = []
    for kind, slug in documents:
        line = kinds[kind].studio_line(release.of_kind(kind)[slug])
        edition = editions[release.edition_ids[kind, slug]]
        taken = scores.get(slug) if kind == QUIZ.name else None
        holdings.append(Holding(kind, slug, line, edition, taken))
    return tuple(holdings)


def find_holding(holdings: Iterable[Holding], path: str) -> Holding | None:
    """Return the document read from a file; `path` may begin with the name of the content tree."""
    for holding in holdings:
        if f"/{path}".endswith(f"/{holding.edition.path}"):
            return holding
    return None


_EDITIONS = select(
    Edition.id, Edition.number, Edition.path, Edition.author, Edition.published_at
).where(Edition.id.in_(bindparam("ids", expanding=True)))


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
        return holding.line.title.casefold()
    if sort == "published":
        return holding.edition.published_at
    if holding.scores is None:
        return None
    return {
        "attempts": float(holding.scores.attempts),
        "mean": holding.scores.mean_share,
        "passes": holding.scores.pass_rate,
    }[sort]
