"""What the feature `credits` brings to the school."""

from __future__ import annotations

from school.core.commands import COMMANDS
from school.credits import commands, views
from school.web.pages import PAGES


def register() -> None:
    PAGES.add("credits", views.register)
    for command in commands.COMMANDS:
        COMMANDS.add(str(command.name), command)
