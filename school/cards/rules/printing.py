"""Small HTML for the back of a printed card."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

LIST = "; "  # between the words of one line


def write_html_list(items: Iterable[str]) -> str:
    """A bulleted list; "" without items."""
    rows = "".join(f"<li>{escape(item)}</li>" for item in items)
    return f"<ul>{rows}</ul>" if rows else ""


def write_titled_html_list(title: str, items: Iterable[str]) -> str:
    """A list below its title; "" without items."""
    rows = write_html_list(items)
    return f"<p>{escape(title)}</p>{rows}" if rows else ""
