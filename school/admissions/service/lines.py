"""Writing the lines of the officer's table from the facts, and comparing them with the facts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, fields
from typing import Any

from sqlalchemy import bindparam, delete, func, select
from sqlalchemy.orm import Session

from school.admissions.service.line_facts import LineFacts, compute_lines
from school.admissions.service.totals import compare_totals, move_totals, recount_totals
from school.admissions.tables import DeskLine
from school.core.projections import Projection
from school.core.upsert import for_both, of_this
from school.documents.tables import Release
from school.people.service.everybody import hold_people, list_ids_after
from school.people.tables import Person


def write_lines(session: Session, people: Sequence[int]) -> None:
    """Write the lines of these people anew, and move the totals by what has changed.

    Two acts about the same person end one after the other: the second waits for the first, and
    then sees its facts.
    """
    hold_people(session, people)
    persons = session.execute(_PEOPLE, {"people": people}).all()
    expected = _index_lines(compute_lines(session, persons))
    present = _index_lines(_read_present_lines(session, people))
    gone = present.keys() - expected.keys()
    new = [line for key, line in sorted(expected.items()) if present.get(key) != line]
    for person_id, course_slug in sorted(gone):
        session.execute(_DELETE, {"person": person_id, "slug": course_slug})
    if new:
        session.execute(of_this(session, _WRITE), [asdict(line) for line in new])
    move_totals(session, present.values(), expected.values())


def compare_lines(session: Session, people: Sequence[int]) -> list[str]:
    """A sentence for each line of these people that is missing, needless or different."""
    persons = session.execute(_PEOPLE, {"people": people}).all()
    expected = _index_lines(compute_lines(session, persons))
    present = _index_lines(_read_present_lines(session, people))
    return [
        f"the line of person {person_id} in “{slug}” does not say what the facts say"
        for person_id, slug in sorted(expected.keys() | present.keys())
        if expected.get((person_id, slug)) != present.get((person_id, slug))
    ]


def find_release(session: Session) -> str:
    """What lines rest on besides facts about people: what is taught now."""
    return str(session.scalar(_RELEASE))


DESK_LINES = Projection(
    write=write_lines,
    recount=recount_totals,
    compare=compare_lines,
    compare_totals=compare_totals,
    list_people=list_ids_after,
    rests_on=find_release,
)


def _read_present_lines(session: Session, people: Sequence[int]) -> Iterable[LineFacts]:
    for row in session.execute(_PRESENT, {"people": people}):
        yield LineFacts(**row._mapping)


def _index_lines(lines: Iterable[LineFacts]) -> dict[tuple[int, str], LineFacts]:
    return {(line.person_id, line.course_slug): line for line in lines}


_COLUMNS = [DeskLine.__table__.c[field.name] for field in fields(LineFacts)]
_PEOPLE = (
    select(Person.id, Person.sort_name, Person.role)
    .where(Person.id.in_(bindparam("people", expanding=True)))
    .order_by(Person.id)
)


_PRESENT = select(*_COLUMNS).where(DeskLine.person_id.in_(bindparam("people", expanding=True)))
_DELETE = delete(DeskLine).where(
    DeskLine.person_id == bindparam("person"), DeskLine.course_slug == bindparam("slug")
)
_KEY = ["person_id", "course_slug"]


def _build_write(new: Any) -> Any:
    rest = {field.name: new.excluded[field.name] for field in fields(LineFacts)}
    return new.on_conflict_do_update(
        index_elements=_KEY, set_={name: value for name, value in rest.items() if name not in _KEY}
    )


_WRITE = for_both(lambda insert: _build_write(insert(DeskLine.__table__)))
_RELEASE = select(func.max(Release.id))
