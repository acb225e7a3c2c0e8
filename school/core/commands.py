"""The commands of the shell, by name: each feature brings its own, `school/cli.py` runs them.

Each says what it does to the database. What a writing command does is an errand: the server runs
it while there is one (school/errands.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType

import click

from school.config import Config
from school.core.registry import Registry
from school.db import Database


class Effect(Enum):
    """What a command does to the school's database."""

    NOTHING = "does not touch it"
    READS = "reads it, beside a server or without one"
    WRITES = "writes to it: the server does so while there is one"
    CLOSES = "needs the school closed"
    SERVES = "has it for itself as long as it runs"


@dataclass(frozen=True)
class Caller:
    """Who runs a command, as its errand sees them: the school, and where to put lines."""

    database: Database
    config: Config
    say: Callable[[str], None]  # a line for standard output
    warn: Callable[[str], None]  # a line for standard error


# Details are what JSON can hold. An errand asks nothing, reads no option and looks at no relative
# path: its command has done so at the terminal. It fails as a command does, by an exception of
# click. It is safe to repeat.
Errand = Callable[..., None]

COMMANDS: Registry[click.Command] = Registry("command")
EFFECTS: Registry[Effect] = Registry("effect of a command")  # by "ledger verify"
ERRANDS: Registry[Errand] = Registry("errand")  # of each command that writes, by the same name

NO_ERRANDS: Mapping[str, Errand] = MappingProxyType({})


def add_commands(
    commands: Sequence[click.Command],
    effects: Mapping[str, Effect],
    errands: Mapping[str, Errand] = NO_ERRANDS,
) -> None:
    """Register the commands of a feature, what each does to the database, and their errands."""
    for command in commands:
        COMMANDS.add(str(command.name), command)
    for name, effect in effects.items():
        EFFECTS.add(name, effect)
    for name, errand in errands.items():
        ERRANDS.add(name, errand)


def leaf_commands(group: click.Group, above: str = "") -> Iterator[str]:
    """The full names of the commands in a group and in its groups: "person add"."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from leaf_commands(command, f"{above}{name} ")
        else:
            yield f"{above}{name}"
