"""The kind of question with one right choice, put together."""

from __future__ import annotations

from school.questions.choosing.asking import LONGEST_VALUE
from school.questions.kinds import QuestionKind
from school.questions.one_choice import answering, reading
from school.questions.one_choice.body import OneChoice

ONE_CHOICE = QuestionKind(
    body=OneChoice,
    syntax="( ) for one choice",
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
    longest_value=LONGEST_VALUE,
)
