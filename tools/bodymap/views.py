"""Where the views look from, and the pixels of each.

Drawn are nine; `left` and `head_left` are the mirror images of `right` and `head_right`. Hands and feet are the right
ones.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from scipy import ndimage, sparse

from tools.bodymap.mesh import Array, Mesh, Subdivision, read_mesh
from tools.bodymap.pose import CANONICAL, FOOT, FOREARM, POINTED, SIDEWAYS, Stance, posed
from tools.bodymap.raster import Frame, Hits, rasterise
from tools.bodymap.source import Source, fetched

HEIGHT = 1000  # viewBox units
ROWS = 256  # cells of a mask
FINE = 8  # pixels to a cell's side
TALL = 1750  # millimetres: the person
MARGIN = 0.14  # decimetres round the body
RIGHT_HALF = 0.02  # decimetres left of the midline that a side view still draws
BUST, BUST_REACH = (
    np.array([0, 6.95, 0.35]),
    2.15,
)  # the middle of the circle that cuts the head views, its radius
MIRROR_OF = {"left": "right", "head_left": "head_right"}

FROM_FRONT = np.eye(3)
FROM_BACK = np.diag([-1.0, 1.0, -1.0])
FROM_RIGHT = np.array([[0, 0, 1.0], [0, 1, 0], [-1, 0, 0]])


@dataclass(frozen=True)
class Body:
    """The subdivided skin in the canonical pose, and what makes it of any other."""

    mesh: Mesh
    fine: Subdivision
    triangles: Array
    position: Array  # canonical
    normal: Array  # canonical
    joints: Array  # all coarse vertices in the canonical pose
    neighbours: sparse.csr_matrix  # each fine vertex's mean of those beside it
    softened: dict[tuple[Stance, int], Array] = field(
        default_factory=dict
    )  # what was asked for before

    def landmark(self, name: str) -> Array:
        """A joint of the mesh in the canonical pose, such as `r-elbow`, `spine-3`, `r-finger-2-1`, `neck`."""
        return self.mesh.joint(name, self.joints)

    @property
    def used(self) -> Array:
        """The numbers of the vertices of the skin."""
        return np.unique(self.fine.quads)

    def normals(self, position: Array) -> Array:
        """Of each fine vertex in some pose, length 1."""
        return normals(position, self.triangles)

    def soft_normals(self, stance: Stance, steps: int) -> Array:
        """Normals in a stance, each step half a vertex's own and half its neighbours'."""
        if (stance, steps) not in self.softened:
            values = self.normals(self.fine.apply(posed(self.mesh, stance)))
            for _ in range(steps):
                values = (values + self.neighbours @ values) / 2
            self.softened[stance, steps] = values
        return self.softened[stance, steps]

    def share(self, *bones: str) -> Array:
        """How much the right side's bones with these beginnings hold each fine vertex."""
        return self.fine.apply(
            self.mesh.weight(lambda bone: bone.endswith(".R") and bone.startswith(bones))
        )


def read_body(source: Source | None = None) -> Body:
    mesh = read_mesh(source or fetched())
    fine = Subdivision(len(mesh.vertices), mesh.quads, 2)
    triangles = np.concatenate([fine.quads[:, [0, 1, 2]], fine.quads[:, [0, 2, 3]]])
    coarse = posed(mesh, CANONICAL)
    position = fine.apply(coarse)
    return Body(
        mesh, fine, triangles, position, normals(position, triangles), coarse, fine.neighbours()
    )


def normals(position: Array, triangles: Array) -> Array:
    """Of each vertex, length 1."""
    a, b, c = (position[triangles[:, i]] for i in range(3))
    flat = np.cross(b - a, c - a)
    total = np.zeros_like(position)
    for corner in range(3):
        np.add.at(total, triangles[:, corner], flat)
    return total / np.maximum(np.linalg.norm(total, axis=1, keepdims=True), 1e-12)


@dataclass(frozen=True)
class Camera:
    """One drawn view: the stance, the axes (right, up, towards the viewer), the box and what is cut away."""

    view: str
    name: str
    stance: Stance
    turned: Array
    box: tuple[
        float, float, float, float
    ]  # left, bottom, right, top of what is shown, in turned decimetres
    keep: Array | None = None  # per fine vertex; below 0 is cut away
    cut: Array | None = None  # per fine vertex; where this is 0 the cut shows, and has no outline
    symmetric: bool = False


@dataclass(frozen=True)
class Pixels:
    """A view, pixel by pixel: `inside` says where the body is, the rest is 0 elsewhere.

    `position` and `normal` are those of the CANONICAL pose (see the package), whatever the view's own pose; `shown` is
    the normal in the view's pose in its own axes (right, up, towards the viewer), `depth` nearness along the last.
    `width` and `height` are the viewBox, `columns` and `rows` the mask's cells, FINE × FINE pixels each.
    """

    view: str
    name: str
    width: int
    height: int
    millimetres: int  # from the top of the viewBox to the bottom, on a person of 1.75 m
    columns: int
    rows: int
    symmetric: bool
    inside: Array  # (H, W)
    depth: Array  # (H, W)
    position: Array  # (H, W, 3)
    normal: Array  # (H, W, 3)
    shown: Array  # (H, W, 3)
    uncut: Array  # (H, W) decimetres from a cut that shows
    camera: Camera
    frame: Frame
    hits: Hits
    body: Body

    @property
    def unit(self) -> float:
        """viewBox units of a pixel's height; its width is the same but for the rounding of the viewBox."""
        return self.height / self.inside.shape[0]

    @property
    def units(self) -> Array:
        """viewBox units of a pixel, across and down."""
        return np.array([self.width / self.inside.shape[1], self.unit])

    @cached_property
    def nearest(self) -> Array:
        """(row, column) of the nearest pixel inside, of every pixel."""
        return ndimage.distance_transform_edt(
            ~self.inside, return_distances=False, return_indices=True
        )

    @cached_property
    def depth_inside(self) -> Array:
        """How many pixels the outline is away, of every pixel inside."""
        return ndimage.distance_transform_edt(self.inside)

    def even(self, directions: Array) -> Array:
        """In a symmetric view the right half made the mirror image of the left one."""
        return mirrored_half(directions) if self.symmetric else directions

    def surface(self) -> Array:
        """Square centimetres of skin that each pixel shows; at grazing angles no more than five times the pixel."""
        side = self.millimetres / 10 / self.inside.shape[0]
        return np.where(self.inside, side**2 / np.clip(self.shown[..., 2], 0.2, 1), 0)


def render(body: Body, camera: Camera) -> Pixels:
    left, bottom, right, top = camera.box
    tall = top - bottom + 2 * MARGIN
    half = max(right - left, 0) / 2 + MARGIN
    columns = 2 * round(half / tall * ROWS)
    frame = Frame(
        camera.turned, (left + right) / 2, top + MARGIN, tall, ROWS * FINE, columns * FINE
    )
    position = body.fine.apply(posed(body.mesh, camera.stance))
    keep = np.ones(len(position)) if camera.keep is None else camera.keep
    hits = rasterise(frame.seen(position), body.triangles, keep, frame)
    spread = {
        "position": hits.spread(body.triangles, body.position),
        "normal": unit(hits.spread(body.triangles, body.normal)),
        "shown": unit(
            hits.spread(body.triangles, normals(position, body.triangles) @ camera.turned.T)
        ),
    }
    cut = np.ones(len(position)) if camera.cut is None else camera.cut
    spread["uncut"] = hits.spread(body.triangles, cut)
    if camera.symmetric:
        hits, spread = evened(hits, spread)
    return Pixels(
        view=camera.view, name=camera.name, width=round(columns * HEIGHT / ROWS), height=HEIGHT,
        millimetres=round(tall * TALL / person(body)), columns=columns, rows=ROWS, symmetric=camera.symmetric,
        inside=hits.triangle >= 0, depth=np.where(hits.triangle >= 0, hits.depth, 0),
        camera=camera, frame=frame, hits=hits, body=body, **spread,
    )  # fmt: skip


def unit(vectors: Array) -> Array:
    return vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-12)


def person(body: Body) -> float:
    """How tall the body stands, decimetres."""
    return float(np.ptp(body.position[body.used, 1]))


def evened(hits: Hits, spread: dict[str, Array]) -> tuple[Hits, dict[str, Array]]:
    """The picture's right half made the mirror image of its left one: equal to the last bit."""
    even = Hits(mirrored_half(hits.triangle), hits.corners, mirrored_half(hits.depth))
    return even, {name: mirrored_half(values) for name, values in spread.items()}


def mirrored_half(values: Array) -> Array:
    """Numbers or directions of a picture, its right half made of its left one."""
    half = values[:, : values.shape[1] // 2]
    return np.concatenate([half, half[:, ::-1] * ([-1, 1, 1] if values.ndim == 3 else 1)], axis=1)


def cameras(body: Body) -> list[Camera]:
    return [*whole(body), *heads(body), *hands(body), *feet(body)]


def whole(body: Body) -> Iterator[Camera]:
    """Front, back and right side, at one scale."""
    used = body.used
    low, high = body.position[used].min(axis=0), body.position[used].max(axis=0)
    box = (-high[0], low[1], high[0], high[1])
    yield Camera("front", "Front", CANONICAL, FROM_FRONT, box, symmetric=True)
    yield Camera("back", "Back", CANONICAL, FROM_BACK, box, symmetric=True)
    aside = body.fine.apply(posed(body.mesh, SIDEWAYS))[used, 2]
    sideways = (aside.min(), low[1], aside.max(), high[1])
    yield Camera(
        "right", "Right side", SIDEWAYS, FROM_RIGHT, sideways, RIGHT_HALF - body.position[:, 0]
    )


def heads(body: Body) -> Iterator[Camera]:
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


def hands(body: Body) -> Iterator[Camera]:
    """The hand hanging, fingers down, with a little of the forearm."""
    wrist, knuckle = body.landmark("r-hand"), body.landmark("r-finger-3-2")
    up = unit(wrist - knuckle)
    index, little = body.landmark("r-finger-2-2"), body.landmark("r-finger-5-2")
    palm = unit(np.cross(index - wrist, little - wrist))
    palm = unit(palm - up * (palm @ up)) * (1 if palm[2] > 0 else -1)
    for view, name, towards in (
        ("hand_palmar", "Palm of the right hand", palm),
        ("hand_dorsal", "Back of the right hand", -palm),
    ):
        turned = looking(up, towards)
        cut = stump((body.position - wrist) @ turned.T, 0.8)
        keep = np.minimum(cut, body.share(*FOREARM) - 0.5)
        yield closeup(body, view, name, CANONICAL, turned, keep, cut)


def feet(body: Body) -> Iterator[Camera]:
    """The top of the foot, pointed and toes down as one looks at one's own; the sole, toes up."""
    pointed = posed(body.mesh, POINTED)
    ankle, toe = (body.mesh.joint(name, pointed) for name in ("r-ankle", "r-toe-3-1"))
    up = unit(ankle - toe)
    outward = np.cross(up, np.array([1.0, 0, 0]))
    leg = body.share(*FOOT, "lowerleg") - 0.5
    position = body.fine.apply(pointed)
    turned = looking(up, unit(-outward))
    cut = stump((position - ankle) @ turned.T, 0.55)
    keep = np.minimum(leg, cut)
    yield closeup(body, "foot_dorsal", "Top of the right foot", POINTED, turned, keep, cut)
    ankle, toe = body.landmark("r-ankle"), body.landmark("r-toe-3-1")
    ahead = (toe - ankle) * [1, 0, 1]
    keep = np.minimum(leg, 0.1 - (body.position - ankle)[:, 1])
    towards = np.array([0, -1.0, 0])
    yield closeup(
        body,
        "foot_plantar",
        "Sole of the right foot",
        CANONICAL,
        looking(unit(ahead), towards),
        keep,
    )


def looking(up: Array, towards: Array) -> Array:
    """The axes of a camera: right, up, towards the viewer."""
    towards = unit(towards - up * (towards @ up))
    return np.stack([np.cross(up, towards), up, towards])


def stump(seen: Array, above: float) -> Array:
    """Where a limb is cut, this far above its joint: in the picture a shallow arc."""
    return above - 0.3 * seen[:, 0] ** 2 - seen[:, 1]


def closeup(
    body: Body,
    view: str,
    name: str,
    stance: Stance,
    turned: Array,
    keep: Array,
    cut: Array | None = None,
) -> Camera:
    """A camera whose box is what is kept."""
    shown = body.fine.apply(posed(body.mesh, stance))[body.used][keep[body.used] > 0] @ turned.T
    (left, bottom, _), (right, top, _) = shown.min(axis=0), shown.max(axis=0)
    return Camera(view, name, stance, turned, (left, bottom, right, top), keep, cut)
