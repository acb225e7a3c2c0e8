"""Shapes on the skin: a shape says how far inside it a point lies, in centimeters.

The number is negative outside.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from scipy.interpolate import CubicSpline
from shapely import Polygon
from shapely.affinity import scale as scaled

from tools.bodymap.mesh import Array
from tools.bodymap.places import WAYS, Body, Places, Skin

Shape = Callable[[Skin], Array]  # points of the right side → centimetres inside

FAR = -50.0  # outside, where nobody needs to know how far
MARGIN = 1.5  # centimetres about an outline in which the distance is exact
FACING = 4.0  # centimetres for which a normal that is right counts
PART = 10.0  # centimetres for which belonging wholly to a part counts
PLANS = {  # seen from → (axis to the right, axis up), of a flat drawing
    "front": ("out", "up"),
    "back": ("out", "up"),
    "side": ("front", "up"),
    "below": ("out", "front"),
    "above": ("out", "front"),
}
TOWARDS = {"front": "front", "back": "back", "side": "out", "below": "down", "above": "up"}
ROUND = 0.2  # centimetres, of the corners of outlines


@dataclass
class Shapes:
    """Makes shapes of what regions.yaml says. `midline` shapes are their own mirror images."""

    body: Body
    places: Places
    axes: dict[str, dict[str, Any]]

    def make_shape(self, said: dict[str, Any], midline: bool = False) -> Shape:
        """Return the shape that a mapping describes.

        It is an `outline`, `wrap`, `ball`, `band` or `part`, or several under `any` or `all`.
        """
        kinds: dict[str, Callable[[Any, bool], Shape]] = {
            "outline": self.make_outline,
            "wrap": self.make_wrap,
            "ball": self.make_ball,
            "band": self.make_band,
            "part": self.make_part,
            "any": lambda each, midline: unite_shapes(
                [self.make_shape(one, midline) for one in each]
            ),
            "all": lambda each, midline: intersect_shapes(
                [self.make_shape(one, midline) for one in each]
            ),
        }
        found = [kinds[key](value, midline) for key, value in said.items() if key in kinds]
        if not found:
            raise ValueError(f"no shape in {said}")
        return intersect_shapes(found)

    def make_outline(self, said: dict[str, Any], midline: bool) -> Shape:
        """A polygon drawn on a flat view, on the skin that faces this view."""
        seen, cm = said["seen"], self.body.centimetre
        across, up = (np.array(WAYS[way], float) for way in PLANS[seen])
        corners = [self.places(corner) for corner in said["corners"]]
        polygon = Polygon([(corner @ across / cm, corner @ up / cm) for corner in corners])
        if midline and seen != "side":
            polygon = polygon.union(scaled(polygon, -1, 1, origin=(0, 0)))
        drawn = round_corners(polygon, said.get("round", ROUND))
        towards, least = np.array(WAYS[TOWARDS[seen]], float), said.get("facing", 0)

        def inside(skin: Skin) -> Array:
            field = measure_depth(
                drawn, np.stack([skin.positions @ across / cm, skin.positions @ up / cm], axis=1)
            )
            return (
                field
                if least == "any"
                else np.minimum(field, (skin.normals @ towards - least) * FACING)
            )

        return inside

    def make_wrap(self, said: dict[str, Any], midline: bool) -> Shape:
        """A polygon drawn on the skin rolled off a limb: angle about its axis, level along it."""
        axis = self.axes[said["around"]]
        start, end = self.places(axis["from"]), self.places(axis["to"])
        length = float(np.linalg.norm(end - start)) / self.body.centimetre
        along = (end - start) / np.linalg.norm(end - start)
        ahead = normalize(np.array([0, 0, 1.0]) - along * along[2])
        outward = np.cross(ahead, along)
        outward = outward if outward[0] < 0 else -outward
        corners = said.get("corners") or make_box(said["angles"], said["levels"])
        arc = math.radians(1) * axis["radius"]  # centimetres of a degree

        def level(value: float | str) -> float:
            """Centimetres along the axis; a number is a fraction of its length."""
            if isinstance(value, str):
                return float((self.places(value) - start) @ along) / self.body.centimetre
            return value * length

        drawn = round_corners(
            Polygon([(a * arc, level(value)) for a, value in corners]), said.get("round", ROUND)
        )
        middle = (min(a for a, _ in corners) + max(a for a, _ in corners)) / 2
        within = self.make_part(axis["of"], False)

        def inside(skin: Skin) -> Array:
            off = skin.positions - start
            angle = np.degrees(np.arctan2(off @ outward, off @ ahead))
            angle = (angle - middle + 180) % 360 - 180 + middle
            rolled = np.stack([angle * arc, off @ along / self.body.centimetre], axis=1)
            return np.minimum(measure_depth(drawn, rolled), within(skin))

        return inside

    def make_ball(self, said: dict[str, Any], midline: bool) -> Shape:
        """The skin within an ellipsoid."""
        centre, radii = self.places(said["at"]), said["radii"]
        size = np.array([radii] * 3 if isinstance(radii, int | float) else radii, float)
        axes = np.eye(3)
        if "turned" in said:  # degrees, seen from the front: the top leans out
            lean = math.radians(said["turned"])
            axes = np.array(
                [
                    [math.cos(lean), math.sin(lean), 0],
                    [-math.sin(lean), math.cos(lean), 0],
                    [0, 0, 1],
                ]
            )

        def inside(skin: Skin) -> Array:
            off = (skin.positions - centre) @ axes.T / self.body.centimetre / size
            return (1 - np.linalg.norm(off, axis=1)) * float(size.min())

        return inside

    def make_band(self, said: dict[str, Any], midline: bool) -> Shape:
        """The skin within half of `width` of a smooth line through places."""
        line = draw_smooth_line(np.array([self.places(place) for place in said["along"]]))

        def inside(skin: Skin) -> Array:
            return (
                said["width"] / 2
                - measure_distance_to_line(line, skin.positions) / self.body.centimetre
            )

        return inside

    def make_part(self, names: list[str], midline: bool) -> Shape:
        """The skin that these parts of the body hold for more than half."""
        return lambda skin: (skin.find_share(names) - 0.5) * PART


def intersect_shapes(shapes: list[Shape]) -> Shape:
    """What lies in all of them."""
    return lambda skin: np.minimum.reduce([shape(skin) for shape in shapes])


def unite_shapes(shapes: list[Shape]) -> Shape:
    """What lies in any of them."""
    return lambda skin: np.maximum.reduce([shape(skin) for shape in shapes])


def make_box(angles: list[float], levels: list[Any]) -> list[tuple[float, Any]]:
    (left, right), (low, high) = angles, levels
    return [(left, low), (right, low), (right, high), (left, high)]


def round_corners(polygon: Polygon, radius: float) -> Array:
    """The corners of the polygon with its corners rounded, centimetres."""
    if radius:
        smaller = polygon.buffer(-radius, quad_segs=4)
        polygon = smaller.buffer(2 * radius, quad_segs=4).buffer(-radius, quad_segs=4)
    if polygon.geom_type != "Polygon" or polygon.is_empty:
        raise ValueError(
            "an outline is narrower than the rounding of its corners, or crosses itself"
        )
    return np.array(polygon.simplify(0.02).exterior.coords)


def measure_depth(corners: Array, points: Array) -> Array:
    """How far inside a closed polygon points lie; FAR where they are far outside."""
    field = np.full(len(points), FAR)
    near = ((points > corners.min(axis=0) - MARGIN) & (points < corners.max(axis=0) + MARGIN)).all(
        axis=1
    )
    point = points[near]
    distance, inside = np.full(len(point), np.inf), np.zeros(len(point), bool)
    for one, other in pairwise(corners):
        way = other - one
        part = np.clip((point - one) @ way / max(way @ way, 1e-12), 0, 1)
        distance = np.minimum(distance, ((point - one - part[:, None] * way) ** 2).sum(axis=1))
        if one[1] != other[1]:
            crosses = (one[1] > point[:, 1]) != (other[1] > point[:, 1])
            inside ^= crosses & (point[:, 0] < way[0] * (point[:, 1] - one[1]) / way[1] + one[0])
    field[near] = np.where(inside, 1, -1) * np.sqrt(distance)
    return field


def draw_smooth_line(places: Array) -> Array:
    """Points close together on a smooth line through the places."""
    if len(places) < 3:
        return places
    steps = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(places, axis=0), axis=1))])
    return CubicSpline(steps, places)(np.linspace(0, steps[-1], 8 * len(places)))


def measure_distance_to_line(line: Array, points: Array) -> Array:
    distance = np.full(len(points), np.inf)
    for one, other in pairwise(line):
        way = other - one
        part = np.clip((points - one) @ way / max(way @ way, 1e-12), 0, 1)
        distance = np.minimum(distance, ((points - one - part[:, None] * way) ** 2).sum(axis=1))
    return np.sqrt(distance)


def normalize(vector: Array) -> Array:
    return vector / np.linalg.norm(vector)
