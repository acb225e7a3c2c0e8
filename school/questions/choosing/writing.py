"""Writes missing ids of choices into an author's text, and changes nothing else in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from school.markup.blocks import BRACES, ChoiceLine
from school.markup.problems import Problems
from school.markup.structure import Part, read_document
from school.questions.choosing.ids import make_choice_ids

LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")
# What may follow the words: braces that hold “fixed” already, blanks, the end of the line.
ENDING = re.compile(r"(?P<marks>\{ *fixed *\})?[^\S\r\n]*[\r\n]*\Z")


@dataclass(frozen=True)
class MissingId:
    """A choice without an id."""

    line: int  # on which it begins
    last_line: int  # on which its words end; its id goes after them
    question: str
    new: str  # the id for it, or "" if none can be written
    obstacle: str = ""  # why none can be written, and what to do


class WouldChangeMore(Exception):
    """Ids in these places would change how the text is read. No such text is known."""


def find_missing_ids(text: str) -> list[MissingId]:
    """Every choice of a question that has no id, in the order of the text."""
    lines = LINE.findall(text)
    missing: list[MissingId] = []
    for part in _read_parts(text):
        missing += _find_missing_in(part, lines)
    return missing


def add_choice_ids(text: str) -> str:
    """The text with an id after each choice that lacks one, and otherwise unchanged.

    Raises WouldChangeMore.
    """
    missing = [choice for choice in find_missing_ids(text) if choice.new]
    if not missing:
        return text
    lines = LINE.findall(text)
    for choice in missing:
        lines[choice.last_line - 1] = _add_id(lines[choice.last_line - 1], choice.new)
    written = "".join(lines)
    _prove_nothing_else_changed(text, written)
    return written


def _read_parts(text: str) -> tuple[Part, ...]:
    return read_document("", text, Problems("")).parts


def _list_choices(part: Part) -> list[ChoiceLine]:
    return [choice for block in part.blocks for choice in block.choices]


def _find_missing_in(part: Part, lines: list[str]) -> Iterator[MissingId]:
    question = part.attrs.id
    if question is None:
        return  # that is a problem of its own, and without it no ids can be made
    choices = _list_choices(part)
    without = [choice for choice in choices if choice.source and not choice.id]
    texts = [choice.source for choice in without]
    taken = {choice.id for choice in choices}
    for choice, new in zip(without, make_choice_ids(question, texts, taken), strict=True):
        obstacle = "" if new else "says the same as another; make them differ"
        if _ends_in_strange_braces("".join(lines[choice.line - 1 : choice.last_line])):
            obstacle = "ends in braces that are not known; take them out"
        new = "" if obstacle else new
        yield MissingId(choice.line, choice.last_line, question, new or "", obstacle)


def _ends_in_strange_braces(choice: str) -> bool:
    """Whether it ends in braces that mean nothing.

    After an id they would be read as words, and the author would never learn of the slip.
    """
    braces = BRACES.search(choice.strip())
    return braces is not None and braces[1].strip() != "fixed"


def _add_id(line: str, new: str) -> str:
    ending = ENDING.search(line)
    assert ending  # it matches the empty end of any line
    words, rest = line[: ending.start()], line[ending.start() :]
    if ending["marks"]:
        return f"{words}{{#{new} {rest.removeprefix('{')}"
    return f"{words} {{#{new}}}{rest}"


def _prove_nothing_else_changed(before: str, after: str) -> None:
    """Read both texts: apart from ids, each part must say the same. Raises WouldChangeMore."""
    says_the_same = _read_without_ids(before) == _read_without_ids(after)
    if not says_the_same or any(choice.new for choice in find_missing_ids(after)):
        raise WouldChangeMore


def _read_without_ids(text: str) -> list[object]:
    """Everything in the parts of a text, one after another, except ids of choices."""
    things: list[object] = []
    for part in _read_parts(text):
        things.append(replace(part, blocks=()))
        for block in part.blocks:
            things.append(replace(block, choices=()))
            things += [replace(choice, id="") for choice in block.choices]
    return things
