"""Which kind of document a file is, by its place in the tree."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass

from school.documents.rules.kinds import (
    RESERVED_FOLDERS,
    DocumentKind,
    Folder,
    SingleFile,
    kinds_by_rank,
)
from school.documents.rules.reading.settings import ABOUT_IDS, ID

FIGURES = "modules/figures"  # pictures are no documents, so they have no kind
FIGURE_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,99}")
IGNORED = re.compile(r"(?:.*/)?(?:\..*|[^/]*~|README\.md)")  # what editors and systems leave behind


@dataclass(frozen=True)
class Place:
    """What stands at a path."""

    kind: str  # "figure", or the name of a kind of document
    slug: str


@dataclass(frozen=True)
class Misplaced:
    """A file that stands where none is expected."""

    what: str
    fix: str


def place_of(path: str) -> Place | Misplaced | None:
    """What the file at `path` (below the tree's top) is; None for a file that is not read."""
    folder, _, name = path.rpartition("/")
    if (
        IGNORED.fullmatch(path)
        or path.split("/")[0] in RESERVED_FOLDERS
        or any(part[0] == "." for part in path.split("/"))
    ):
        return None
    kind = _kind_of_file(path)
    if kind is not None:
        return Place(kind.name, path.rpartition(".")[0])
    if folder == FIGURES:
        if FIGURE_NAME.fullmatch(name):
            return Place("figure", name)
        return Misplaced(
            f"“{name}” cannot be the name of a picture",
            "use lower-case letters, digits and hyphens",
        )
    for kind in kinds_by_rank():
        if isinstance(kind.place, Folder) and kind.place.name == folder:
            return _place_in_folder(kind.name, kind.place, name)
    return Misplaced("no kind of document stands here", _advise(path))


def _kind_of_file(path: str) -> DocumentKind[object] | None:
    for kind in kinds_by_rank():
        if isinstance(kind.place, SingleFile) and kind.place.name == path:
            return kind
    return None


def _place_in_folder(kind: str, folder: Folder, name: str) -> Place | Misplaced:
    ending = next((ending for ending in folder.endings if name.endswith(ending)), None)
    if ending is None:
        return Misplaced(
            f"a file in {folder.name} ends with {' or '.join(folder.endings)}",
            "rename it, or take it out",
        )
    slug = name.removesuffix(ending)
    if not ID.fullmatch(slug):
        return Misplaced(f"“{slug}” is not an id", f"rename the file: {ABOUT_IDS}")
    return Place(kind, slug)


def _advise(path: str) -> str:
    top = path.split("/")[0]
    places = [kind.place for kind in kinds_by_rank()]
    files = [place.name for place in places if isinstance(place, SingleFile)]
    folders = [place.name for place in places if isinstance(place, Folder)]
    if top in folders:
        return f"move it up into {top}, or take it out"
    near = difflib.get_close_matches(top, [*files, *folders], n=1)
    if near:
        return f"did you mean {near[0]}?"
    return f"move it to {', '.join(folders)} or {FIGURES}, or take it out"
