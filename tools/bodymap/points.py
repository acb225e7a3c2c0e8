"""The trigger points of content/body/points.yaml as places on the skin."""

from __future__ import annotations

from pathlib import Path

import yaml

from tools.bodymap.mesh import Array
from tools.bodymap.places import Places

DEFINITIONS = Path(__file__).parents[2] / "content" / "body" / "points.yaml"


def read_points(places: Places, path: Path = DEFINITIONS) -> dict[str, list[Array]]:
    """By pattern: where its trigger points are, decimetres of the canonical pose, right side; none for some."""
    said = yaml.safe_load(path.read_text("utf-8"))["points"]
    return {
        pattern: list(map(places, where))
        for pattern, where in said.items()
        if isinstance(where, list)
    }


def described(path: Path = DEFINITIONS) -> dict[str, list[str] | str]:
    """What the contact sheet tells of each pattern: its places in words, or why it has none."""
    said = yaml.safe_load(path.read_text("utf-8"))["points"]
    return {
        pattern: where if isinstance(where, list) else where["none"]
        for pattern, where in said.items()
    }
