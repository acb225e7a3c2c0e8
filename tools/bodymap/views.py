"""The body, and what a view shows of it, pixel by pixel.

Nine views are drawn; `left` and `head_left` are the mirror images of `right` and `head_right`.
Hands and feet are the right ones.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from scipy import ndimage, sparse

from tools.bodymap.mesh import Array, Mesh, Subdivision, read_mesh
from tools.bodymap.pose import CANONICAL, Stance, pose_mesh
from tools.bodymap.raster import Frame, Hits, rasterize
from tools.bodymap.source import Source, fetch_source

HEIGHT = 1000  # viewBox units
ROWS = 256  # cells of a mask
FINE = 8  # pixels to a cell's side
TALL = 1750  # millimetres: the person
MARGIN = 0.14  # decimetres round the body
MIRROR_OF = {"left": "right", "head_left": "head_right"}


@dataclass(frozen=True)
class Body:
    """The subdivided skin in the canonical pose, and what is needed for other poses."""

    mesh: Mesh
    fine: Subdivision
    triangles: Array
    position: Array  # canonical
    normal: Array  # canonical
    joints: Array  # all coarse vertices in the canonical pose
    neighbors: sparse.csr_matrix  # each fine vertex's mean of those beside it
    softened: dict[tuple[Stance, int], Array] = field(default_factory=dict)  # computed before

    def find_landmark(self, name: str) -> Array:
        """Return a joint of the mesh in the canonical pose, such as `r-elbow` or `r-finger-2-1`."""
        return self.mesh.find_joint(name, self.joints)

    @property
    def used(self) -> Array:
        """The numbers of the vertices of the skin."""
        return np.unique(self.fine.quads)

    def compute_normals(self, position: Array) -> Array:
        """Return the normals of the fine vertices in some pose, of length 1."""
        return compute_normals(position, self.triangles)

    def compute_soft_normals(self, stance: Stance, steps: int) -> Array:
        """Return normals in a stance, averaged with those of their neighbors in so many steps."""
        if (stance, steps) not in self.softened:
            values = self.compute_normals(self.fine.apply(pose_mesh(self.mesh, stance)))
            for _ in range(steps):
                values = (values + self.neighbors @ values) / 2
            self.softened[stance, steps] = values
        return self.softened[stance, steps]

    def find_share(self, *bones: str) -> Array:
        """Return how much the right side's bones with these beginnings hold each fine vertex."""
        return self.fine.apply(
            self.mesh.sum_weights(lambda bone: bone.endswith(".R") and bone.startswith(bones))
        )


def read_body(source: Source | None = None) -> Body:
    mesh = read_mesh(source or fetch_source())
    fine = Subdivision(len(mesh.vertices), mesh.quads, 2)
    triangles = np.concatenate([fine.quads[:, [0, 1, 2]], fine.quads[:, [0, 2, 3]]])
    coarse = pose_mesh(mesh, CANONICAL)
    position = fine.apply(coarse)
    return Body(
        mesh,
        fine,
        triangles,
        position,
        compute_normals(position, triangles),
        coarse,
        fine.average_neighbors(),
    )


def compute_normals(position: Array, triangles: Array) -> Array:
    """Return the normals of the vertices, of length 1."""
    a, b, c = (position[triangles[:, i]] for i in range(3))
    flat = np.cross(b - a, c - a)
    total = np.zeros_like(position)
    for corner in range(3):
        np.add.at(total, triangles[:, corner], flat)
    return total / np.maximum(np.linalg.norm(total, axis=1, keepdims=True), 1e-12)


@dataclass(frozen=True)
class Camera:
    """One drawn view: the stance, the axes (right, up, towards the viewer), the box, the cuts."""

    view: str
    name: str
    stance: Stance
    turned: Array
    # Left, bottom, right and top of what is shown, in turned decimeters.
    box: tuple[float, float, float, float]
    keep: Array | None = None  # per fine vertex; below 0 is cut away
    cut: Array | None = None  # per fine vertex; where this is 0 the cut shows, and has no outline
    symmetric: bool = False


@dataclass(frozen=True)
class Pixels:
    """A view, pixel by pixel. `inside` says where the body is; elsewhere the rest is 0.

    `position` and `normal` are those of the CANONICAL pose (see the package), whatever the pose of
    the view. `shown` is the normal in the view's own pose and axes (right, up, towards the viewer),
    and `depth` is nearness along the last axis. `width` and `height` are the viewBox; `columns` and
    `rows` are the mask's cells, of FINE × FINE pixels each.
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
        """Height of a pixel in viewBox units. Its width is the same but for rounding."""
        return self.height / self.inside.shape[0]

    @property
    def units(self) -> Array:
        """Width and height of a pixel in viewBox units."""
        return np.array([self.width / self.inside.shape[1], self.unit])

    @cached_property
    def nearest(self) -> Array:
        """(row, column) of the nearest pixel inside, for every pixel."""
        return ndimage.distance_transform_edt(
            ~self.inside, return_distances=False, return_indices=True
        )

    @cached_property
    def depth_inside(self) -> Array:
        """How many pixels the outline is away, for every pixel inside."""
        return ndimage.distance_transform_edt(self.inside)

    def mirror_if_symmetric(self, directions: Array) -> Array:
        """Return the directions; in a symmetric view the right half mirrors the left one."""
        return mirror_half(directions) if self.symmetric else directions

    def measure_surface(self) -> Array:
        """Return how many square centimeters of skin each pixel shows.

        At grazing angles this is at most five times the pixel.
        """
        side = self.millimetres / 10 / self.inside.shape[0]
        return np.where(self.inside, side**2 / np.clip(self.shown[..., 2], 0.2, 1), 0)


def render_view(body: Body, camera: Camera) -> Pixels:
    left, bottom, right, top = camera.box
    tall = top - bottom + 2 * MARGIN
    half = max(right - left, 0) / 2 + MARGIN
    columns = 2 * round(half / tall * ROWS)
    frame = Frame(
        camera.turned, (left + right) / 2, top + MARGIN, tall, ROWS * FINE, columns * FINE
    )
    position = body.fine.apply(pose_mesh(body.mesh, camera.stance))
    keep = np.ones(len(position)) if camera.keep is None else camera.keep
    hits = rasterize(frame.project_points(position), body.triangles, keep, frame)
    normal = compute_normals(position, body.triangles) @ camera.turned.T
    cut = np.ones(len(position)) if camera.cut is None else camera.cut
    spread = {
        "position": hits.spread_values(body.triangles, body.position),
        "normal": normalize(hits.spread_values(body.triangles, body.normal)),
        "shown": normalize(hits.spread_values(body.triangles, normal)),
        "uncut": hits.spread_values(body.triangles, cut),
    }
    if camera.symmetric:
        hits, spread = mirror_hits(hits, spread)
    return Pixels(
        view=camera.view, name=camera.name, width=round(columns * HEIGHT / ROWS), height=HEIGHT,
        millimetres=round(tall * TALL / measure_height(body)), columns=columns, rows=ROWS,
        symmetric=camera.symmetric,
        inside=hits.triangle >= 0, depth=np.where(hits.triangle >= 0, hits.depth, 0),
        camera=camera, frame=frame, hits=hits, body=body, **spread,
    )  # fmt: skip


def normalize(vectors: Array) -> Array:
    return vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-12)


def measure_height(body: Body) -> float:
    """Return how tall the body stands, in decimeters."""
    return float(np.ptp(body.position[body.used, 1]))


def mirror_hits(hits: Hits, spread: dict[str, Array]) -> tuple[Hits, dict[str, Array]]:
    """Make the picture's right half the mirror image of its left one, equal to the last bit."""
    even = Hits(mirror_half(hits.triangle), hits.corners, mirror_half(hits.depth))
    return even, {name: mirror_half(values) for name, values in spread.items()}


def mirror_half(values: Array) -> Array:
    """Return numbers or directions of a picture with its right half made of its left one."""
    half = values[:, : values.shape[1] // 2]
    return np.concatenate([half, half[:, ::-1] * ([-1, 1, 1] if values.ndim == 3 else 1)], axis=1)
