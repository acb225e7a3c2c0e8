"""The content folder on disk: its files, read with care for what a folder may hold besides text."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from stat import S_ISREG

from school.body.atlas import atlas
from school.documents.rules.reading.figures import FIGURE_BYTES
from school.documents.rules.reading.tree import Content, read_content
from school.markup.limits import FILE_BYTES
from school.markup.problems import Problem

MOST_FILES = 5_000
LARGEST = max(FILE_BYTES, FIGURE_BYTES)


def check(folder: Path) -> Content:
    """Everything in a content folder, and everything that is wrong with it. Never raises on what it holds."""
    if not folder.is_dir():
        missing = Problem(
            str(folder), 1, "there is no such folder", "name the folder that holds school.yaml"
        )
        return Content((), {}, (missing,))
    folder = folder.resolve()  # so that it has a name to state: “.” has none
    files: dict[str, bytes] = {}
    problems: list[Problem] = []
    for path in _paths(folder):
        if len(files) == MOST_FILES:
            problems.append(
                Problem(
                    folder.name, 1, f"more than {MOST_FILES:,} files", "is this the right folder?"
                )
            )
            break
        found = _body(folder, path)
        if isinstance(found, bytes):
            files[path] = found
        else:
            problems.append(found)
    content = read_content(files, folder.name, atlas().region_ids)
    return replace(content, problems=(*problems, *content.problems))


def watched(folder: Path) -> dict[str, tuple[int, int]]:
    """Size and time of change (ns) of every file, to see whether anything has been saved."""
    seen = {}
    for path in _paths(folder):
        try:
            state = (folder / path).stat()
        except OSError:
            continue  # gone between the listing and the look
        seen[path] = (state.st_size, state.st_mtime_ns)
    return seen


def _paths(folder: Path) -> Iterator[str]:
    """Paths below the folder, in order; nothing hidden."""
    for parent, folders, names in os.walk(folder):
        linked = [name for name in folders if os.path.islink(os.path.join(parent, name))]
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and name not in linked
        )
        for name in sorted([*names, *linked]):
            if not name.startswith("."):
                yield os.path.relpath(os.path.join(parent, name), folder).replace(os.sep, "/")


def _body(folder: Path, path: str) -> bytes | Problem:
    """What a file holds, or why it is not read."""
    place = f"{folder.name}/{path}".encode("utf-8", "backslashreplace").decode()
    real = Path(os.path.realpath(folder / path))  # a loop of links does not stop it
    try:
        if not real.is_relative_to(os.path.realpath(folder)):
            return Problem(
                place,
                1,
                "a link that leads out of the content folder",
                "copy the file in its place",
            )
        state = real.stat()
        if not S_ISREG(state.st_mode):
            return Problem(place, 1, "this is no plain file", "take it out")
        if state.st_size > LARGEST:
            return Problem(
                place,
                1,
                f"{state.st_size:,} bytes are too many (at most {LARGEST:,})",
                "split the file",
            )
        return real.read_bytes()
    except OSError as failed:
        return Problem(
            place,
            1,
            f"the file cannot be read: {failed.strerror}",
            "check that it exists and may be read",
        )
