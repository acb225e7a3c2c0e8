"""Writes the pictures and the geometry: `python -m tools.bodymap [artwork|geometry]`, or both."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from tools.bodymap import artwork, points, project, regions
from tools.bodymap.cameras import list_cameras
from tools.bodymap.views import Body, Pixels, read_body, render_view

ROOT = Path(__file__).resolve().parents[2]
ARTWORK = ROOT / "school" / "static" / "body"
GEOMETRY = ROOT / "school" / "body" / "figure"


def main(wanted: list[str]) -> None:
    body = read_body()
    views = [render_view(body, camera) for camera in list_cameras(body)]
    if not wanted or "artwork" in wanted:
        artwork.write_artwork(views, ARTWORK)
    if not wanted or "geometry" in wanted:
        write_geometry(body, views)


def write_geometry(body: Body, views: Sequence[Pixels]) -> None:
    definitions = regions.read_regions(regions.make_body(body))
    sources = {}
    for path in (regions.DEFINITIONS, points.DEFINITIONS):
        sources[path.name] = regions.compute_fingerprint(path)
    areas = project.write_figure(
        views,
        project.make_regions(definitions.list_fields()),
        points.read_points(definitions.shapes.places),
        GEOMETRY,
        sources,
    )
    described = {"regions": regions.describe_regions(areas), "points": points.describe_points()}
    text = json.dumps(described, ensure_ascii=False, indent=1) + "\n"
    (GEOMETRY / "definitions.json").write_text(text, "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
