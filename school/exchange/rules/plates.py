"""Pictures of zones for other programs: what is drawn over a view, as an SVG of its own."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from school.body.rules.atlas import Atlas, View
from school.cards.rules.decks import Pattern

ZONE = "#c8102e"
INK = "#1c2326"
HALO = "#ffffff"
DOT_APART = 9  # in units of the view's box, as on the school's own pages


@dataclass(frozen=True)
class Picture:
    """A picture in a file of its own."""

    # The file's name has a part of the content's hash, so a changed picture is a new file and
    # equal pictures share one. It has no muscle's name, which would give the answer away.
    name: str
    svg: str


@dataclass(frozen=True)
class Plate:
    """What is drawn over a view, without the artwork itself."""

    view: str
    name: str  # of the view
    overlay: Picture


def draw_zone_plates(pattern: Pattern, atlas: Atlas) -> tuple[Plate, ...]:
    """The charted zone in the fewest views that show it well: main zone filled, others dotted."""
    views = atlas.find_views_for((*pattern.primary, *pattern.spillover))
    return tuple(
        _draw_plate(atlas.views[id], pattern.primary, pattern.spillover, atlas) for id in views
    )


def draw_region_plates(region: str, atlas: Atlas) -> tuple[Plate, ...]:
    """One region in the view that shows it best."""
    views = atlas.find_views_for((region,))[:1]
    return tuple(_draw_plate(atlas.views[id], (region,), (), atlas) for id in views)


def draw_point_plates(pattern: Pattern, atlas: Atlas) -> tuple[Plate, ...]:
    """The trigger points: in the whole figure, and close up if there is such a view."""
    showing = [atlas.views[id] for id in atlas.list_views_with_points(pattern.id)]
    whole = [view for view in showing if not view.is_close_up]
    close = [view for view in showing if view.is_close_up]
    return tuple(
        Plate(
            view.id,
            view.name,
            _make_picture(view, "points", _draw_crosses(view, view.points[pattern.id])),
        )
        for view in whole[:1] + close[:1]
    )


def name_artwork(view: str, content: bytes) -> Picture:
    """The artwork of a view as a picture, under the name that the plates refer to."""
    return _name_picture(f"nmt-{view}", content.decode())


def _draw_plate(view: View, main: Iterable[str], less: Collection[str], atlas: Atlas) -> Plate:
    dots = (
        f'<pattern id="d" width="{DOT_APART}" height="{DOT_APART}" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><circle cx="4.5" cy="4.5" r="2.3" fill="{ZONE}"/></pattern>'
    )
    svg = ""
    if less:
        less_paths = _draw_paths(view, less, atlas)
        svg += f'{dots}<g fill="url(#d)" stroke="{ZONE}" stroke-width="1.2">{less_paths}</g>'
    main_paths = _draw_paths(view, main, atlas)
    svg += f'<g fill="{ZONE}" fill-opacity=".78" stroke="{ZONE}" stroke-width="1.2">'
    svg += f"{main_paths}</g>"
    return Plate(view.id, view.name, _make_picture(view, "zone", svg))


def _draw_paths(view: View, regions: Iterable[str], atlas: Atlas) -> str:
    keys = (atlas.find_studied_key(region) for region in regions)
    return "".join(f'<path d="{view.shapes[key].path}"/>' for key in keys if key in view.shapes)


def _draw_crosses(view: View, points: Iterable[tuple[float, float]]) -> str:
    at = [(x * view.width, y * view.height) for x, y in points]
    path = "".join(f"M{x - 9:.1f} {y - 9:.1f}l18 18m0-18l-18 18" for x, y in at)
    return (
        f'<g fill="none" stroke-linecap="round"><path stroke="{HALO}" stroke-width="8" d="{path}"/>'
        f'<path stroke="{INK}" stroke-width="3.6" d="{path}"/></g>'
    )


def _make_picture(view: View, what: str, drawn: str) -> Picture:
    box = f'viewBox="0 0 {view.width} {view.height}" width="{view.width}" height="{view.height}"'
    return _name_picture(
        f"nmt-{what}-{view.id}", f'<svg xmlns="http://www.w3.org/2000/svg" {box}>{drawn}</svg>'
    )


def _name_picture(name: str, svg: str) -> Picture:
    return Picture(f"{name}-{hashlib.sha256(svg.encode()).hexdigest()[:8]}.svg", svg)
