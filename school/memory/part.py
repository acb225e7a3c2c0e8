"""What the feature `memory` brings to the school."""

from __future__ import annotations

from school.core.commands import COMMANDS
from school.memory import commands, views
from school.web.pages import PAGES


def register() -> None:
    PAGES.add("memory", views.register)
    for command in commands.COMMANDS:
        COMMANDS.add(str(command.name), command)
