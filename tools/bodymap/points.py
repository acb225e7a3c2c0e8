"""Reads the trigger points of content/body/points.yaml as places on the skin."""

from __future__ import annotations

from pathlib import Path

import yaml

from tools.bodymap.mesh import Array
from tools.bodymap.places import Places

DEFINITIONS = Path(__file__).parents[2] / "content" / "body" / "points.yaml"


def read_points(places: Places, path: Path = DEFINITIONS) -> dict[str, list[Array]]:
    """Return where each pattern's trigger points are; some patterns have none.

    Places are in decimeters of the canonical pose, on the right side.
    """
    points = {}
    for pattern, where in yaml.safe_load(path.read_text("utf-8"))["points"].items():
        if isinstance(where, list):
            points[pattern] = list(map(places, where))
    return points


def describe_points(path: Path = DEFINITIONS) -> dict[str, list[str] | str]:
    """Return what the contact sheet says about each pattern: its places, or why it has none."""
    texts = {}
    for pattern, where in yaml.safe_load(path.read_text("utf-8"))["points"].items():
        texts[pattern] = where if isinstance(where, list) else where["none"]
    return texts
