"""A question answered in a word or a few, compared with each accepted wording."""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction

from school.markup.blocks import AnswerLine
from school.questions import numeric, typed
from school.questions.draft import Draft, Fields
from school.questions.items import Item, Mark, Response
from school.questions.shown import Explained, Printed, Shown

INSTRUCTION = "Type a word or a few."
PATTERN = re.compile(r"/.*/[a-z]*")
APOSTROPHES = re.compile(r"['’‘ʼ`´]")


def fits(draft: Draft) -> bool:
    """Whether an Answer line holds words."""
    return any(not numeric.looks_numeric(answer.text) for answer in draft.answers)


def read(draft: Draft) -> Fields:
    """The accepted wordings, one for each Answer line."""
    wordings = (_wording(answer, draft) for answer in draft.answers)
    return Fields(wordings=tuple(wording for wording in wordings if wording))


def _wording(answer: AnswerLine, draft: Draft) -> str:
    text = answer.text.strip()
    if PATTERN.fullmatch(text):
        draft.problems.add(
            answer.line,
            "patterns are not accepted",
            "write each accepted wording on an Answer line",
        )
        return ""
    if len(text) > 1 and text.startswith('"') and text.endswith('"'):
        text = text[1:-1].strip()
    if not normal(text):
        draft.problems.add(
            answer.line, "an answer without a letter or digit", "write the accepted wording"
        )
        return ""
    if len(text) > typed.LONGEST:
        draft.problems.add(
            answer.line, f"an answer longer than {typed.LONGEST} characters", "shorten it"
        )
    return text


def normal(text: str) -> str:
    """The text as it is compared: no accents, case, apostrophes, punctuation, hyphens or extra spaces."""
    letters = APOSTROPHES.sub("", unicodedata.normalize("NFKD", text))
    letters = "".join(letter for letter in letters if not unicodedata.combining(letter)).casefold()
    return " ".join(re.sub(r"[\W_]+", " ", letters).split())


def show(item: Item, seed: int, shuffle: bool) -> Shown:
    """The question to answer."""
    return typed.show_field(item, INSTRUCTION)


def accept(item: Item, raw: list[str], seed: int, shuffle: bool) -> Response:
    """What was typed. Raises BadResponse for more than one text."""
    return typed.accept_typed(item, raw)


def chosen(item: Item, response: Response, seed: int, shuffle: bool) -> frozenset[str]:
    """What was typed, to be shown in the field again."""
    return frozenset(response)


def mark(item: Item, response: Response) -> Mark:
    """1 where what was typed is one of the accepted wordings, else 0."""
    said = normal("".join(response))
    right = said != "" and any(said == normal(wording) for wording in item.wordings)
    return Mark(Fraction(right), answered=bool(response))


def explain(item: Item, response: Response, seed: int, shuffle: bool) -> Explained:
    """What was typed, and every accepted wording."""
    return typed.explain_typed(item, response, mark(item, response), item.wordings)


def print(item: Item) -> Printed:
    """The question on paper; its key is every accepted wording."""
    return typed.print_field(item, INSTRUCTION, item.wordings)
