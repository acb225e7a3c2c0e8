"""A thread that sends the outbox while the school is served, so that a letter leaves moments after its act."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import datetime

from sqlalchemy.exc import SQLAlchemyError

from school.config import Config
from school.db import Database
from school.people.service.mail import send_waiting, something_waits

SWEEP_SECONDS = 60.0  # for letters that wait for another try, or that another process wrote

log = logging.getLogger("school")


def deliver_in_background(
    database: Database,
    config: Config,
    clock: Callable[[], datetime],
    sweep_seconds: float = SWEEP_SECONDS,
) -> threading.Event:
    """Start the thread, one for each serving process. It ends with the process, or when the returned event is set."""
    stop = threading.Event()
    thread = threading.Thread(
        target=_deliver,
        args=(database, config, clock, sweep_seconds, stop),
        name="mail",
        daemon=True,
    )
    thread.start()
    return stop


def _deliver(
    database: Database,
    config: Config,
    clock: Callable[[], datetime],
    sweep_seconds: float,
    stop: threading.Event,
) -> None:
    while not stop.is_set():
        # Cleared before looking: a letter committed meanwhile sets it again.
        something_waits.clear()
        try:
            while send_waiting(database, config, clock()) and not stop.is_set():
                continue
        except SQLAlchemyError:
            log.exception("the outbox could not be read; it is tried again")
        something_waits.wait(sweep_seconds)
