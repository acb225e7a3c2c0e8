"""The kind of question answered with a number, put together."""

from __future__ import annotations

from school.questions.kinds import QuestionKind
from school.questions.numeric import answering, marking, reading
from school.questions.numeric.body import Numeric
from school.questions.typed.answering import LONGEST

NUMERIC = QuestionKind(
    body=Numeric,
    syntax="Answer: for a number",
    claims=reading.claims,
    read=reading.read,
    show=answering.show,
    accept=answering.accept,
    chosen=answering.chosen,
    mark=marking.mark,
    explain=answering.explain,
    print=answering.print_question,
    right_answer=marking.right_answer,
    wrong_answers=marking.wrong_answers,
    longest_value=LONGEST,
)
