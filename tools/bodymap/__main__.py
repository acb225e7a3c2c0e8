"""Writes the pictures and the geometry anew: `python -m tools.bodymap [artwork|geometry]`, both when none is named."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from tools.bodymap import artwork, points, project, regions
from tools.bodymap.views import Body, Pixels, cameras, read_body, render

ROOT = Path(__file__).resolve().parents[2]
ARTWORK = ROOT / "school" / "static" / "body"
GEOMETRY = ROOT / "school" / "body" / "figure"


def main(wanted: list[str]) -> None:
    body = read_body()
    views = [render(body, camera) for camera in cameras(body)]
    if not wanted or "artwork" in wanted:
        artwork.write_artwork(views, ARTWORK)
    if not wanted or "geometry" in wanted:
        write_geometry(body, views)


def write_geometry(body: Body, views: Sequence[Pixels]) -> None:
    found = regions.read_regions(regions.body_of(body))
    areas = project.write_figure(
        views,
        project.regions_of(found.fields()),
        points.read_points(found.shapes.places),
        GEOMETRY,
        {
            path.name: regions.fingerprint(path)
            for path in (regions.DEFINITIONS, points.DEFINITIONS)
        },
    )
    said = {"regions": regions.described(areas), "points": points.described()}
    (GEOMETRY / "definitions.json").write_text(
        json.dumps(said, ensure_ascii=False, indent=1) + "\n", "utf-8"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
