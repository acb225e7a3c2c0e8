"""The kind of question answered in words, put together."""

from __future__ import annotations

from school.questions.kinds import QuestionKind
from school.questions.short_text import answering, reading
from school.questions.short_text.body import ShortText
from school.questions.typed.answering import LONGEST

SHORT_TEXT = QuestionKind(
    body=ShortText,
    syntax="Answer: for a short text",
    claims=reading.claims_block,
    read=reading.read_body,
    show=answering.show_question,
    accept=answering.accept_response,
    chosen=answering.find_chosen_values,
    mark=answering.mark_response,
    explain=answering.explain_question,
    print=answering.print_question,
    right_answer=answering.give_right_answer,
    wrong_answers=answering.list_wrong_answers,
    longest_value=LONGEST,
)
