"""Aliases of choices: written when an edition brings ids, looked up when old answers are read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import BindParameter, Select, bindparam, insert, select
from sqlalchemy.orm import Session

from school.documents.rules.payload import from_payload
from school.documents.service.questions import find_earlier_questions
from school.documents.tables import Edition
from school.markup.words import strip_html
from school.questions.choosing.choice import Choice
from school.questions.items import Item, Response
from school.quizzes.rules.aliases import (
    Aliases,
    Matching,
    is_named_by_place,
    match_choices,
    rename_choices,
)
from school.quizzes.rules.quiz import Quiz
from school.quizzes.tables import ChoiceAlias

_EDITION_BEFORE = (
    select(Edition.number, Edition.payload)
    .where(
        Edition.kind == "quiz",
        Edition.slug == bindparam("slug"),
        Edition.number < bindparam("number"),
    )
    .order_by(Edition.number.desc())
    .limit(1)
)
_items: BindParameter[list[str]] = bindparam("items", expanding=True)
_OF_ITEMS = (
    select(ChoiceAlias.item_id, ChoiceAlias.old, ChoiceAlias.new)
    .where(ChoiceAlias.item_id.in_(_items))
    .order_by(ChoiceAlias.edition_id)
)
_BETWEEN = _OF_ITEMS.where(
    ChoiceAlias.edition_id > bindparam("after"), ChoiceAlias.edition_id <= bindparam("until")
)


def write_aliases(session: Session, editions: Sequence[Edition]) -> tuple[str, ...]:
    """Note what the choices of new editions were called in the editions before them.

    Returns a sentence for each earlier choice that matches none of the new edition's.
    """
    notices: list[str] = []
    for edition in editions:
        if edition.kind != "quiz":
            continue
        for item_id, matching in _match_with_earlier(session, edition):
            _store_aliases(session, edition.id, item_id, matching)
            for choice in matching.unmatched:
                notices.append(_describe_unmatched(item_id, choice))
    return tuple(notices)


def _match_with_earlier(session: Session, edition: Edition) -> Iterator[tuple[str, Matching]]:
    """Each question whose choices have ids now, and were named by place when last asked.

    A question that is new was in no earlier edition, so none is read in search of it.
    """
    items = {item.id: item for item in _read_items(edition.payload)}
    known = find_earlier_questions(session, items, edition.id)
    wanted = {item_id: item for item_id, item in items.items() if item_id in known}
    number = edition.number
    while wanted:
        place = {"slug": edition.slug, "number": number}
        before = session.execute(_EDITION_BEFORE, place).one_or_none()
        if before is None:
            return  # the others stood in another quiz
        number = before.number
        for earlier_item in _read_items(before.payload):
            item = wanted.pop(earlier_item.id, None)
            if item is None:
                continue
            earlier, newer = earlier_item.body.list_choices(), item.body.list_choices()
            if is_named_by_place(earlier) and not is_named_by_place(newer):
                yield item.id, match_choices(earlier, newer)


def _read_items(payload: Mapping[str, object]) -> tuple[Item, ...]:
    items = from_payload(Quiz, payload).items
    return tuple(item for item in items if item.body.list_choices())


def _store_aliases(session: Session, edition_id: int, item_id: str, matching: Matching) -> None:
    rows = [
        {"edition_id": edition_id, "item_id": item_id, "old": old, "new": new}
        for old, new in matching.ids.items()
    ]
    if rows:
        session.execute(insert(ChoiceAlias), rows)


def _describe_unmatched(item_id: str, choice: Choice) -> str:
    words = strip_html(choice.html)
    return (
        f"{item_id}: the earlier choice “{words}” matches none of the new edition, "
        "so answers with it count for no choice from now on"
    )


def read_aliases(session: Session, item_ids: Sequence[str]) -> Aliases:
    """Every name that the choices of these questions ever had. One statement.

    A name by place has one character and an id at least four, so no old name is an id of today.
    """
    return _gather_aliases(session, _OF_ITEMS, {"items": list(item_ids)})


def rename_answers(
    session: Session, answers: Mapping[str, Response], given_under: int, quiz: Quiz
) -> Mapping[str, Response]:
    """Answers, by item id, as `quiz` calls its choices. `given_under`: the id of their edition.

    One statement; none if the answers were given under this very edition.
    """
    if given_under == quiz.edition_id or not answers:
        return answers
    about = {"items": list(answers), "after": given_under, "until": quiz.edition_id}
    return rename_choices(answers, _gather_aliases(session, _BETWEEN, about))


def _gather_aliases(
    session: Session, query: Select[str, str, str], about: Mapping[str, object]
) -> Aliases:
    aliases: dict[str, dict[str, str]] = defaultdict(dict)
    for item_id, old, new in session.execute(query, about):
        aliases[item_id][old] = new
    return aliases
