"""The kind of question with several right choices, put together."""

from __future__ import annotations

from school.questions.choosing.asking import LONGEST_VALUE
from school.questions.kinds import QuestionKind
from school.questions.several_choices import answering, reading
from school.questions.several_choices.body import SeveralChoices

SEVERAL_CHOICES = QuestionKind(
    body=SeveralChoices,
    syntax="[ ] for several",
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
    longest_value=LONGEST_VALUE,
    attributes=reading.ATTRIBUTES,
)
