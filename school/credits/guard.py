"""What views fetch: ledger entries, and what an act that may finish a course needs."""

from __future__ import annotations

from typing import cast

from flask import current_app

from school.catalogue.guard import current_catalogue
from school.catalogue.service.library import Library
from school.credits.rules.ledger import Entry
from school.credits.service import ledger
from school.credits.service.completing import CompletionListener, Registrar
from school.documents.guard import current_shelf
from school.web.context import guard, session


def entry_or_404(action: str, seq: int) -> Entry:
    """The entry, if the reader may do `action` to it."""
    return guard(action, ledger.find_entry(session(), seq))


def library() -> Library:
    """What is taught now, and every earlier edition."""
    return Library(current_catalogue(), current_shelf())


def registrar() -> Registrar:
    """What an act that may finish a course needs."""
    listeners = cast(list[CompletionListener], current_app.extensions["completion_listeners"])
    return Registrar(library(), tuple(listeners))
