"""What the officer's table shows, and in which order: read from an address, and written to one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Mapping
from dataclasses import dataclass, replace
from typing import Any

from school.admissions.rules.state import STATES
from school.certificates.rules.code import normalize_code

ROWS_PER_PAGE = 50
UNPRINTABLE = ("Cc", "Cs", "Co", "Cn")  # categories of Unicode
MAX_SEARCH = 100  # characters; few names are longer
ENTRY = re.compile(r"(?:entry +|# ?)?([0-9]{1,9})")
LAST_PAGE = 1_000_000  # keeps the offset within the database's integers

# Key in the address → words in the filter. The first is the default.
ROLES = {
    "studying": "people who study",
    "instructor": "instructors",
    "officer": "officers",
    "admin": "administrators",
    "everyone": "everyone",
}
SORTS = ("name", "course", "hours", "last", "certificate")


@dataclass(frozen=True)
class Filters:
    """One view of the table. Each field holds what the address says."""

    words: str = ""
    course: str = ""
    state: str = ""
    role: str = "studying"
    sort: str = "name"
    falling: bool = False
    page: int = 1

    def build_query(self, **changes: Any) -> dict[str, Any]:
        """The address's parameters for this view with `changes`, without those at their default.

        Unless `changes` names a page, it is the first one.
        """
        view = replace(self, **({"page": 1} | changes))
        defaults = Filters()._list_parameters()
        query = {}
        for name, value in view._list_parameters().items():
            if value != defaults[name]:
                query[name] = value
        return query

    def build_sort_query(self, sort: str) -> dict[str, Any]:
        """The parameters for a click on a column's heading: that order, or its reverse."""
        falling = not self.falling if sort == self.sort else sort in FALLING_FIRST
        return self.build_query(sort=sort, falling=falling)

    def _list_parameters(self) -> dict[str, str]:
        return {
            "q": self.words,
            "course": self.course,
            "state": self.state,
            "role": self.role,
            "sort": ("-" if self.falling else "") + self.sort,
            "page": str(self.page),
        }

    @property
    def is_narrowed(self) -> bool:
        """Whether it leaves out any of the people who study."""
        return bool(self.words or self.course or self.state or self.role != "studying")


FALLING_FIRST = frozenset({"hours", "last", "certificate"})


def read_filters(parameters: Mapping[str, str], courses: Container[str]) -> Filters:
    """The view that an address asks for.

    Unknown values count as missing, so that an old bookmark still shows a table.
    """
    words = _replace_unprintable(parameters.get("q", ""))[:MAX_SEARCH]
    order = parameters.get("sort", "")
    sort = order.removeprefix("-")
    return Filters(
        words=" ".join(words.split()),
        course=_choose_known(parameters.get("course", ""), courses, ""),
        state=_choose_known(parameters.get("state", ""), STATES, ""),
        role=_choose_known(parameters.get("role", ""), ROLES, "studying"),
        sort=_choose_known(sort, SORTS, "name"),
        falling=sort in SORTS and order.startswith("-"),
        page=_read_page(parameters.get("page", "")),
    )


def _choose_known(value: str, known: Container[str], default: str) -> str:
    return value if value in known else default


def _read_page(text: str) -> int:
    """The number of a page from 1; 1 for anything that isn't a number."""
    is_number = text.isascii() and text.isdigit() and len(text) < 9
    return min(max(int(text), 1), LAST_PAGE) if is_number else 1


def _replace_unprintable(text: str) -> str:
    """`text` with spaces for control characters: PostgreSQL refuses NUL, and no name has one."""
    return "".join(" " if unicodedata.category(c) in UNPRINTABLE else c for c in text)


@dataclass(frozen=True)
class Number:
    """A number of ours that was typed instead of a name."""

    code: str = ""  # of a certificate
    entry: int = 0  # of the ledger


def read_number(words: str) -> Number | None:
    """The certificate code or entry number that somebody typed into the search, or None.

    “7KQ2-9FXD-…” with or without hyphens; “84”, “#84” or “entry 84”.
    """
    entry = ENTRY.fullmatch(words.casefold())
    if entry:
        return Number(entry=int(entry[1]))
    code = normalize_code(words)
    return Number(code=code) if code else None
