"""What the feature `documents` brings to the school."""

from __future__ import annotations

from school.core.commands import add_commands
from school.documents import commands
from school.documents.rules.kinds import RESERVED_FOLDERS
from school.documents.service.shelf import Shelf
from school.web.app import School
from school.web.pages import PAGES


def add_shelf(app: School) -> None:
    """Give the process a copy of what is published, which pages read."""
    app.extensions["shelf"] = Shelf()


def register() -> None:
    PAGES.add("documents", add_shelf)
    add_commands(commands.COMMANDS, commands.EFFECTS, commands.ERRANDS)
    RESERVED_FOLDERS.add("body", "the map of the body, which tools/bodymap reads")
