"""Which kind each published question is: its id is never used for a question of another kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from school.documents.rules.kinds import DOCUMENT_KINDS
from school.documents.rules.reading.tree import Content
from school.documents.tables import PublishedQuestion
from school.markup.problems import Problem
from school.questions.items import Item


@dataclass(frozen=True)
class Question:
    """A question in the content, and where it stands."""

    id: str
    kind: str
    path: str  # as problems show it
    line: int


def list_questions(content: Content) -> Iterator[Question]:
    """Yield every question of the content."""
    for written in content.documents:
        list_items = DOCUMENT_KINDS[written.kind].items
        if list_items is None:
            continue
        for item in list_items(written.document):
            yield Question(item.id, item.kind, f"{content.top}/{written.path}", item.line)


def find_changed_kinds(session: Session, questions: Sequence[Question]) -> Iterator[Problem]:
    """Yield a problem for each question that was published before as another kind of question.

    Answers, statistics and certificates refer to its id, and would be read as something else.
    """
    kinds = _read_kinds(session)
    for question in questions:
        before = kinds.get(question.id, question.kind)
        if before != question.kind:
            what = (
                f"the question “{question.id}” was published as {before},"
                f" and is {question.kind} now"
            )
            fix = "give it a new id; the old one is retired for good"
            yield Problem(question.path, question.line, what, fix)


def note_questions(session: Session, items: Iterable[Item], edition_id: int) -> None:
    """Remember which questions an edition is the first to hold."""
    kinds = {item.id: item.kind for item in items}
    known = set(session.scalars(_IDS.where(PublishedQuestion.item_id.in_(list(kinds)))))
    rows = []
    for item_id in kinds.keys() - known:
        rows.append({"item_id": item_id, "kind": kinds[item_id], "edition_id": edition_id})
    if rows:
        session.execute(insert(PublishedQuestion), rows)


def find_earlier_questions(session: Session, ids: Iterable[str], edition_id: int) -> set[str]:
    """Return which of these questions an earlier edition than this one held."""
    earlier = PublishedQuestion.edition_id < edition_id
    return set(session.scalars(_IDS.where(PublishedQuestion.item_id.in_(list(ids)), earlier)))


def _read_kinds(session: Session) -> dict[str, str]:
    kinds: dict[str, str] = {}
    for item_id, kind in session.execute(_ITEM_KINDS):
        kinds[item_id] = kind
    return kinds


_IDS = select(PublishedQuestion.item_id)
_ITEM_KINDS = select(PublishedQuestion.item_id, PublishedQuestion.kind)
