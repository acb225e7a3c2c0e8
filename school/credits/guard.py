"""Ledger entries for views: the one with the place in a URL, or a page that says there is none."""

from __future__ import annotations

from school.credits.rules.ledger import Entry
from school.credits.service import ledger
from school.web.context import guard, session


def entry_or_404(action: str, seq: int) -> Entry:
    """The entry, if the reader may do `action` to it."""
    return guard(action, ledger.entry(session(), seq))
