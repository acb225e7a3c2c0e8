"""What an officer may ask of the table: words, course, state, role, order, page; read from an address, and back."""

from __future__ import annotations

import unicodedata
from collections.abc import Container, Mapping
from dataclasses import dataclass, replace
from typing import Any

from school.admissions.rules.state import STATES
from school.people.rules.names import fold_text

ROWS_PER_PAGE = 50
MAX_WORDS = 6
MAX_SEARCH = 100  # characters; nobody's name is longer, and each word costs a scan
LAST_PAGE = 1_000_000  # an offset beyond what an integer of the database holds would be an error

# Key in the address → word in the filter. The first is what the table shows when nothing was asked.
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
    """One view of the table. Each field is as the address has it."""

    words: str = ""
    course: str = ""
    state: str = ""
    role: str = "studying"
    sort: str = "name"
    falling: bool = False
    page: int = 1

    def query(self, **changes: Any) -> dict[str, Any]:
        """The address's parameters of this view with `changes`; what is as usual is left out.

        Anything but another page goes back to the first page.
        """
        usual = Filters()
        asked = replace(self, **({"page": 1} | changes))
        order = ("-" if asked.falling else "") + asked.sort
        every = {
            "q": (asked.words, usual.words),
            "course": (asked.course, usual.course),
            "state": (asked.state, usual.state),
            "role": (asked.role, usual.role),
            "sort": (order, usual.sort),
            "page": (str(asked.page), str(usual.page)),
        }
        return {name: value for name, (value, default) in every.items() if value != default}

    def by(self, sort: str) -> dict[str, Any]:
        """The parameters that a click on the head of a column leads to: that order, or its reverse."""
        return self.query(
            sort=sort, falling=not self.falling if sort == self.sort else sort in FALLING_FIRST
        )

    @property
    def narrowed(self) -> bool:
        return bool(self.words or self.course or self.state or self.role != "studying")


FALLING_FIRST = frozenset({"hours", "last", "certificate"})


def read_filters(asked: Mapping[str, str], courses: Container[str]) -> Filters:
    """The view that an address asks for. What is not known is left aside: an old bookmark still shows a table."""
    sort = asked.get("sort", "").removeprefix("-")
    page = asked.get("page", "")
    return Filters(
        words=" ".join(printable(asked.get("q", ""))[:MAX_SEARCH].split()),
        course=asked["course"] if asked.get("course", "") in courses else "",
        state=asked["state"] if asked.get("state", "") in STATES else "",
        role=asked["role"] if asked.get("role", "") in ROLES else "studying",
        sort=sort if sort in SORTS else "name",
        falling=sort in SORTS and asked["sort"].startswith("-"),
        page=min(max(int(page), 1), LAST_PAGE)
        if page.isascii() and page.isdigit() and len(page) < 9
        else 1,
    )


def printable(text: str) -> str:
    """`text` without control characters: PostgreSQL refuses NUL, and no name holds one."""
    return "".join(" " if unicodedata.category(c) in ("Cc", "Cs", "Co", "Cn") else c for c in text)


def search_words(words: str) -> tuple[str, ...]:
    """What to look for, each of which must be found: without case or accents, as names are kept for sorting."""
    return tuple(fold_text(words).split()[:MAX_WORDS])
