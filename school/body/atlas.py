"""The atlas of the figure, read once from the files that tools/bodymap generates."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from school.body.rules.atlas import Atlas, read_view

FIGURE = Path(__file__).resolve().parent / "figure"
VIEWS = (
    "front",
    "back",
    "left",
    "right",
    "head_front",
    "head_left",
    "head_right",
    "hand_palmar",
    "hand_dorsal",
    "foot_dorsal",
    "foot_plantar",
)


class NoFigure(RuntimeError):
    """A view of the figure is missing or unreadable; the message says which, and what to do."""


@cache
def atlas() -> Atlas:
    """Return every view and region, read once. Raises NoFigure."""
    return read_atlas(FIGURE)


def read_atlas(folder: Path) -> Atlas:
    """Read the atlas in a folder that has one JSON file per view. Raises NoFigure."""
    views = {}
    for name in VIEWS:
        path = folder / f"{name}.json"
        try:
            views[name] = read_view(json.loads(path.read_text(encoding="utf-8")))
        except (OSError, ValueError, KeyError, TypeError) as fault:
            raise NoFigure(
                f"{path} cannot be read ({fault}): generate the figure with tools/bodymap"
            ) from fault
    return Atlas(views)
