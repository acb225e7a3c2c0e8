"""Going through everybody a batch at a time, and holding their rows while others are written."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from school.people.tables import Person


def list_ids_after(session: Session, after_id: int, limit: int) -> Sequence[int]:
    """Ids of people above one, in order, at most `limit`."""
    return session.scalars(_AFTER.limit(limit), {"after": after_id}).all()


def hold_people(session: Session, people: Sequence[int]) -> None:
    """Make others wait who write rows derived from these people, until this transaction ends.

    They then see what this one has written. On SQLite whoever writes is alone anyway. Always in the
    order of the ids, so that two who hold several people never wait for each other.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(_HELD, {"people": people})


_AFTER = select(Person.id).where(Person.id > bindparam("after")).order_by(Person.id)
_HELD = (
    select(Person.id)
    .where(Person.id.in_(bindparam("people", expanding=True)))
    .order_by(Person.id)
    .with_for_update(key_share=True)
)
