"""What a hand draws on the figure: strokes and taps as the page sends them, and the cells they paint.

Coordinates are fractions of the view's box, x of its width and y of its height, always as if the muscle were on
the right side: a page that shows the figure mirrored mirrors x back before it sends. They may lie a little outside
the box, where a hand went over the edge. A radius is a fraction of the height.
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

MOST_LETTERS = 200_000
MOST_STROKES = 300
MOST_POINTS = 6_000  # of all strokes together
MOST_LENGTH = (
    200  # of all strokes together, in sides of the box: more than painting the body twice needs
)
LEAST_RADIUS, MOST_RADIUS = 0.003, 0.12
LEAST_PLACE, MOST_PLACE = -0.2, 1.2
SIDES = ("right", "left")
VIEW_ID = re.compile(r"[a-z_]{1,30}")

Point = tuple[float, float]


class BadDrawing(ValueError):
    """A drawing or tap that no page of ours sends; the sentence says what is wrong with it."""


@dataclass(frozen=True)
class Stroke:
    """One line of the brush: a disc moved from point to point. One point alone is a dab."""

    view: str
    points: tuple[Point, ...]
    radius: float
    erases: bool = False


@dataclass(frozen=True)
class Drawing:
    """Strokes in the order in which they were drawn, and the side on which the student saw the muscle."""

    strokes: tuple[Stroke, ...]
    side: str = "right"

    def sent(self) -> dict[str, Any]:
        """As the page sends it, to keep it and to draw it again."""
        return {
            "side": self.side,
            "strokes": [_write_stroke(stroke) for stroke in self.strokes],
        }


def _write_stroke(stroke: Stroke) -> dict[str, Any]:
    return {
        "view": stroke.view,
        "radius": stroke.radius,
        "erase": stroke.erases,
        "points": [list(point) for point in stroke.points],
    }


@dataclass(frozen=True)
class Tap:
    """One place on the figure."""

    view: str
    x: float
    y: float
    side: str = "right"

    def sent(self) -> dict[str, Any]:
        return {"side": self.side, "view": self.view, "x": self.x, "y": self.y}


def read_drawing(text: str) -> Drawing:
    """A drawing from its JSON text. Raises BadDrawing. No strokes is a drawing, of nothing."""
    sent = _read(text)
    found = sent.get("strokes")
    if not isinstance(found, list) or len(found) > MOST_STROKES:
        raise BadDrawing(f"A drawing has a list of at most {MOST_STROKES} strokes.")
    strokes = tuple(_stroke(stroke) for stroke in found)
    if sum(len(stroke.points) for stroke in strokes) > MOST_POINTS:
        raise BadDrawing(f"A drawing has at most {MOST_POINTS} points.")
    if sum(_length(stroke.points) for stroke in strokes) > MOST_LENGTH:
        raise BadDrawing("The lines of this drawing are longer than painting the whole body needs.")
    return Drawing(strokes, _side(sent))


def read_tap(text: str) -> Tap:
    """A tap from its JSON text. Raises BadDrawing."""
    sent = _read(text)
    return Tap(_view(sent), _place(sent.get("x")), _place(sent.get("y")), _side(sent))


@lru_cache(maxsize=4)
def painted(drawing: Drawing, atlas: Atlas) -> Painted:
    """The cells of each view that are painted when all strokes are done; views without paint are left out.

    Strokes that erase take away what was painted before them, and not what comes after. Only skin takes paint.
    Strokes in a view that the atlas does not have paint nothing. One request asks for the same up to three times
    (to mark it, to find what it was confused with, to show it), so the last ones are kept.
    """
    strokes: dict[str, list[Stroke]] = {}
    for stroke in drawing.strokes:
        strokes.setdefault(stroke.view, []).append(stroke)
    masks = {
        id: _painted(atlas.views[id], those) for id, those in strokes.items() if id in atlas.views
    }
    return MappingProxyType({id: mask for id, mask in masks.items() if mask})


def painted_regions(region_ids: Iterable[str], atlas: Atlas) -> Painted:
    """What a list of picked regions paints: their shapes in every view, on the right side or the midline.

    So picking and painting are marked by the same rule. Regions that are not drawn paint nothing.
    """
    keys = [atlas.sided(id) for id in region_ids]
    masks: dict[str, int] = {}
    for view in atlas.views.values():
        mask = 0
        for key in keys:
            mask |= view.shapes[key].mask if key in view.shapes else 0
        if mask:
            masks[view.id] = mask
    return masks


def _painted(view: View, strokes: Sequence[Stroke]) -> int:
    board = Board(view.columns, view.rows, max(stroke.radius for stroke in strokes) * view.rows)
    mask = 0
    for erases, alike in groupby(strokes, key=lambda stroke: stroke.erases):
        if erases and not mask:
            continue
        covered = _covered(view, board, alike)
        mask = mask & ~covered if erases else mask | covered
    return board.cut(mask) & view.skin


def _scale_to_cells(stroke: Stroke, view: View) -> list[Point]:
    return [(x * view.columns, y * view.rows) for x, y in stroke.points]


def _covered(view: View, board: Board, strokes: Iterable[Stroke]) -> int:
    """The cells of the board under the strokes, on the skin or not."""
    mask = 0
    for radius, alike in groupby(sorted(strokes, key=lambda s: s.radius), key=lambda s: s.radius):
        lines = [_scale_to_cells(stroke, view) for stroke in alike]
        mask |= board.swept(lines, radius * view.rows)
    return mask


def _read(text: str) -> dict[str, Any]:
    if len(text) > MOST_LETTERS:
        raise BadDrawing(f"A drawing has at most {MOST_LETTERS} letters.")
    try:
        sent = json.loads(text)
    except (ValueError, RecursionError) as fault:
        raise BadDrawing("This drawing is not JSON.") from fault
    if not isinstance(sent, dict):
        raise BadDrawing("A drawing is a JSON object.")
    return sent


def _stroke(sent: Any) -> Stroke:
    if not isinstance(sent, dict):
        raise BadDrawing("A stroke is a JSON object.")
    points, erases = sent.get("points"), sent.get("erase", False)
    if not isinstance(points, list) or not points:
        raise BadDrawing("A stroke has a list of points.")
    if not isinstance(erases, bool):
        raise BadDrawing("A stroke erases or does not: true or false.")
    radius = _number(sent.get("radius"), "radius", LEAST_RADIUS, MOST_RADIUS)
    return Stroke(_view(sent), tuple(_point(point) for point in points), radius, erases)


def _point(sent: Any) -> Point:
    if not isinstance(sent, list) or len(sent) != 2:
        raise BadDrawing("A point is a list of two numbers.")
    return _place(sent[0]), _place(sent[1])


def _place(sent: Any) -> float:
    return _number(sent, "coordinate", LEAST_PLACE, MOST_PLACE)


def _number(sent: Any, name: str, least: float, most: float) -> float:
    """A plain finite number between two bounds. Truth values, texts, NaN and infinities are none."""
    if isinstance(sent, bool) or not isinstance(sent, (int, float)) or not least <= sent <= most:
        raise BadDrawing(f"A {name} is a number from {least} to {most}.")
    return float(sent)


def _view(sent: dict[str, Any]) -> str:
    view = sent.get("view")
    if not isinstance(view, str) or not VIEW_ID.fullmatch(view):
        raise BadDrawing("A view is named by a word.")
    return view


def _side(sent: dict[str, Any]) -> str:
    side = sent.get("side", "right")
    if side not in SIDES:
        raise BadDrawing("A side is right or left.")
    return str(side)


def _length(points: tuple[Point, ...]) -> float:
    return math.fsum(max(abs(a[0] - b[0]), abs(a[1] - b[1])) for a, b in pairwise(points))
