"""The kind of question answered in words, put together."""

from __future__ import annotations

from school.questions.kinds import QuestionKind
from school.questions.short_text import answering, reading
from school.questions.short_text.body import ShortText
from school.questions.typed.answering import LONGEST

SHORT_TEXT = QuestionKind(
    body=ShortText,
    syntax="Answer: for a short text",
    claims=reading.claims,
    read=reading.read,
    show=answering.show,
    accept=answering.accept,
    chosen=answering.chosen,
    mark=answering.mark,
    explain=answering.explain,
    print=answering.print_question,
    right_answer=answering.right_answer,
    wrong_answers=answering.wrong_answers,
    longest_value=LONGEST,
)
