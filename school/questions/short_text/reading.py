"""How an author writes the accepted wordings: one on each Answer line."""

from __future__ import annotations

import re

from school.markup.blocks import AnswerLine, Block
from school.questions.draft import Draft
from school.questions.numeric.reading import looks_numeric
from school.questions.short_text.body import ShortText
from school.questions.short_text.wording import normalize_wording
from school.questions.typed.answering import LONGEST

PATTERN = re.compile(r"/.*/[a-z]*")


def claims_block(block: Block) -> bool:
    """Whether an Answer line holds words."""
    return any(not looks_numeric(answer.text) for answer in block.answers)


def read_body(draft: Draft) -> ShortText:
    """The accepted wordings, one for each Answer line."""
    wordings = (_read_wording(answer, draft) for answer in draft.answers)
    return ShortText(tuple(wording for wording in wordings if wording))


def _read_wording(answer: AnswerLine, draft: Draft) -> str:
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
    if not normalize_wording(text):
        draft.problems.add(
            answer.line, "an answer without a letter or digit", "write the accepted wording"
        )
        return ""
    if len(text) > LONGEST:
        draft.problems.add(answer.line, f"an answer longer than {LONGEST} characters", "shorten it")
    return text
