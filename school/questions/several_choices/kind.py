"""The kind of question with several right choices, put together."""

from __future__ import annotations

from school.questions.choosing.asking import LONGEST_VALUE
from school.questions.kinds import QuestionKind
from school.questions.several_choices import answering, reading
from school.questions.several_choices.body import SeveralChoices

SEVERAL_CHOICES = QuestionKind(
    body=SeveralChoices,
    syntax="[ ] for several",
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
    attributes=reading.ATTRIBUTES,
)
