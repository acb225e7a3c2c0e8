"""Whether the process lives, and whether the school is ready to serve."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Lock

from flask import Blueprint, Response, current_app, jsonify
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from school.db import Database
from school.web.app import School
from school.web.context import allow, database

bp = Blueprint("health", __name__)

# Each says what is missing, or None when all is well.
Check = Callable[[Session], str | None]
WriteCheck = Callable[[Database], str | None]

SECONDS_REMEMBERED = 5.0


class RememberedCheck:
    """A check whose result is remembered for some seconds, and made by one thread at a time.

    Anybody may ask for /readyz as often as they like. The check waits for the write lock, which
    students need more.
    """

    def __init__(
        self,
        check: WriteCheck,
        seconds: float = SECONDS_REMEMBERED,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._check = check
        self._seconds = seconds
        self._clock = clock
        self._checking = Lock()
        self._checked_at: float | None = None
        self._fault: str | None = None

    def __call__(self, database: Database) -> str | None:
        """What is wrong, or None; as it was when that was last looked at."""
        if self._is_fresh():
            return self._fault
        is_first = self._checked_at is None
        if not self._checking.acquire(blocking=is_first):
            return self._fault  # another thread is looking at this moment
        try:
            if not self._is_fresh():
                self._fault = self._check(database)
                self._checked_at = self._clock()
            return self._fault
        finally:
            self._checking.release()

    def _is_fresh(self) -> bool:
        at = self._checked_at
        return at is not None and self._clock() - at < self._seconds


def register(app: School, write_check: WriteCheck, *checks: Check) -> None:
    app.extensions["readiness"] = checks
    app.extensions["write_check"] = RememberedCheck(write_check)
    app.register_blueprint(bp)


@bp.get("/healthz")
@allow("health:see", door="none")
def alive() -> Response:
    return jsonify(alive=True)


@bp.get("/readyz")
@allow("health:see", door="none")
def ready() -> tuple[Response, int]:
    missing = _what_is_missing()
    return jsonify(ready=not missing, missing=missing), 503 if missing else 200


def _what_is_missing() -> list[str]:
    """Everything that keeps the school from serving."""
    extensions = current_app.extensions
    try:
        with database().reading() as session:
            faults = [check(session) for check in extensions["readiness"]]
    except SQLAlchemyError as error:
        return [f"the database does not answer: {type(error).__name__}"]
    faults.append(extensions["write_check"](database()))
    return [fault for fault in faults if fault]
