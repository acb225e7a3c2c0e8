"""What the feature `questions` brings to the school: its kinds, and a command for authors."""

from __future__ import annotations

from school.core.commands import add_commands
from school.questions import commands
from school.questions.kinds import QUESTION_KINDS
from school.questions.numeric.kind import NUMERIC
from school.questions.one_choice.kind import ONE_CHOICE
from school.questions.several_choices.kind import SEVERAL_CHOICES
from school.questions.short_text.kind import SHORT_TEXT


def register() -> None:
    for kind in (ONE_CHOICE, SEVERAL_CHOICES, NUMERIC, SHORT_TEXT):
        QUESTION_KINDS.add(kind.body.kind, kind)
    add_commands(commands.COMMANDS, commands.EFFECTS)
