"""How many lines the officer's table has of each kind, kept in step with the lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import case, delete, func, insert, select, text
from sqlalchemy.orm import Session

from school.admissions.service.line_facts import LineFacts
from school.admissions.tables import DeskLine, DeskTotal
from school.core.upsert import for_both, of_this

RECOUNT_LOCK = "LOCK TABLE desk_total IN SHARE ROW EXCLUSIVE MODE"  # on PostgreSQL


def move_totals(session: Session, before: Iterable[LineFacts], after: Iterable[LineFacts]) -> None:
    """Add to the totals what the lines after have more than those before.

    In one order for everybody: two transactions never wait for each other.
    """
    lines: Counter[tuple[str, str, str]] = Counter()
    people: Counter[tuple[str, str, str]] = Counter()
    for sign, some in ((-1, before), (1, after)):
        for line in some:
            key = (line.role, line.course_slug, line.stage)
            lines[key] += sign
            people[key] += sign * line.is_first
    moved = sorted(key for key in lines if lines[key] or people[key])
    names = ("role", "course_slug", "stage")
    rows = [
        {**dict(zip(names, key, strict=True)), "lines": lines[key], "people": people[key]}
        for key in moved
    ]
    for row in rows:
        session.execute(of_this(session, _ADD), row)


def recount_totals(session: Session) -> None:
    """Count the totals anew from the lines."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text(RECOUNT_LOCK))
    session.execute(delete(DeskTotal))
    session.execute(_RECOUNT)


def compare_totals(session: Session) -> list[str]:
    """A sentence for each total that is not the number of lines."""
    counted = {tuple(row[:3]): tuple(row[3:]) for row in session.execute(_COUNTED)}
    stored = {tuple(row[:3]): tuple(row[3:]) for row in session.execute(_TOTALS) if any(row[3:])}
    return [
        f"the total of {' / '.join(key)} is {stored.get(key)}, and there are {counted.get(key)}"
        for key in sorted(counted.keys() | stored.keys())
        if counted.get(key) != stored.get(key)
    ]


_counted_columns: Mapping[str, Any] = {
    "role": DeskLine.role,
    "course_slug": DeskLine.course_slug,
    "stage": DeskLine.stage,
    "lines": func.count(),
    "people": func.sum(case((DeskLine.is_first, 1), else_=0)),
}
_COUNTED = select(*_counted_columns.values()).group_by(
    DeskLine.role, DeskLine.course_slug, DeskLine.stage
)
_RECOUNT = insert(DeskTotal).from_select(list(_counted_columns), _COUNTED)
_TOTALS = select(
    DeskTotal.role, DeskTotal.course_slug, DeskTotal.stage, DeskTotal.lines, DeskTotal.people
)


def _build_add(new: Any) -> Any:
    return new.on_conflict_do_update(
        index_elements=["role", "course_slug", "stage"],
        set_={
            "lines": DeskTotal.lines + new.excluded.lines,
            "people": DeskTotal.people + new.excluded.people,
        },
    )


_ADD = for_both(lambda insert: _build_add(insert(DeskTotal.__table__)))
