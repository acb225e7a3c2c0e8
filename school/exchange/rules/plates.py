"""Pictures of zones for programs that know no page of ours: what lies on a view, as an SVG of its own."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from school.body.rules.atlas import Atlas, View
from school.cards.rules.decks import Pattern

ZONE = "#c8102e"
INK = "#1c2326"
HALO = "#ffffff"
DOT_APART = 9  # units of the view's box, as on the school's own pages


@dataclass(frozen=True)
class Picture:
    """A picture that stands by itself."""

    # Of its file. It has a part of the content's hash, so that a changed picture is a new one and equal ones are one;
    # and no muscle's name, which would tell the answer.
    name: str
    svg: str


@dataclass(frozen=True)
class Plate:
    """A view with what lies on it, the artwork itself left out."""

    view: str
    name: str  # of the view
    laid: Picture


def zone_plates(pattern: Pattern, atlas: Atlas) -> tuple[Plate, ...]:
    """The charted zone in the fewest views that show it well: main zone filled, less frequent ones dotted."""
    views = atlas.find_views_for((*pattern.primary, *pattern.spillover))
    return tuple(_plate(atlas.views[id], pattern.primary, pattern.spillover, atlas) for id in views)


def region_plates(region: str, atlas: Atlas) -> tuple[Plate, ...]:
    """One region in the view that shows it best."""
    return tuple(
        _plate(atlas.views[id], (region,), (), atlas) for id in atlas.find_views_for((region,))[:1]
    )


def point_plates(pattern: Pattern, atlas: Atlas) -> tuple[Plate, ...]:
    """The trigger points: in the whole figure, and close up where there is such a view."""
    showing = [atlas.views[id] for id in atlas.list_views_with_points(pattern.id)]
    whole, close = [v for v in showing if not v.is_close_up], [v for v in showing if v.is_close_up]
    return tuple(
        Plate(view.id, view.name, _picture(view, "points", _crosses(view, view.points[pattern.id])))
        for view in whole[:1] + close[:1]
    )


def artwork(view: str, content: bytes) -> Picture:
    """The artwork of a view, under the name by which the plates stand on it."""
    return _named(f"nmt-{view}", content.decode())


def _plate(view: View, main: Iterable[str], less: Collection[str], atlas: Atlas) -> Plate:
    dots = (
        f'<pattern id="d" width="{DOT_APART}" height="{DOT_APART}" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><circle cx="4.5" cy="4.5" r="2.3" fill="{ZONE}"/></pattern>'
    )
    drawn = (
        f'<g fill="url(#d)" stroke="{ZONE}" stroke-width="1.2">{_paths(view, less, atlas)}</g>'
        if less
        else "",
        f'<g fill="{ZONE}" fill-opacity=".78" stroke="{ZONE}" stroke-width="1.2">{_paths(view, main, atlas)}</g>',
    )
    return Plate(
        view.id, view.name, _picture(view, "zone", (dots if less else "") + "".join(drawn))
    )


def _paths(view: View, regions: Iterable[str], atlas: Atlas) -> str:
    keys = (atlas.find_studied_key(region) for region in regions)
    return "".join(f'<path d="{view.shapes[key].path}"/>' for key in keys if key in view.shapes)


def _crosses(view: View, points: Iterable[tuple[float, float]]) -> str:
    at = [(x * view.width, y * view.height) for x, y in points]
    path = "".join(f"M{x - 9:.1f} {y - 9:.1f}l18 18m0-18l-18 18" for x, y in at)
    return (
        f'<g fill="none" stroke-linecap="round"><path stroke="{HALO}" stroke-width="8" d="{path}"/>'
        f'<path stroke="{INK}" stroke-width="3.6" d="{path}"/></g>'
    )


def _picture(view: View, what: str, drawn: str) -> Picture:
    box = f'viewBox="0 0 {view.width} {view.height}" width="{view.width}" height="{view.height}"'
    return _named(
        f"nmt-{what}-{view.id}", f'<svg xmlns="http://www.w3.org/2000/svg" {box}>{drawn}</svg>'
    )


def _named(name: str, svg: str) -> Picture:
    return Picture(f"{name}-{hashlib.sha256(svg.encode()).hexdigest()[:8]}.svg", svg)
