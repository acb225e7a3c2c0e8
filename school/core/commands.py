"""The commands of the shell, by name: each feature brings its own, `school/cli.py` runs them."""

from __future__ import annotations

import click

from school.core.registry import Registry

COMMANDS: Registry[click.Command] = Registry("command")
