"""Finding people by words: the rows they are found by, and the condition that looks there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    bindparam,
    delete,
    false,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Session

from school.core.projections import Projection
from school.people.rules.names import make_sort_name
from school.people.rules.search import list_search_words, split_search
from school.people.service.everybody import hold_people, list_ids_after
from school.people.tables import Person, PersonName, PersonWord

# Changes whenever the rules make other words or other sort names of the same names.
RULES = "1"
AFTER_EVERY_LETTER = "\U0010ffff"


def match_people(person_id: ColumnElement[int], typed: str) -> list[ColumnElement[bool]]:
    """Conditions on people who are found by what was typed; none if nothing was.

    Nobody is found by signs alone, such as “%”.
    """
    wanted = split_search(typed)
    if typed.strip() and not wanted:
        return [false()]
    return [person_id.in_(_select_people(spellings)) for spellings in wanted]


def _select_people(spellings: Iterable[str]) -> Select[Any]:
    word = PersonWord.word
    begins = []
    for spelling in sorted(spellings):
        begins.append(and_(word >= spelling, word < spelling + AFTER_EVERY_LETTER))
    return select(PersonWord.person_id).where(or_(*begins))


def write_words(session: Session, people: Sequence[int]) -> None:
    """Write anew how these people are sorted and by which words they are found.

    Two acts about the same person end one after the other, so that no word is written twice.
    """
    hold_people(session, people)
    present = _read_present_words(session, people)
    rows: list[dict[str, object]] = []
    for person_id, sort_name, words in _compute_names(session, people):
        if sort_name is not None:
            session.execute(
                update(Person).where(Person.id == person_id).values(sort_name=sort_name)
            )
        before = present.get(person_id, frozenset())
        if before - words:
            gone = PersonWord.word.in_(before - words)
            session.execute(delete(PersonWord).where(PersonWord.person_id == person_id, gone))
        for word in sorted(words - before):
            rows.append({"person_id": person_id, "word": word})
    if rows:
        session.execute(insert(PersonWord), rows)


def compare_words(session: Session, people: Sequence[int]) -> list[str]:
    """A sentence for each of these people who would be sorted or found in another way."""
    present = _read_present_words(session, people)
    differences = []
    for person_id, sort_name, words in _compute_names(session, people):
        if sort_name is not None or present.get(person_id, frozenset()) != words:
            differences.append(f"person {person_id} is not sorted or found by their names")
    return differences


def _compute_names(
    session: Session, people: Sequence[int]
) -> Iterable[tuple[int, str | None, frozenset[str]]]:
    """Yield each person with their words, and with a sort name where it differs from the stored."""
    names: dict[int, list[str]] = {}
    for person_id, name in session.execute(_NAMES, {"people": people}):
        names.setdefault(person_id, []).append(name)
    for person_id, name, sort_name, email in session.execute(_PEOPLE, {"people": people}):
        right = make_sort_name(name)
        words = list_search_words([name, *names.get(person_id, [])], email)
        yield person_id, right if right != sort_name else None, words


def _read_present_words(session: Session, people: Sequence[int]) -> dict[int, frozenset[str]]:
    words: dict[int, set[str]] = {}
    for person_id, word in session.execute(_WORDS, {"people": people}):
        words.setdefault(person_id, set()).add(word)
    return {person_id: frozenset(of_person) for person_id, of_person in words.items()}


def _has_no_totals(_session: Session) -> None:
    return None


def _compares_no_totals(_session: Session) -> list[str]:
    return []


def _name_rules(_session: Session) -> str:
    return RULES


_chosen: Any = bindparam("people", expanding=True)
_NAMES = select(PersonName.person_id, PersonName.name).where(PersonName.person_id.in_(_chosen))
_PEOPLE = select(Person.id, Person.name, Person.sort_name, Person.email).where(
    Person.id.in_(_chosen)
)
_WORDS = select(PersonWord.person_id, PersonWord.word).where(PersonWord.person_id.in_(_chosen))

NAMES = Projection(
    write=write_words,
    recount=_has_no_totals,
    compare=compare_words,
    compare_totals=_compares_no_totals,
    list_people=list_ids_after,
    rests_on=_name_rules,
)
