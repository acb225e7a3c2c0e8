"""The body in pages: what the templates of templates/body/ ask for, view by view."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from flask import g

from school.body.atlas import atlas
from school.body.rules import frames
from school.body.rules.atlas import Painted, Shape, View
from school.body.rules.outlines import outline
from school.body.rules.strokes import Drawing, painted
from school.web.app import School

# What stands on a button for a view: as few letters as tell it from the others. The second word is for the left side.
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
THUMB = 40  # height of the little pictures of the views, in units of their own

Ids = Iterable[str]


@dataclass(frozen=True)
class Plate:
    """One view with what lies on it, ready to be drawn. The four kinds of zone do not share a region."""

    id: str  # unique in the page: names of patterns must be
    view: View
    zones: tuple[
        tuple[str, dict[str, str]], ...
    ]  # (kind, region id → path), in the order in which they are drawn
    drawn: str  # the path round a student's drawing; empty where nothing of it is in this view
    points: tuple[tuple[float, float], ...]  # trigger points, in units of the view
    frame: frames.Frame  # the part of the view that is shown

    @property
    def scale(self) -> float:
        """Of marks that do not grow with the body when a part of it is shown: half as much as that, to be seen."""
        return round((1 + self.frame[1] / self.view.height) / 2, 2)


def register(app: School) -> None:
    pieces = {"plate": plate, "views": views, "button": button, "thumb": thumb, "id": new_id}
    app.jinja_env.globals.update({f"body_{name}": piece for name, piece in pieces.items()})


def views(ids: Ids = ()) -> tuple[View, ...]:
    """The views of these ids; without ids all of them, whole-body ones first."""
    return tuple(atlas().views[view_id] for view_id in (tuple(ids) or BUTTONS))


def button(view_id: str, side: str = "right") -> str:
    """The short name of a view when the student studies this side."""
    return BUTTONS[view_id][side == "left"]


def plate(
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
    """A view with its zones. Region ids may be without a side (then the right one, or the midline) or with it.

    `missed` takes its regions out of `essential`; `classes` are more kinds of zone by the name of their CSS class;
    `points` is the id of a pattern, or positions as fractions of the view. `near` shows the part of a whole-body view
    around all that lies on it.
    """
    view = atlas().views[view_id]
    given = {
        "spillover": spillover,
        "essential": essential,
        "missed": missed,
        "extra": extra,
        "chosen": chosen,
    }
    zones = _zones(view, given | dict(classes or {}))
    drawn = _mask(view, drawing)
    found = tuple(view.points.get(points, ()) if isinstance(points, str) else points)
    return Plate(
        id=new_id(),
        view=view,
        zones=tuple((kind, _paths_of(shapes)) for kind, shapes in zones),
        drawn=outline(drawn, view.columns, view.rows, view.width, view.height),
        points=tuple((round(x * view.width, 1), round(y * view.height, 1)) for x, y in found),
        frame=_around(view, zones, drawn, found) if near else frames.whole(view),
    )


def _paths_of(shapes: Mapping[str, Shape]) -> dict[str, str]:
    return {id: shape.path for id, shape in shapes.items()}


def new_id() -> str:
    g.figures = g.get("figures", 0) + 1
    return f"figure-{g.figures}"


def _zones(view: View, given: Mapping[str, Ids]) -> list[tuple[str, dict[str, Shape]]]:
    """The kinds of zone that this view shows, in the order in which they are drawn. What is missed is only that."""
    missed = frozenset(given["missed"])
    kinds = {
        **given,
        "essential": [one for one in given["essential"] if one not in missed],
        "missed": missed,
    }
    return [(kind, shapes) for kind, ids in kinds.items() if (shapes := _shapes(view, ids))]


def _around(
    view: View,
    zones: list[tuple[str, dict[str, Shape]]],
    drawn: int,
    points: Iterable[tuple[float, float]],
) -> frames.Frame:
    """The part of the view around all that lies on it."""
    masks = [shape.mask for _kind, shapes in zones for shape in shapes.values()]
    return frames.near(view, [drawn, *masks], points)


def _shapes(view: View, ids: Ids) -> dict[str, Shape]:
    """The shapes of the regions that this view shows, by the ids as they were given."""
    shapes = (
        (one, view.shapes.get(f"{one}.R") or view.shapes.get(one)) for one in sorted(set(ids))
    )
    return {one: shape for one, shape in shapes if shape}


def _mask(view: View, drawing: Drawing | Painted | None) -> int:
    """What of a drawing is in this view."""
    if drawing is None:
        return 0
    masks: Mapping[str, int] = (
        painted(drawing, atlas()) if isinstance(drawing, Drawing) else drawing
    )
    return masks.get(view.id, 0)


@cache
def thumb(view_id: str) -> tuple[str, str]:
    """View box and path of a view's silhouette, small: a page may show eleven of them."""
    view = atlas().views[view_id]
    wide = THUMB * view.width / view.height
    return f"0 0 {wide:g} {THUMB}", outline(
        view.skin, view.columns, view.rows, wide, THUMB, tolerance=1
    )
