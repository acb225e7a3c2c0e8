"""The kind of question answered with a number, put together."""

from __future__ import annotations

from school.questions.kinds import QuestionKind
from school.questions.numeric import answering, marking, reading
from school.questions.numeric.body import Numeric
from school.questions.typed.answering import LONGEST

NUMERIC = QuestionKind(
    body=Numeric,
    syntax="Answer: for a number",
    claims=reading.claims_block,
    read=reading.read_body,
    show=answering.show_question,
    accept=answering.accept_response,
    chosen=answering.find_chosen_values,
    mark=marking.mark_response,
    explain=answering.explain_question,
    print=answering.print_question,
    right_answer=marking.give_right_answer,
    wrong_answers=marking.list_wrong_answers,
    longest_value=LONGEST,
)
