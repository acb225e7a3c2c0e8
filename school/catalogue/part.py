"""What the feature `catalogue` brings to the school."""

from __future__ import annotations

from school.catalogue import commands, views
from school.core.commands import COMMANDS
from school.web.pages import PAGES


def register() -> None:
    PAGES.add("catalogue", views.register)
    for command in commands.COMMANDS:
        COMMANDS.add(str(command.name), command)
