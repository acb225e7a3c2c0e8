"""The addresses of links that rules and services return."""

from __future__ import annotations

from typing import Any

from flask import url_for

from school.core.links import Link


def address_of(link: Link) -> str:
    """The address of a page, from the school's root: /modules/ischemia#what-it-is."""
    values: dict[str, Any] = dict(link.values)
    return url_for(link.endpoint, _anchor=link.anchor or None, **values)
