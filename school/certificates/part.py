"""What the feature `certificates` brings to the school."""

from __future__ import annotations

from school.catalogue.service.following import AFTER_PUBLISHING
from school.certificates import commands, views
from school.core.commands import COMMANDS
from school.web.pages import PAGES


def register() -> None:
    PAGES.add("certificates", views.register)
    for command in commands.COMMANDS:
        COMMANDS.add(str(command.name), command)
    AFTER_PUBLISHING.add("certificates", commands.issue_after_publishing)
