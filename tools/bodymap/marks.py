"""Lines that light does not show but an atlas draws: clavicle, scapula, closed eyes, nails …

For front and back they are written as (away from the midline, height), for the side as (forward,
height), in decimeters of the canonical pose; in close-ups of hand and foot, by their joints. They
are landmarks for finding one's way, not measurements.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.interpolate import CubicSpline

from tools.bodymap import curves
from tools.bodymap.lines import draw_on_both_sides
from tools.bodymap.mesh import Array
from tools.bodymap.pose import pose_mesh
from tools.bodymap.views import Pixels


@dataclass(frozen=True)
class Mark:
    """A line through points, `width` viewBox units at its widest, pointed at both ends."""

    tone: str  # t3 quiet, ink firm
    width: float
    points: tuple[tuple[float, float], ...]


FRONT = (
    Mark(
        "t3", 1.7, ((0.2, 5.44), (0.55, 5.5), (0.95, 5.6), (1.35, 5.68), (1.62, 5.68))
    ),  # clavicle, below
    Mark("t3", 1.2, ((0.32, 5.62), (0.62, 5.7), (0.95, 5.83))),  # clavicle, above
    Mark("t3", 1.4, ((0, 5.47), (0.09, 5.5), (0.14, 5.58))),  # notch above the sternum
    Mark("t3", 1.2, ((0.17, 5.72), (0.28, 6.0), (0.4, 6.3))),  # sternocleidomastoid
    Mark(
        "t3", 1.4, ((0.16, 3.92), (0.45, 3.74), (0.85, 3.74), (1.15, 3.98))
    ),  # pectoralis major, below
    Mark("t3", 1.2, ((0.1, 3.52), (0.38, 3.1), (0.72, 2.72))),  # costal arch
    Mark("ink", 1.7, ((0, 2.16), (0, 2.05), (0, 1.92))),  # navel
    Mark(
        "t3", 1.2, ((0.92, 1.42), (0.8, 1.1), (0.62, 0.72))
    ),  # inguinal fold, from the iliac spine
    Mark(
        "t3", 1.4, ((0.84, -3.0), (0.8, -3.22), (0.92, -3.48), (1.06, -3.53))
    ),  # kneecap, inner side
    Mark(
        "t3", 1.4, ((1.32, -2.98), (1.37, -3.2), (1.3, -3.44), (1.18, -3.53))
    ),  # kneecap, outer side
)
FACE = (
    Mark(
        "ink", 1.5, ((0.14, 7.525), (0.21, 7.495), (0.3, 7.487), (0.39, 7.502), (0.46, 7.535))
    ),  # closed lids
    Mark("t3", 1.9, ((0.13, 7.7), (0.28, 7.77), (0.42, 7.755), (0.53, 7.69))),  # brow
)
BACK = (
    Mark("t3", 1.7, ((0, 5.95), (0, 5), (0, 3.5), (0, 1.75))),  # furrow of the spine
    Mark("t3", 1.5, ((0.7, 5.37), (1.0, 5.42), (1.4, 5.51), (1.72, 5.6))),  # spine of the scapula
    Mark(
        "t3",
        1.5,
        ((0.72, 5.56), (0.66, 5.1), (0.7, 4.66), (0.82, 4.36), (0.98, 4.42), (1.12, 4.64)),
    ),  # its border
    Mark("t3", 1.4, ((0.38, 1.82), (0.44, 1.74), (0.46, 1.64))),  # dimple over the iliac spine
    Mark("t3", 1.1, ((0.55, 1.98), (0.85, 2.14), (1.15, 2.1))),  # iliac crest
    Mark("ink", 1.6, ((0.12, -0.22), (0.36, -0.36), (0.64, -0.36), (0.95, -0.22))),  # gluteal fold
    Mark("t3", 1.4, ((0.82, -3.34), (1.05, -3.4), (1.32, -3.35))),  # hollow of the knee
    Mark("t3", 1.2, ((1.22, -6.75), (1.27, -7.2), (1.24, -7.6))),  # Achilles tendon, inner side
    Mark("t3", 1.2, ((1.46, -6.75), (1.4, -7.2), (1.42, -7.6))),  # and outer side
)
SIDE = (
    Mark("ink", 1.3, ((1.25, 7.535), (1.31, 7.5), (1.38, 7.49))),  # closed lids
    Mark("t3", 1.9, ((1.2, 7.67), (1.33, 7.755), (1.45, 7.72))),  # brow
)
SIDE_NECK = (Mark("t3", 1.2, ((0.42, 6.85), (0.52, 6.4), (0.66, 6.0))),)  # sternocleidomastoid
WHERE = {
    "front": FRONT + FACE,
    "back": BACK,
    "right": SIDE + SIDE_NECK,
    "head_front": FRONT[:4] + FACE,
    "head_right": SIDE + SIDE_NECK,
}
HEAVIER = {"head_front": {"ink": 2.2, "t3": 1.9}, "head_right": {"ink": 2.2, "t3": 1.9}}
BROWS = {"head_front": 4.2, "head_right": 4.2}


def draw_marks(pixels: Pixels) -> dict[str, curves.Path]:
    """Return the marks of a view by tone."""
    paths: dict[str, curves.Path] = {"t3": [], "ink": []}
    for mark in [*list_body_marks(pixels), *list_hand_marks(pixels), *list_foot_marks(pixels)]:
        points = trim_points(smooth_points(np.array(mark.points)), pixels)
        if len(points) < 8:
            continue
        paths[mark.tone] += draw_on_both_sides(
            points, mark.width / 2 * compute_widths(points, pixels), pixels
        )
    return paths


def smooth_points(points: Array) -> Array:
    """Return a smooth line through points, with a point about every viewBox unit."""
    along = curves.measure_lengths(points)
    finer = np.linspace(0, along[-1], max(8, int(along[-1])))
    if len(points) < 3:
        return points[0] + np.outer(finer / along[-1], points[-1] - points[0])
    return np.stack(
        [CubicSpline(along, points[:, axis], bc_type="natural")(finer) for axis in (0, 1)], axis=1
    )


def trim_points(points: Array, pixels: Pixels) -> Array:
    """Return the part of a line that lies on the body."""
    column, row = (points / pixels.units).astype(int).T
    rows, columns = pixels.inside.shape
    on = (column >= 0) & (column < columns) & (row >= 0) & (row < rows)
    on[on] = pixels.inside[row[on], column[on]]
    return points[on]


def compute_widths(points: Array, pixels: Pixels) -> Array:
    """Return the width along a mark, 0 to 1; blunt where it meets its mirror image."""
    along = curves.measure_lengths(points) / max(curves.measure_lengths(points)[-1], 1e-9)
    width = np.sin(np.clip(along, 0, 1) * np.pi) ** 0.6
    if pixels.symmetric and not np.allclose(points[:, 0], pixels.width / 2):
        for end, half in ((0, along < 0.5), (-1, along >= 0.5)):
            if abs(points[end, 0] - pixels.width / 2) < 0.1:
                width = np.where(half, 1.0, width)
    return np.maximum(width, 0.03)


def list_body_marks(pixels: Pixels):
    """Yield the marks written above, in viewBox units, on the picture's left half."""
    per = pixels.frame.scale * pixels.unit
    heavier = HEAVIER.get(pixels.view, {})
    for mark in WHERE.get(pixels.view, ()):
        across = np.array([point[0] for point in mark.points])
        x = (
            pixels.width / 2 - across * per
            if pixels.symmetric
            else (across - pixels.frame.centre) * per
        )
        x = x if pixels.symmetric else x + pixels.width / 2
        y = (pixels.frame.top - np.array([point[1] for point in mark.points])) * per
        width = mark.width * heavier.get(mark.tone, 1)
        if mark.width == FACE[1].width and pixels.view in BROWS:
            width = mark.width * BROWS[pixels.view]
        yield Mark(mark.tone, width, tuple(zip(x, y, strict=True)))


class Joints:
    """Joints of the right hand or foot as a view shows them, in viewBox units."""

    def __init__(self, pixels: Pixels) -> None:
        self.pixels = pixels
        self.vertices = pose_mesh(pixels.body.mesh, pixels.camera.stance)

    def __call__(self, name: str) -> Array:
        place = self.pixels.body.mesh.find_joint(f"r-{name}", self.vertices)
        return self.pixels.frame.project_points(place[None])[0, :2] * self.pixels.units

    def find_edges(self, place: Array, along: Array) -> tuple[Array, Array]:
        """Return where a line across a finger meets its two edges."""
        aside = np.array([-along[1], along[0]]) / np.hypot(*along)
        return self.find_edge(place, aside), self.find_edge(place, -aside)

    def find_edge(self, place: Array, way: Array) -> Array:
        inside, units = self.pixels.inside, self.pixels.units
        reach = 0.0
        while reach < 60:
            column, row = ((place + way * (reach + 1)) / units).astype(int)
            if (
                not (0 <= row < inside.shape[0] and 0 <= column < inside.shape[1])
                or not inside[row, column]
            ):
                break
            reach += 1
        return place + way * reach

    def make_crease(
        self, place: Array, along: Array, part: float, sag: float, tone: str, width: float
    ) -> Mark:
        """Return a line across a finger over `part` of its width.

        Its middle lies `sag` units further along the finger.
        """
        one, other = self.find_edges(place, along)
        middle, half = (one + other) / 2, (one - other) / 2 * part
        bend = along / np.hypot(*along) * sag
        points = [
            middle - half,
            middle - half / 2 + bend * 0.75,
            middle + bend,
            middle + half / 2 + bend * 0.75,
        ]
        return Mark(tone, width, tuple(map(tuple, [*points, middle + half])))

    def make_nail(self, base: Array, tip: Array, start: float, end: float, part: float) -> Mark:
        """Return the outline of a nail, open towards the tip.

        `start` and `end` are parts of the way from the last joint to the tip.
        """
        along = tip - base
        one, other = self.find_edges(base + along * (start + end) / 2, along)
        middle = (one + other) / 2 - along * (start + end) / 2
        half, low, high = (one - other) / 2 * part, middle + along * start, middle + along * end
        rise = along * 0.1
        points = [high - half, low - half * 0.98 + rise, low - half * 0.6, low, low + half * 0.6,
                  low + half * 0.98 + rise, high + half]  # fmt: skip
        return Mark("t3", 2.0, tuple(map(tuple, points)))


def list_hand_marks(pixels: Pixels):
    """Yield creases of the palm and the fingers; on the back, nails and folds over the joints."""
    if not pixels.view.startswith("hand"):
        return
    joints, palm = Joints(pixels), pixels.view == "hand_palmar"
    for finger in range(1, 6):
        chain = [joints(f"finger-{finger}-{number}") for number in range(1, 5)]
        for number in (1, 2):
            along = chain[number + 1] - chain[number - 1]
            if palm:
                yield joints.make_crease(chain[number], along, 0.62, 3, "t3", 2.0)
            else:
                back = along / np.hypot(*along) * 5
                yield joints.make_crease(chain[number] - back, along, 0.5, -4, "t3", 1.8)
                yield joints.make_crease(chain[number] + back, along, 0.5, 4, "t3", 1.8)
        if not palm and finger > 1:
            yield joints.make_nail(chain[2], chain[3], 0.5, 0.9, 0.62)
    if palm:
        yield from list_palm_creases(joints)


def list_palm_creases(joints: Joints):
    wrist, index, little = joints("hand"), joints("finger-2-1"), joints("finger-5-1")
    down, aside = (index + little) / 2 - wrist, (index - little) / 2
    for places in (
        ((1.2, 0.72), (0.75, 0.7), (0.35, 0.52), (0.16, 0.28), (0.16, 0.08)),  # round the thumb
        ((1.2, 0.74), (0.6, 0.72), (0, 0.62), (-0.6, 0.44)),  # across, nearer
        ((-1.3, 0.72), (-0.8, 0.84), (-0.2, 0.9), (0.3, 1.0), (0.5, 1.12)),  # across, farther
    ):
        yield Mark("t3", 2.4, tuple(tuple(wrist + down * v + aside * u) for u, v in places))
    yield joints.make_crease(wrist, down, 0.7, -3, "t3", 2.2)


def list_foot_marks(pixels: Pixels):
    """Yield the nails of the toes."""
    if pixels.view != "foot_dorsal":
        return
    joints = Joints(pixels)
    for toe, last in ((1, 3), (2, 4), (3, 4), (4, 4), (5, 4)):
        base, tip = joints(f"toe-{toe}-{last - 1}"), joints(f"toe-{toe}-{last}")
        yield joints.make_nail(base, tip, 0.45, 0.85, 0.6)
