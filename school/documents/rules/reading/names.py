"""Tells which kind of document a file is by its place in the tree."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass

from school.documents.rules.kinds import (
    RESERVED_FOLDERS,
    DocumentKind,
    Folder,
    SingleFile,
    list_kinds_by_rank,
)
from school.documents.rules.reading.settings import ABOUT_IDS, ID

FIGURES = "modules/figures"  # pictures are not documents, so they have no kind
FIGURE_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,99}")
IGNORED = re.compile(r"(?:.*/)?(?:\..*|[^/]*~|README\.md)")  # what editors and systems leave behind


@dataclass(frozen=True)
class Place:
    """What a path holds."""

    kind: str  # "figure", or the name of a kind of document
    slug: str


@dataclass(frozen=True)
class Misplaced:
    """A file in a place where none is expected."""

    what: str
    fix: str


def find_place(path: str) -> Place | Misplaced | None:
    """Return what the file at `path` (below the tree's top) is; None if it is not to be read."""
    folder, _, name = path.rpartition("/")
    parts = path.split("/")
    if IGNORED.fullmatch(path) or parts[0] in RESERVED_FOLDERS:
        return None
    if any(part.startswith(".") for part in parts):
        return None
    kind = _find_kind_of_file(path)
    if kind is not None:
        return Place(kind.name, path.rpartition(".")[0])
    if folder == FIGURES:
        if FIGURE_NAME.fullmatch(name):
            return Place("figure", name)
        fix = "use lower-case letters, digits and hyphens"
        return Misplaced(f"“{name}” cannot be the name of a picture", fix)
    for kind in list_kinds_by_rank():
        if isinstance(kind.place, Folder) and kind.place.name == folder:
            return _find_place_in_folder(kind.name, kind.place, name)
    return Misplaced("no kind of document stands here", _suggest_place(path))


def _find_kind_of_file(path: str) -> DocumentKind[object] | None:
    for kind in list_kinds_by_rank():
        if isinstance(kind.place, SingleFile) and kind.place.name == path:
            return kind
    return None


def _find_place_in_folder(kind: str, folder: Folder, name: str) -> Place | Misplaced:
    for ending in folder.endings:
        if name.endswith(ending):
            slug = name.removesuffix(ending)
            if ID.fullmatch(slug):
                return Place(kind, slug)
            return Misplaced(f"“{slug}” is not an id", f"rename the file: {ABOUT_IDS}")
    what = f"a file in {folder.name} ends with {' or '.join(folder.endings)}"
    return Misplaced(what, "rename it, or take it out")


def _suggest_place(path: str) -> str:
    top = path.split("/")[0]
    places = [kind.place for kind in list_kinds_by_rank()]
    files = [place.name for place in places if isinstance(place, SingleFile)]
    folders = [place.name for place in places if isinstance(place, Folder)]
    if top in folders:
        return f"move it up into {top}, or take it out"
    near = difflib.get_close_matches(top, [*files, *folders], n=1)
    if near:
        return f"did you mean {near[0]}?"
    return f"move it to {', '.join(folders)} or {FIGURES}, or take it out"
