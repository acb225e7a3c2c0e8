"""Projections: rows that repeat what facts say, so that a page need not add them up each time.

An act notes whose facts it has changed. Before its transaction ends, the rows about these people
are written anew in that transaction, so that they never differ from the facts. They can be rebuilt
from the facts at any time, and `school ledger verify` compares both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, event, select
from sqlalchemy.orm import Session

from school.config import Config
from school.core.jobs import Job
from school.core.registry import Registry
from school.core.tables import BuiltProjection
from school.core.upsert import for_both, of_this
from school.db import Database

NOTED = "people whose facts have changed"  # in `Session.info`
BATCH = 200  # people in one transaction of a rebuild: others write in between


@dataclass(frozen=True)
class Projection:
    """Rows about people, and how they are kept.

    `write` writes the rows of these people anew. `recount` writes totals over all rows anew.
    `compare` says in what the rows of these people differ from the facts, and `compare_totals` in
    what the totals differ from the rows. `list_people` returns ids above one, in order, up to a
    limit. `rests_on` names what the rows depend on besides facts about people; where it has
    changed, they need to be rebuilt.
    """

    write: Callable[[Session, Sequence[int]], None]
    recount: Callable[[Session], None]
    compare: Callable[[Session, Sequence[int]], list[str]]
    compare_totals: Callable[[Session], list[str]]
    list_people: Callable[[Session, int, int], Sequence[int]]
    rests_on: Callable[[Session], str]


PROJECTIONS: Registry[Projection] = Registry("projection")


def note_person(session: Session, person_id: int) -> None:
    """Say that facts about a person change in this transaction."""
    session.info.setdefault(NOTED, set()).add(person_id)


@event.listens_for(Session, "before_commit")
def write_noted(session: Session) -> None:
    """Write the projections of everybody whom this transaction has noted.

    A savepoint is no end: its facts may yet be joined by others of the same act.
    """
    if NOTED not in session.info or session.in_nested_transaction():
        return
    people = sorted(session.info.pop(NOTED))
    session.flush()
    for projection in PROJECTIONS.values():
        projection.write(session, people)


@event.listens_for(Session, "after_rollback")
def forget_noted(session: Session) -> None:
    """What was undone has changed nobody's facts."""
    session.info.pop(NOTED, None)


def rebuild_projections(database: Database) -> int:
    """Rebuild every projection from the facts; return how many people there are.

    In batches, each in a transaction of its own, so that nobody waits long.
    """
    count = 0
    for name, projection in PROJECTIONS.items():
        with database.reading() as session:
            rests_on = projection.rests_on(session)
        count = 0
        last_id = 0
        while True:
            with database.writing() as session:
                people = projection.list_people(session, last_id, BATCH)
                if not people:
                    projection.recount(session)
                    session.execute(of_this(session, _NOTE), {"name": name, "rests_on": rests_on})
                    break
                projection.write(session, people)
            last_id = people[-1]
            count += len(people)
    return count


def find_outdated(session: Session) -> list[str]:
    """The names of projections that need to be rebuilt. Two statements for each."""
    return [
        name
        for name, projection in PROJECTIONS.items()
        if session.scalar(_RESTS_ON, {"name": name}) != projection.rests_on(session)
    ]


def rebuild_outdated(database: Database) -> bool:
    """Rebuild all projections if one needs it; return whether that was so."""
    with database.reading() as session:
        outdated = find_outdated(session)
    if outdated:
        rebuild_projections(database)
    return bool(outdated)


def compare_projections(session: Session) -> Iterator[str]:
    """In what projections differ from the facts, a sentence each."""
    for name, projection in PROJECTIONS.items():
        last_id = 0
        while people := projection.list_people(session, last_id, BATCH):
            for difference in projection.compare(session, people):
                yield f"{name}: {difference}"
            last_id = people[-1]
        for difference in projection.compare_totals(session):
            yield f"{name}: {difference}"


_RESTS_ON = select(BuiltProjection.rests_on).where(BuiltProjection.name == bindparam("name"))
_NOTE = for_both(
    lambda insert: (added := insert(BuiltProjection)).on_conflict_do_update(
        index_elements=["name"], set_={"rests_on": added.excluded.rests_on}
    )
)


def rebuild_in_background(database: Database, _config: Config, _now: datetime) -> bool:
    """Rebuild what a publication or an upgrade has made outdated; see `school.core.jobs.Run`."""
    rebuild_outdated(database)
    return False


# A look costs two statements. A rebuild takes about a minute for 50,000 people, and is safe to
# repeat.
KEEPING_UP_TO_DATE = Job(
    rebuild_in_background, every=timedelta(minutes=1), lease=timedelta(hours=1)
)
