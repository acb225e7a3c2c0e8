"""What a hand draws on the figure: strokes and taps as a page sends them, and what they paint.

Coordinates are fractions of the view's box: x of its width, y of its height. They are always given
as if the muscle were on the right side; a page that shows the figure mirrored mirrors x back before
it sends. They may be a little outside the box if the hand went over the edge. A radius is a
fraction of the height.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, pairwise
from types import MappingProxyType
from typing import Any

from school.body.rules.atlas import Atlas, Painted, View
from school.body.rules.raster import Board

MOST_CHARACTERS = 200_000
MOST_STROKES = 300
MOST_POINTS = 6_000  # of all strokes together
# Of all strokes together, in sides of the box: more than painting the body twice takes.
MOST_LENGTH = 200
LEAST_RADIUS, MOST_RADIUS = 0.003, 0.12
LEAST_PLACE, MOST_PLACE = -0.2, 1.2
SIDES = ("right", "left")
VIEW_ID = re.compile(r"[a-z_]{1,30}")

Point = tuple[float, float]


class BadDrawing(ValueError):
    """A drawing or tap that none of our pages would send; the message says what is wrong."""


@dataclass(frozen=True)
class Stroke:
    """One line of the brush: a disc moved from point to point. A single point is a dab."""

    view: str
    points: tuple[Point, ...]
    radius: float
    erases: bool = False

    def to_page_fields(self) -> dict[str, Any]:
        """Return the stroke as the page sends it."""
        return {
            "view": self.view,
            "radius": self.radius,
            "erase": self.erases,
            "points": [list(point) for point in self.points],
        }


@dataclass(frozen=True)
class Drawing:
    """Strokes in drawing order, and the side on which the student saw the muscle."""

    strokes: tuple[Stroke, ...]
    side: str = "right"

    def to_page_fields(self) -> dict[str, Any]:
        """Return the drawing as the page sends it, so that it can be stored and drawn again."""
        return {
            "side": self.side,
            "strokes": [stroke.to_page_fields() for stroke in self.strokes],
        }


@dataclass(frozen=True)
class Tap:
    """One place on the figure."""

    view: str
    x: float
    y: float
    side: str = "right"

    def to_page_fields(self) -> dict[str, Any]:
        return {"side": self.side, "view": self.view, "x": self.x, "y": self.y}


def read_drawing(text: str) -> Drawing:
    """Read a drawing from its JSON text. A drawing may have no strokes. Raises BadDrawing."""
    fields = _read_object(text)
    lines = fields.get("strokes")
    if not isinstance(lines, list) or len(lines) > MOST_STROKES:
        raise BadDrawing(f"A drawing has a list of at most {MOST_STROKES} strokes.")
    strokes = tuple(_read_stroke(line) for line in lines)
    if sum(len(stroke.points) for stroke in strokes) > MOST_POINTS:
        raise BadDrawing(f"A drawing has at most {MOST_POINTS} points.")
    if sum(_measure_length(stroke.points) for stroke in strokes) > MOST_LENGTH:
        raise BadDrawing("The lines of this drawing are longer than painting the whole body takes.")
    return Drawing(strokes, _read_side(fields))


def read_tap(text: str) -> Tap:
    """Read a tap from its JSON text. Raises BadDrawing."""
    fields = _read_object(text)
    x, y = _read_place(fields.get("x")), _read_place(fields.get("y"))
    return Tap(_read_view_id(fields), x, y, _read_side(fields))


@lru_cache(maxsize=4)
def paint_drawing(drawing: Drawing, atlas: Atlas) -> Painted:
    """Return the cells that all strokes together paint, by view id, without unpainted views.

    A stroke that erases removes what was painted before it, but not what comes after. Only skin
    takes paint. Strokes in a view that the atlas does not have paint nothing. One request asks for
    the same drawing up to three times (to mark it, to find what it was confused with, to show it),
    so the last few results are cached.
    """
    strokes: dict[str, list[Stroke]] = {}
    for stroke in drawing.strokes:
        strokes.setdefault(stroke.view, []).append(stroke)
    masks = {}
    for view_id, view_strokes in strokes.items():
        if view_id in atlas.views:
            mask = _paint_view(atlas.views[view_id], view_strokes)
            if mask:
                masks[view_id] = mask
    return MappingProxyType(masks)


def paint_regions(region_ids: Iterable[str], atlas: Atlas) -> Painted:
    """Return what a list of picked regions paints: their shapes in every view, by view id.

    A paired region counts on its right side. With this, picking and painting are marked by the same
    rule. Regions that are not drawn paint nothing.
    """
    keys = [atlas.find_studied_key(id) for id in region_ids]
    masks: dict[str, int] = {}
    for view in atlas.views.values():
        mask = 0
        for key in keys:
            mask |= view.shapes[key].mask if key in view.shapes else 0
        if mask:
            masks[view.id] = mask
    return masks


def _paint_view(view: View, strokes: Sequence[Stroke]) -> int:
    board = Board(view.columns, view.rows, max(stroke.radius for stroke in strokes) * view.rows)
    mask = 0
    for erases, alike in groupby(strokes, key=lambda stroke: stroke.erases):
        if erases and not mask:
            continue
        covered = _cover_cells(view, board, alike)
        mask = mask & ~covered if erases else mask | covered
    return board.cut_margin(mask) & view.skin


def _cover_cells(view: View, board: Board, strokes: Iterable[Stroke]) -> int:
    """Return the cells of the board under the strokes, on the skin or not."""
    lines_by_radius: dict[float, list[list[Point]]] = {}
    for stroke in strokes:
        line = [(x * view.columns, y * view.rows) for x, y in stroke.points]
        lines_by_radius.setdefault(stroke.radius, []).append(line)
    mask = 0
    for radius, lines in lines_by_radius.items():
        mask |= board.sweep_disc(lines, radius * view.rows)
    return mask


def _read_object(text: str) -> dict[str, Any]:
    if len(text) > MOST_CHARACTERS:
        raise BadDrawing(f"A drawing has at most {MOST_CHARACTERS} characters.")
    try:
        sent = json.loads(text)
    except (ValueError, RecursionError) as fault:
        raise BadDrawing("This drawing is not JSON.") from fault
    if not isinstance(sent, dict):
        raise BadDrawing("A drawing is a JSON object.")
    return sent


def _read_stroke(sent: Any) -> Stroke:
    if not isinstance(sent, dict):
        raise BadDrawing("A stroke is a JSON object.")
    points, erases = sent.get("points"), sent.get("erase", False)
    if not isinstance(points, list) or not points:
        raise BadDrawing("A stroke has a list of points.")
    if not isinstance(erases, bool):
        raise BadDrawing("Whether a stroke erases is true or false.")
    radius = _read_number(sent.get("radius"), "radius", LEAST_RADIUS, MOST_RADIUS)
    return Stroke(
        _read_view_id(sent), tuple(_read_point(point) for point in points), radius, erases
    )


def _read_point(sent: Any) -> Point:
    if not isinstance(sent, list) or len(sent) != 2:
        raise BadDrawing("A point is a list of two numbers.")
    return _read_place(sent[0]), _read_place(sent[1])


def _read_place(sent: Any) -> float:
    return _read_number(sent, "coordinate", LEAST_PLACE, MOST_PLACE)


def _read_number(sent: Any, name: str, least: float, most: float) -> float:
    """Return a finite number between two bounds; refuse booleans, text, NaN and infinities."""
    if isinstance(sent, bool) or not isinstance(sent, (int, float)) or not least <= sent <= most:
        raise BadDrawing(f"A {name} is a number from {least} to {most}.")
    return float(sent)


def _read_view_id(sent: dict[str, Any]) -> str:
    view = sent.get("view")
    if not isinstance(view, str) or not VIEW_ID.fullmatch(view):
        raise BadDrawing("A view is named by a word.")
    return view


def _read_side(sent: dict[str, Any]) -> str:
    side = sent.get("side", "right")
    if side not in SIDES:
        raise BadDrawing("A side is right or left.")
    return str(side)


def _measure_length(points: tuple[Point, ...]) -> float:
    return math.fsum(max(abs(a[0] - b[0]), abs(a[1] - b[1])) for a, b in pairwise(points))
