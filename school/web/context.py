"""What a view may ask of the request it serves: its transaction, its moment, its reader."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, TypeVar

from flask import current_app, g
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy.orm import Session

from school.core.identity import NOBODY, Identity
from school.core.languages import ENGLISH
from school.core.policy import may
from school.core.refusals import Forbidden, NotFound
from school.db import Database

T = TypeVar("T")
View = TypeVar("View", bound=Callable[..., Any])


def database() -> Database:
    known: Database = current_app.extensions["database"]
    return known


def session() -> Session:
    """The transaction of this request."""
    transaction: Session = g.session
    return transaction


@contextmanager
def any_session() -> Iterator[Session]:
    """The transaction of this request; outside one (on an error page) a reading one of its own."""
    if g.get("session") is not None:
        yield g.session
    else:
        # Who opens their own doors may be about to write, by what a replica may not have yet.
        with database().reading(own_writes=True) as own:
            yield own


def now() -> datetime:
    """The moment of this request, asked once."""
    if "now" not in g:
        g.now = current_app.extensions["clock"]()
    moment: datetime = g.now
    return moment


def who() -> Identity:
    """The reader."""
    return current_user._get_current_object() if current_user else NOBODY


def language() -> str:
    """The language in which this page is written, as "en". The school speaks one so far."""
    return ENGLISH


def allow(
    action: str,
    door: str = "request",
    expired_page: Callable[..., ResponseReturnValue] | None = None,
) -> Callable[[View], View]:
    """Declare the action of a view. A view without one does not run.

    `door="own"`: the view opens its transactions itself, because slow work (hashing a password)
    must not hold the write lock.
    `expired_page`: shows the form again, with what was typed, to a reader whose token is no longer
    good. It takes the arguments of the view, runs in its place and cannot write. Without it the
    reader gets a page of its own that lists what was typed.
    """

    def declare(view: View) -> View:
        vars(view).update(action=action, door=door, expired_page=expired_page)
        return view

    return declare


def guard(action: str, thing: T | None) -> T:
    """Return `thing` if the reader may do `action` to it.

    Raises NotFound where it does not exist or they may not see it, Forbidden where they may see it.
    """
    if thing is None:
        raise NotFound
    if may(who(), action, thing):
        return thing
    if may(who(), action.split(":")[0] + ":see", thing):
        raise Forbidden
    raise NotFound
