"""Trying again as the school asks: a machine with much else to do is slow, not wrong."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as WaitedTooLong
from werkzeug.test import TestResponse

T = TypeVar("T")

TRIES = 40


def until_served(send: Callable[[], TestResponse]) -> TestResponse:
    """Send a request, and send it again while the answer is “busy”, after the wait it asks for."""
    for _ in range(TRIES):
        answer = send()
        if answer.status_code != 503:
            return answer
        time.sleep(int(answer.headers["Retry-After"]))
    return answer


def until_done(act: Callable[[], T]) -> T:
    """Do something in a transaction, and again while others hold the database.

    What was not let in has changed nothing. A deadlock is no wait but a mistake, and is raised.
    """
    for _ in range(TRIES):
        try:
            return act()
        except (OperationalError, WaitedTooLong) as busy:
            if "deadlock" in str(busy):
                raise
    raise AssertionError(f"not let in {TRIES} times")


def wait_until(happened: Callable[[], object], seconds: float = 30) -> None:
    """Look again and again until something that another thread does has happened."""
    last_look = time.monotonic() + seconds
    while not happened():
        if time.monotonic() > last_look:
            raise AssertionError(f"it has not happened within {seconds} seconds")
        time.sleep(0.01)
