"""Reads the content folder on disk, with care for what a folder may hold besides text."""

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


def check_folder(folder: Path) -> Content:
    """Return everything in a content folder, and everything that is wrong with it.

    Never raises, whatever the folder holds.
    """
    if not folder.is_dir():
        fix = "name the folder that holds school.yaml"
        return Content((), {}, (Problem(str(folder), 1, "there is no such folder", fix),))
    folder = folder.resolve()  # the folder “.” has no name that a problem could show
    files, problems = _read_files(folder)
    content = read_content(files, folder.name, atlas().region_ids)
    return replace(content, problems=(*problems, *content.problems))


def _read_files(folder: Path) -> tuple[dict[str, bytes], list[Problem]]:
    """Return the files by path, and a problem for each that is not read."""
    files: dict[str, bytes] = {}
    problems: list[Problem] = []
    for path in _list_paths(folder):
        if len(files) == MOST_FILES:
            what = f"more than {MOST_FILES:,} files"
            problems.append(Problem(folder.name, 1, what, "is this the right folder?"))
            break
        try:
            files[path] = _read_file(folder, path)
        except _NotRead as fault:
            place = f"{folder.name}/{path}".encode("utf-8", "backslashreplace").decode()
            problems.append(Problem(place, 1, fault.what, fault.fix))
    return files, problems


def read_file_states(folder: Path) -> dict[str, tuple[int, int]]:
    """Return size and time of change (ns) of every file, to tell whether anything was saved."""
    states = {}
    for path in _list_paths(folder):
        try:
            state = (folder / path).stat()
        except OSError:
            continue  # deleted since it was listed
        states[path] = (state.st_size, state.st_mtime_ns)
    return states


def _list_paths(folder: Path) -> Iterator[str]:
    """Yield the paths of files below the folder, in order. Hidden ones are left out.

    A link to a folder counts as a file: walking through it could lead anywhere.
    """
    for parent, folders, names in os.walk(folder):
        links = [name for name in folders if os.path.islink(os.path.join(parent, name))]
        visible = [name for name in folders if not name.startswith(".")]
        folders[:] = sorted(set(visible).difference(links))
        for name in sorted([*names, *links]):
            if not name.startswith("."):
                yield os.path.relpath(os.path.join(parent, name), folder).replace(os.sep, "/")


class _NotRead(Exception):
    """A file is not read: what is wrong with it, and how to fix that."""

    def __init__(self, what: str, fix: str) -> None:
        super().__init__(what)
        self.what = what
        self.fix = fix


def _read_file(folder: Path, path: str) -> bytes:
    """Return what a file holds. Raises _NotRead."""
    real = Path(os.path.realpath(folder / path))  # a loop of links does not stop it
    if not real.is_relative_to(os.path.realpath(folder)):
        raise _NotRead("a link that leads out of the content folder", "copy the file in its place")
    try:
        state = real.stat()
        if not S_ISREG(state.st_mode):
            raise _NotRead("this is no plain file", "take it out")
        if state.st_size > LARGEST:
            what = f"{state.st_size:,} bytes are too many (at most {LARGEST:,})"
            raise _NotRead(what, "split the file")
        return real.read_bytes()
    except OSError as failed:
        what = f"the file cannot be read: {failed.strerror}"
        raise _NotRead(what, "check that it exists and may be read") from failed
