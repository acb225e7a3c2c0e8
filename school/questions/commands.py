"""Commands of people who write questions: give each choice the id that it needs."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import click

from school.config import Config
from school.questions.choosing.writing import WouldChangeMore, add_choice_ids, find_missing_ids

pass_config = click.make_pass_decorator(Config)


@click.group("content")
def content() -> None:
    """Keep the files of the content folder in order."""


@content.command("ids")
@click.argument("folder", type=click.Path(path_type=Path, exists=True), required=False)
@click.option("--check", is_flag=True, help="only list what is missing, and end with exit code 1")
@pass_config
def ids_command(config: Config, folder: Path | None, check: bool) -> None:
    """Write an id after each choice in FOLDER that has none; nothing else in a file changes."""
    top = folder or Path(config.content_dir)
    missing = 0
    for path in _find_texts(top):
        text = _read_text(path)
        if not check:
            text = _write_ids(path, text)
        missing += _list_missing(path, text)
    if missing:
        raise click.exceptions.Exit(1)


def _find_texts(top: Path) -> Iterator[Path]:
    """The Markdown files below a folder, in order, except hidden ones and symbolic links."""
    if top.is_file():
        yield top
        return
    for parent, folders, names in os.walk(top):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(parent, name)
            if path.suffix == ".md" and not name.startswith(".") and not path.is_symlink():
                yield path


def _read_text(path: Path) -> str:
    try:
        return path.read_bytes().decode()
    except UnicodeDecodeError as broken:
        what = f"{path} is not UTF-8 text: save it as UTF-8, then run this again"
        raise click.ClickException(what) from broken


def _write_ids(path: Path, text: str) -> str:
    """Write the missing ids into the file, and return its text with them."""
    try:
        written = add_choice_ids(text)
    except WouldChangeMore as refused:
        what = f"{path} was left alone: ids would change more in it than themselves"
        raise click.ClickException(what) from refused
    if written != text:
        _replace_file(path, written.encode())
        number = len(find_missing_ids(text)) - len(find_missing_ids(written))
        click.echo(f"{path}: {number} {'id' if number == 1 else 'ids'} written")
    return written


def _replace_file(path: Path, body: bytes) -> None:
    """Replace the file in one step, so that a crash leaves the old body or the new one."""
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".ids-", delete=False) as file:
        try:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
            shutil.copymode(path, file.name)
            Path(file.name).replace(path)
        except OSError:
            Path(file.name).unlink(missing_ok=True)
            raise


def _list_missing(path: Path, text: str) -> int:
    """Print each choice that has no id, and return how many there are."""
    missing = find_missing_ids(text)
    for choice in missing:
        what = f"{path}:{choice.line}: a choice of “{choice.question}” has no id"
        if choice.obstacle:
            what += f" and {choice.obstacle}"
        click.echo(what)
    return len(missing)


COMMANDS = (content,)
