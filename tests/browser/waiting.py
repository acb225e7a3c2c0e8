"""Waiting for something of the page."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

STEP = 50  # ms


def until(page: Page, said: str, given: Any = None, seconds: float = 10) -> None:
    """Wait until what is said, a function of JavaScript, answers something true; AssertionError if it never does.

    The browser's own way of waiting (`wait_for_function`) asks again by `eval` in the page, which these pages forbid:
    it works only where the first look is the last.
    """
    for _ in range(int(seconds * 1000 / STEP)):
        if page.evaluate(said, given):
            return
        page.wait_for_timeout(STEP)
    raise AssertionError(f"{said} did not come true within {seconds} seconds")
