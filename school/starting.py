"""Waiting for a PostgreSQL that is still starting, as after a start of its machine."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from school.db import Database

SECONDS_TO_WAIT = 60.0
SECONDS_BETWEEN = 0.5


def wait_until_started(
    database: Database, say: Callable[[str], None], seconds: float = SECONDS_TO_WAIT
) -> None:
    """Return once PostgreSQL no longer turns everybody away, or after `seconds`.

    `say` is called once, if there is anything to wait for. A server that does not answer at all is
    not waited for: its address may be wrong.
    """
    if database.on_sqlite or not _turns_everybody_away(database):
        return
    say(f"PostgreSQL is still starting; the school waits for it, {seconds:.0f} seconds at most")
    until = time.monotonic() + seconds
    while _turns_everybody_away(database) and time.monotonic() < until:
        time.sleep(SECONDS_BETWEEN)


def _turns_everybody_away(database: Database) -> bool:
    """Whether it answers, but lets nobody in: it is starting, recovering or ending."""
    dialect = database.engine.dialect
    _none, settings = dialect.create_connect_args(database.engine.url)
    settings.pop("context", None)  # for psycopg alone: how values are converted
    driver: Any = dialect.loaded_dbapi  # psycopg, which a school on SQLite need not have
    ping = driver.pq.PGconn.ping(driver.conninfo.make_conninfo(**settings).encode())
    return bool(ping == driver.pq.Ping.REJECT)
