"""What the feature `memory` brings to the school."""

from __future__ import annotations

from school.core.commands import add_commands
from school.memory import commands, views
from school.web.pages import PAGES


def register() -> None:
    PAGES.add("memory", views.register)
    add_commands(commands.COMMANDS, commands.EFFECTS, commands.ERRANDS)
