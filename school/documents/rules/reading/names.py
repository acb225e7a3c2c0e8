"""Which kind of document a file is, by its place in the tree."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass

from school.documents.rules.reading.settings import ABOUT_IDS, ID

SINGLE = {"school.yaml": "school", "sources.yaml": "sources", "glossary.md": "glossary"}
FOLDERS = {
    "modules": ("module", (".md",)),
    "quizzes": ("quiz", (".md",)),
    "courses": ("course", (".md",)),
    "flashcards": ("deck", (".yaml", ".md")),  # patterns on the body; questions in words
}
FIGURES = "modules/figures"
FIGURE_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,99}")
# The rules of licensing bodies are read by the feature that counts credits, the map of the body by tools/bodymap.
READ_ELSEWHERE = ("boards", "body")
IGNORED = re.compile(r"(?:.*/)?(?:\..*|[^/]*~|README\.md)")  # what editors and systems leave behind


@dataclass(frozen=True)
class Place:
    """What stands at a path."""

    kind: str  # "figure", or the kind of a document
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
        or path.split("/")[0] in READ_ELSEWHERE
        or any(p[0] == "." for p in path.split("/"))
    ):
        return None
    if path in SINGLE:
        return Place(SINGLE[path], SINGLE[path])
    if folder == FIGURES:
        if FIGURE_NAME.fullmatch(name):
            return Place("figure", name)
        return Misplaced(
            f"“{name}” cannot be the name of a picture",
            "use lower-case letters, digits and hyphens",
        )
    if folder in FOLDERS:
        return _document(folder, name)
    return Misplaced("no kind of document stands here", _advice(path))


def _document(folder: str, name: str) -> Place | Misplaced:
    kind, endings = FOLDERS[folder]
    ending = next((ending for ending in endings if name.endswith(ending)), None)
    if ending is None:
        return Misplaced(
            f"a file in {folder} ends with {' or '.join(endings)}", "rename it, or take it out"
        )
    slug = name.removesuffix(ending)
    if not ID.fullmatch(slug):
        return Misplaced(f"“{slug}” is not an id", f"rename the file: {ABOUT_IDS}")
    return Place(kind, slug)


def _advice(path: str) -> str:
    top = path.split("/")[0]
    if top in FOLDERS:
        return f"move it up into {top}, or take it out"
    near = difflib.get_close_matches(top, [*SINGLE, *FOLDERS], n=1)
    if near:
        return f"did you mean {near[0]}?"
    return f"move it to {', '.join(FOLDERS)} or {FIGURES}, or take it out"
