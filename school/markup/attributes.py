"""Attributes after a heading: `{#id .class key=value key="several words"}`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from school.markup.problems import Problems

ID = re.compile(r"[a-z][a-z0-9-]{0,79}")
WORD = re.compile(r'(?:"[^"]*"|\S)+')
BRACES = re.compile(r"\{([^{}]*)\}$")
PIECE = re.compile(
    r'#(?P<id>\S+)|\.(?P<cls>[\w-]+)|(?P<key>[a-z][\w-]*)=(?:"(?P<quoted>[^"]*)"|(?P<bare>[^\s"]+))'
)
EXAMPLE = "write {#id .class key=value}"


@dataclass(frozen=True)
class Attrs:
    """What an author wrote in the braces."""

    id: str | None = None
    classes: tuple[str, ...] = ()
    values: dict[str, str] = field(default_factory=dict)


def cut_attributes(heading: str, line: int, problems: Problems) -> tuple[str, Attrs]:
    """Return the heading without its braces, and what was in them."""
    heading = heading.strip()
    braces = BRACES.search(heading)
    if not braces:
        if "{" in heading:
            problems.add(
                line, "the braces after the heading are not closed, or are not at its end", EXAMPLE
            )
        return heading, Attrs()
    return heading[: braces.start()].rstrip(), _read_braces(braces[1], line, problems)


def _read_braces(text: str, line: int, problems: Problems) -> Attrs:
    element_id: str | None = None
    classes: list[str] = []
    values: dict[str, str] = {}
    for word in WORD.findall(text):
        piece = PIECE.fullmatch(word)
        if not piece:
            problems.add(line, f"“{word}” in the braces cannot be read", EXAMPLE)
        elif piece["id"]:
            element_id = _check_id(piece["id"], element_id, line, problems)
        elif piece["cls"]:
            classes.append(piece["cls"])
        elif piece["key"] in values:
            problems.add(line, f"{piece['key']}= appears twice in the braces", "keep one of them")
        else:
            values[piece["key"]] = piece["quoted"] if piece["bare"] is None else piece["bare"]
    return Attrs(element_id, tuple(classes), values)


def _check_id(new: str, old: str | None, line: int, problems: Problems) -> str | None:
    if old:
        problems.add(line, f"a second id, #{new}", "keep one id")
        return old
    if not ID.fullmatch(new):
        what = f"“{new}” is not an id"
        problems.add(
            line, what, "use lowercase letters, digits and hyphens, and begin with a letter"
        )
        return None
    return new
