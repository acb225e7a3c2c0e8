"""What tests ask of a page: to wait for something, and for buttons that are too small."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

STEP = 50  # ms
# The names of those elements that are smaller than a thumb, 44 px.
TOO_SMALL_FOR_A_THUMB = """elements => elements
  .filter((element) => element.offsetWidth < 44 || element.offsetHeight < 44)
  .map((element) => element.innerText)"""


def wait_until_true(page: Page, function: str, argument: Any = None, seconds: float = 10) -> None:
    """Wait until a function of JavaScript returns something true. AssertionError if it never does.

    The browser's own way of waiting (`wait_for_function`) tries again by `eval` in the page, which
    these pages forbid: it only works where the first try succeeds.
    """
    for _ in range(int(seconds * 1000 / STEP)):
        if page.evaluate(function, argument):
            return
        page.wait_for_timeout(STEP)
    raise AssertionError(f"{function} did not come true within {seconds} seconds")
