"""Where each drawn view looks from, what it shows and where it cuts the body."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from tools.bodymap.mesh import Array
from tools.bodymap.pose import CANONICAL, FOOT, FOREARM, POINTED, SIDEWAYS, Stance, pose_mesh
from tools.bodymap.views import Body, Camera, normalize

# The middle of the circle that cuts the head views, and its radius; decimetres.
BUST, BUST_REACH = np.array([0, 6.95, 0.35]), 2.15
RIGHT_HALF = 0.02  # decimetres left of the midline that a side view still draws

FROM_FRONT = np.eye(3)
FROM_BACK = np.diag([-1.0, 1.0, -1.0])
FROM_RIGHT = np.array([[0, 0, 1.0], [0, 1, 0], [-1, 0, 0]])


def list_cameras(body: Body) -> list[Camera]:
    return [
        *list_body_cameras(body),
        *list_head_cameras(body),
        *list_hand_cameras(body),
        *list_foot_cameras(body),
    ]


def list_body_cameras(body: Body) -> Iterator[Camera]:
    """Front, back and right side, at one scale."""
    used = body.used
    low, high = body.position[used].min(axis=0), body.position[used].max(axis=0)
    box = (-high[0], low[1], high[0], high[1])
    yield Camera("front", "Front", CANONICAL, FROM_FRONT, box, symmetric=True)
    yield Camera("back", "Back", CANONICAL, FROM_BACK, box, symmetric=True)
    aside = body.fine.apply(pose_mesh(body.mesh, SIDEWAYS))[used, 2]
    sideways = (aside.min(), low[1], aside.max(), high[1])
    yield Camera(
        "right", "Right side", SIDEWAYS, FROM_RIGHT, sideways, RIGHT_HALF - body.position[:, 0]
    )


def list_head_cameras(body: Body) -> Iterator[Camera]:
    """Head, neck and the top of the shoulders, cut round like a bust."""
    low = BUST[1] - BUST_REACH
    for view, name, turned, across in (
        ("head_front", "Head, front", FROM_FRONT, 0),
        ("head_right", "Head, right side", FROM_RIGHT, 2),
    ):
        flat = body.position[:, [across, 1]] - [BUST[across], BUST[1]]
        keep = cut = BUST_REACH - np.linalg.norm(flat, axis=1)
        if view == "head_right":
            keep = np.minimum(keep, RIGHT_HALF - body.position[:, 0])
        shown = body.position[body.used][keep[body.used] > 0]
        box = (shown[:, across].min(), low, shown[:, across].max(), shown[:, 1].max())
        yield Camera(view, name, CANONICAL, turned, box, keep, cut, symmetric=view == "head_front")


def list_hand_cameras(body: Body) -> Iterator[Camera]:
    """The hand hanging, fingers down, with a little of the forearm."""
    wrist, knuckle = body.find_landmark("r-hand"), body.find_landmark("r-finger-3-2")
    up = normalize(wrist - knuckle)
    index, little = body.find_landmark("r-finger-2-2"), body.find_landmark("r-finger-5-2")
    palm = normalize(np.cross(index - wrist, little - wrist))
    palm = normalize(palm - up * (palm @ up)) * (1 if palm[2] > 0 else -1)
    for view, name, towards in (
        ("hand_palmar", "Palm of the right hand", palm),
        ("hand_dorsal", "Back of the right hand", -palm),
    ):
        turned = make_axes(up, towards)
        cut = find_stump((body.position - wrist) @ turned.T, 0.8)
        keep = np.minimum(cut, body.find_share(*FOREARM) - 0.5)
        yield make_closeup(body, view, name, CANONICAL, turned, keep, cut)


def list_foot_cameras(body: Body) -> Iterator[Camera]:
    """The top of the foot, pointed and toes down as one looks at one's own; the sole, toes up."""
    pointed = pose_mesh(body.mesh, POINTED)
    ankle, toe = (body.mesh.find_joint(name, pointed) for name in ("r-ankle", "r-toe-3-1"))
    up = normalize(ankle - toe)
    outward = np.cross(up, np.array([1.0, 0, 0]))
    leg = body.find_share(*FOOT, "lowerleg") - 0.5
    position = body.fine.apply(pointed)
    turned = make_axes(up, normalize(-outward))
    cut = find_stump((position - ankle) @ turned.T, 0.55)
    keep = np.minimum(leg, cut)
    yield make_closeup(body, "foot_dorsal", "Top of the right foot", POINTED, turned, keep, cut)
    ankle, toe = body.find_landmark("r-ankle"), body.find_landmark("r-toe-3-1")
    ahead = (toe - ankle) * [1, 0, 1]
    keep = np.minimum(leg, 0.1 - (body.position - ankle)[:, 1])
    towards = np.array([0, -1.0, 0])
    yield make_closeup(
        body,
        "foot_plantar",
        "Sole of the right foot",
        CANONICAL,
        make_axes(normalize(ahead), towards),
        keep,
    )


def make_axes(up: Array, towards: Array) -> Array:
    """The axes of a camera: right, up, towards the viewer."""
    towards = normalize(towards - up * (towards @ up))
    return np.stack([np.cross(up, towards), up, towards])


def find_stump(seen: Array, above: float) -> Array:
    """Where a limb is cut, this far above its joint: in the picture a shallow arc."""
    return above - 0.3 * seen[:, 0] ** 2 - seen[:, 1]


def make_closeup(
    body: Body,
    view: str,
    name: str,
    stance: Stance,
    turned: Array,
    keep: Array,
    cut: Array | None = None,
) -> Camera:
    """A camera whose box is what is kept."""
    shown = body.fine.apply(pose_mesh(body.mesh, stance))[body.used][keep[body.used] > 0] @ turned.T
    (left, bottom, _), (right, top, _) = shown.min(axis=0), shown.max(axis=0)
    return Camera(view, name, stance, turned, (left, bottom, right, top), keep, cut)
