"""How an author writes the accepted wordings: one on each Answer line."""

from __future__ import annotations

from school.markup.blocks import AnswerLine, Block
from school.questions.draft import Draft
from school.questions.numeric.reading import looks_numeric
from school.questions.short_text.body import ShortText
from school.questions.short_text.near_misses import find_near_miss
from school.questions.short_text.wording import normalize_wording
from school.questions.typed.answering import LONGEST


def claims_block(block: Block) -> bool:
    """Whether an Answer line holds words."""
    return any(not looks_numeric(answer.text) for answer in block.answers)


def read_body(draft: Draft) -> ShortText:
    """The accepted wordings, one for each Answer line."""
    wordings: dict[str, AnswerLine] = {}  # by how they are compared
    accepted = []
    for answer in draft.answers:
        wording = _read_wording(answer, draft)
        if not wording:
            continue
        compared = normalize_wording(wording)
        if compared in wordings:
            what = f"this counts as the same as line {wordings[compared].line}"
            draft.problems.add(answer.line, what, "take it out")
            continue
        wordings[compared] = answer
        accepted.append(wording)
    return ShortText(tuple(accepted))


def _read_wording(answer: AnswerLine, draft: Draft) -> str:
    text = answer.text.strip()
    if len(text) > LONGEST:
        draft.problems.add(answer.line, f"an answer longer than {LONGEST} characters", "shorten it")
        return ""
    if len(text) > 1 and text.startswith('"') and text.endswith('"'):
        text = text[1:-1].strip()
    elif near_miss := find_near_miss(text):
        draft.problems.add(answer.line, *near_miss)
        return ""
    if not normalize_wording(text):
        draft.problems.add(
            answer.line, "an answer without a letter or digit", "write the accepted wording"
        )
        return ""
    return text
