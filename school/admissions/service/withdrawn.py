"""Which certificates are withdrawn, read once for all lines of the officer's table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from school.certificates.tables import Certificate
from school.credits.tables import LedgerEntry


@dataclass(frozen=True)
class Withdrawals:
    """The entries that were reversed, and what that means for certificates."""

    reversed_seqs: frozenset[int]
    # For each course of a person whose newest certificate is withdrawn: when the first was issued.
    first_issued_at: tuple[datetime, ...]

    def has_reversed(self, entries: Iterable[int]) -> bool:
        """Whether one of the entries that a certificate or a completion rests on was reversed."""
        return not self.reversed_seqs.isdisjoint(entries)


def read_withdrawals(session: Session) -> Withdrawals:
    """Every reversal, since reversals are few, with what they withdraw. Two statements."""
    reversed_seqs = frozenset(seq for seq in session.scalars(_REVERSED) if seq is not None)
    newest: dict[tuple[int, str], list[int]] = {}
    first_issued_at: dict[tuple[int, str], datetime] = {}
    for person_id, course_slug, entries, issued_at in session.execute(_CERTIFICATES):
        newest[person_id, course_slug] = entries
        first_issued_at.setdefault((person_id, course_slug), issued_at)
    return Withdrawals(
        reversed_seqs,
        tuple(
            first_issued_at[key]
            for key, entries in newest.items()
            if not reversed_seqs.isdisjoint(entries)
        ),
    )


# With “is not null” SQLite would read the whole ledger; with “> 0” it uses the index.
_is_reversal = LedgerEntry.reverses_id > 0
_REVERSED = select(LedgerEntry.reverses_id).where(_is_reversal)
_CERTIFICATES = (
    select(
        Certificate.person_id, Certificate.course_slug, Certificate.entries, Certificate.issued_at
    )
    .where(Certificate.person_id.in_(select(LedgerEntry.person_id).where(_is_reversal)))
    .order_by(Certificate.revision)
)
