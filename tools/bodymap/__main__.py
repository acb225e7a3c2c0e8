"""Writes the pictures and the geometry anew: `python -m tools.bodymap [artwork|geometry]`, both when none is named."""

from __future__ import annotations

import sys
from pathlib import Path

from tools.bodymap import artwork, project
from tools.bodymap.views import cameras, read_body, render

ROOT = Path(__file__).resolve().parents[2]
ARTWORK = ROOT / "school" / "static" / "body"
GEOMETRY = ROOT / "school" / "body" / "figure"


def main(wanted: list[str]) -> None:
    body = read_body()
    views = [render(body, camera) for camera in cameras(body)]
    if not wanted or "artwork" in wanted:
        artwork.write_artwork(views, ARTWORK)
    if not wanted or "geometry" in wanted:
        project.write_figure(views, [], {}, GEOMETRY)


if __name__ == "__main__":
    main(sys.argv[1:])
