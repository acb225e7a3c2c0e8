"""The body on pages: what the templates in templates/body/ ask for, view by view."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from flask import g

from school.body.atlas import atlas
from school.body.rules import frames
from school.body.rules.atlas import Painted, Shape, View
from school.body.rules.outlines import draw_outline
from school.body.rules.strokes import Drawing, paint_drawing
from school.web.app import School

# The label of each view's button, as short as possible: for the right side, and for the left.
BUTTONS = {
    "front": ("Front", "Front"),
    "back": ("Back", "Back"),
    "right": ("Right", "Left"),
    "left": ("Left", "Right"),
    "head_front": ("Face", "Face"),
    "head_right": ("Head, right", "Head, left"),
    "head_left": ("Head, left", "Head, right"),
    "hand_palmar": ("Palm", "Palm"),
    "hand_dorsal": ("Hand, back", "Hand, back"),
    "foot_dorsal": ("Top of foot", "Top of foot"),
    "foot_plantar": ("Sole", "Sole"),
}
THUMB = 40  # height of the views' thumbnails, in units of their own

Ids = Iterable[str]


@dataclass(frozen=True)
class Plate:
    """One view with everything on it, ready to be drawn. No region is in two kinds of zone."""

    id: str  # unique on the page, because the names of SVG patterns must be
    view: View
    zones: tuple[tuple[str, dict[str, str]], ...]  # (kind, region id → path), in drawing order
    drawn: str  # the path around a student's drawing; empty if none of it is in this view
    points: tuple[tuple[float, float], ...]  # trigger points, in units of the view
    frame: frames.Frame  # the part of the view that is shown

    @property
    def scale(self) -> float:
        """How much marks shrink in a crop: half as much as the crop."""
        return round((1 + self.frame[1] / self.view.height) / 2, 2)


def register(app: School) -> None:
    pieces = {
        "plate": make_plate,
        "views": find_views,
        "button": name_view_button,
        "thumb": draw_thumb,
        "id": new_id,
    }
    app.jinja_env.globals.update({f"body_{name}": piece for name, piece in pieces.items()})


def find_views(ids: Ids = ()) -> tuple[View, ...]:
    """Return the views with these ids, or all views if there are none; whole-body views first."""
    return tuple(atlas().views[view_id] for view_id in (tuple(ids) or BUTTONS))


def name_view_button(view_id: str, side: str = "right") -> str:
    """Return the short name of a view, for the side that the student studies."""
    return BUTTONS[view_id][side == "left"]


def make_plate(
    view_id: str,
    *,
    essential: Ids = (),
    spillover: Ids = (),
    missed: Ids = (),
    extra: Ids = (),
    chosen: Ids = (),
    classes: Mapping[str, Ids] | None = None,
    drawing: Drawing | Painted | None = None,
    points: str | Iterable[tuple[float, float]] = (),
    near: bool = False,
) -> Plate:
    """Make a view with its zones.

    A region id without a side means the right side or the midline. Regions in `missed` are taken
    out of `essential`. `classes` are further kinds of zone, by their CSS class. `points` is a
    pattern's id, or positions as fractions of the view. `near` crops a whole-body view around
    everything on it.
    """
    view = atlas().views[view_id]
    kinds = {
        "spillover": spillover,
        "essential": essential,
        "missed": missed,
        "extra": extra,
        "chosen": chosen,
    }
    zones = _list_zones(view, kinds | dict(classes or {}))
    drawn = _find_mask(view, drawing)
    places = tuple(view.points.get(points, ()) if isinstance(points, str) else points)
    return Plate(
        id=new_id(),
        view=view,
        zones=tuple((kind, _list_paths(shapes)) for kind, shapes in zones),
        drawn=draw_outline(drawn, view.columns, view.rows, view.width, view.height),
        points=tuple((round(x * view.width, 1), round(y * view.height, 1)) for x, y in places),
        frame=_frame_around(view, zones, drawn, places) if near else frames.frame_whole_view(view),
    )


def _list_paths(shapes: Mapping[str, Shape]) -> dict[str, str]:
    return {id: shape.path for id, shape in shapes.items()}


def new_id() -> str:
    g.figures = g.get("figures", 0) + 1
    return f"figure-{g.figures}"


def _list_zones(view: View, kinds: Mapping[str, Ids]) -> list[tuple[str, dict[str, Shape]]]:
    """Return the kinds of zone that this view shows, in drawing order.

    A region that is missed is not also essential.
    """
    missed = frozenset(kinds["missed"])
    essential = [id for id in kinds["essential"] if id not in missed]
    zones = []
    for kind, ids in {**kinds, "essential": essential, "missed": missed}.items():
        if shapes := _find_shapes(view, ids):
            zones.append((kind, shapes))
    return zones


def _frame_around(
    view: View,
    zones: list[tuple[str, dict[str, Shape]]],
    drawn: int,
    points: Iterable[tuple[float, float]],
) -> frames.Frame:
    """Return the part of the view around everything on it."""
    masks = [drawn]
    for _kind, shapes in zones:
        masks += [shape.mask for shape in shapes.values()]
    return frames.frame_closely(view, masks, points)


def _find_shapes(view: View, ids: Ids) -> dict[str, Shape]:
    """Return the shapes of the regions that this view shows, by the ids as passed in."""
    shapes = {}
    for id in sorted(set(ids)):
        if shape := view.shapes.get(f"{id}.R") or view.shapes.get(id):
            shapes[id] = shape
    return shapes


def _find_mask(view: View, drawing: Drawing | Painted | None) -> int:
    """Return the cells of a drawing in this view."""
    if drawing is None:
        return 0
    if isinstance(drawing, Drawing):
        return paint_drawing(drawing, atlas()).get(view.id, 0)
    return drawing.get(view.id, 0)


@cache
def draw_thumb(view_id: str) -> tuple[str, str]:
    """Return the view box and path of a small silhouette: a page may show eleven of them."""
    view = atlas().views[view_id]
    width = THUMB * view.width / view.height
    path = draw_outline(view.skin, view.columns, view.rows, width, THUMB, tolerance=1)
    return f"0 0 {width:g} {THUMB}", path
