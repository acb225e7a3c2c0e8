"""The Flask application: each view runs in one transaction and does one declared action."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any

from flask import Flask, g, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from werkzeug.routing import IntegerConverter, Map

from school.core.policy import PERMISSIONS, may_try
from school.core.refusals import Forbidden, SignInFirst
from school.db import Database
from school.web.context import who
from school.web.requests import SchoolRequest

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
WROTE_SECONDS = 10


def wrote_cookie(secure: bool) -> str:
    """The name of the cookie that pins a reader to the primary for a moment after they wrote.

    With the prefix, a browser takes it only over https, from this very host and for all of it.
    """
    return "__Host-wrote" if secure else "wrote"


class NoAction(Forbidden):
    """A view without `@allow`: a mistake in the program."""

    sentence = "{endpoint} declares no action."


class NotForThisReader(Forbidden):
    sentence = "You don't have access to this page."


class RowId(IntegerConverter):
    """A number in a URL that can be a row's id. A larger one is no page, not a database error."""

    def __init__(self, url_map: Map) -> None:
        super().__init__(url_map, max=2**31 - 1)


class School(Flask):
    """Returning commits; raising rolls back."""

    request_class = SchoolRequest

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.url_map.converters["int"] = RowId
        # What else is asked of a reader who may do the view's action; each raises a refusal.
        self.reader_checks: list[Callable[[Any], None]] = []

    def refuse_unknown_actions(self) -> None:
        """Raise LookupError for a view whose action no part of the school has registered."""
        for endpoint, view in self.view_functions.items():
            action = getattr(view, "action", None)
            if action is not None and action not in PERMISSIONS:
                raise LookupError(f"{endpoint} declares {action!r}, which nobody has registered")

    def dispatch_request(self) -> ResponseReturnValue:
        view: Any = self.view_functions.get(request.endpoint or "")
        if request.routing_exception is not None or view is None:
            return super().dispatch_request()
        with self._serving(view, self._door(getattr(view, "door", "request"))):
            return super().dispatch_request()

    @contextmanager
    def reading_for(self, view: Any) -> Iterator[None]:
        """A transaction that cannot write, in place of `view`, for a reader who may try it."""
        with self._serving(view, self._reading()):
            yield

    @contextmanager
    def _serving(self, view: Any, door: AbstractContextManager[Session | None]) -> Iterator[None]:
        with door as transaction:
            g.session = transaction
            try:
                self._judge(view)
                yield
            finally:
                g.pop("session")  # an error page must not reach into a transaction that has ended

    def _door(self, door: str) -> AbstractContextManager[Session | None]:
        database: Database = self.extensions["database"]
        if door in ("own", "none"):
            return nullcontext(None)
        if request.method in SAFE:
            return self._reading()
        return database.writing()

    def _reading(self) -> AbstractContextManager[Session]:
        database: Database = self.extensions["database"]
        has_written = wrote_cookie(self.extensions["config"].secure) in request.cookies
        return database.reading(own_writes=database.has_replica and has_written)

    def _judge(self, view: Any) -> None:
        action = getattr(view, "action", None)
        if action is None:
            raise NoAction(endpoint=request.endpoint or "")
        if getattr(view, "door", "request") == "none":
            return
        if may_try(who(), action):
            for check in self.reader_checks:
                check(view)
            return
        if not who().signed_in:
            raise SignInFirst
        raise NotForThisReader
