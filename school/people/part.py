"""What the feature `people` brings to the school."""

from __future__ import annotations

from school.core.commands import COMMANDS
from school.people import commands, views
from school.web.pages import PAGES


def register() -> None:
    PAGES.add("people", views.register)
    for command in commands.COMMANDS:
        COMMANDS.add(str(command.name), command)
