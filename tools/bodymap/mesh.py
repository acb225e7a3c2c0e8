"""Reads one neutral adult: the base mesh with its targets, made exactly symmetric."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from tools.bodymap.source import Source

Array = np.ndarray

FEMALE = 0.35
MUSCLE = 0.75
PEOPLES = ("african", "asian", "caucasian")
MIRRORED = np.array([-1.0, 1.0, 1.0])


@dataclass(frozen=True)
class Mesh:
    """`vertices` includes the small cubes that mark the joints; `quads` is the skin alone."""

    vertices: Array  # (n, 3) decimetres
    quads: Array  # (m, 4) vertex numbers
    weights: dict[str, Array]  # bone → (n,) its share in each vertex
    joints: dict[str, Array]  # joint → vertex numbers of its cube
    mirror: Array  # (n,) the vertex on the other side

    def find_joint(self, name: str, vertices: Array | None = None) -> Array:
        """Return where a joint is, such as `r-elbow` or `spine-3`.

        Without `vertices`, it is the place in the mesh as modeled.
        """
        return (self.vertices if vertices is None else vertices)[self.joints[name]].mean(axis=0)

    def sum_weights(self, chosen: Callable[[str], bool]) -> Array:
        """Return how much the chosen bones together hold each vertex, 0 to 1."""
        total = np.zeros(len(self.vertices))
        for bone, share in self.weights.items():
            if chosen(bone):
                total += share
        return np.clip(total, 0, 1)

    def make_symmetric(self, vertices: Array) -> Array:
        """Return the vertices, each averaged with the mirror image of its opposite."""
        return (vertices + vertices[self.mirror] * MIRRORED) / 2


def read_mesh(source: Source) -> Mesh:
    """Return the neutral adult: 35 % female, with visible muscles, eyes closed."""
    vertices, quads = read_object(source.read_text("3dobjs/base.obj"))
    mirror = np.array(
        [
            int(line.split()[1])
            for line in source.read_text("mesh_metadata/hm08.mirror").splitlines()
            if line
        ]
    )
    groups = json.loads(source.read_text("mesh_metadata/basemesh_vertex_groups.json"))
    joints = {
        name[6:]: list_numbers(spans) for name, spans in groups.items() if name.startswith("joint-")
    }
    weights = read_weights(source, len(vertices))
    mesh = Mesh(vertices, quads, weights, joints, mirror)
    moved = (
        vertices + read_adult_moves(source, len(vertices)) + read_face_moves(source, len(vertices))
    )
    return Mesh(smooth_chest(mesh.make_symmetric(moved), quads), quads, weights, joints, mirror)


def read_object(text: str) -> tuple[Array, Array]:
    """Return the vertices, and the quads of the group `body`, of a Wavefront file."""
    vertices, quads, group = [], [], ""
    for line in text.splitlines():
        kind, *rest = line.split() or [""]
        if kind == "v":
            vertices.append([float(number) for number in rest[:3]])
        elif kind == "g":
            group = rest[0]
        elif kind == "f" and group == "body":
            quads.append([int(corner.split("/")[0]) - 1 for corner in rest])
    return np.array(vertices), np.array(quads)


def list_numbers(spans: list[list[int]]) -> Array:
    return np.concatenate([np.arange(first, last + 1) for first, last in spans])


def read_weights(source: Source, count: int) -> dict[str, Array]:
    """Return bone weights, scaled so that those of a vertex sum to 1."""
    weights = {}
    for bone, pairs in json.loads(source.read_text("rigs/standard/weights.default.json"))[
        "weights"
    ].items():
        weights[bone] = np.zeros(count)
        for vertex, share in pairs:
            weights[bone][int(vertex)] += share
    total = np.maximum(sum(weights.values()), 1e-9)
    return {bone: share / total for bone, share in weights.items()}


def read_target(source: Source, name: str, count: int) -> Array:
    """Return how far a target moves each vertex, in decimeters."""
    moves = np.zeros((count, 3))
    for line in source.read_text(f"targets/{name}.target.gz").splitlines():
        parts = line.split()
        if len(parts) >= 4 and parts[0].isdigit():
            moves[int(parts[0])] = [float(number) for number in parts[1:4]]
    return moves


def read_adult_moves(source: Source, count: int) -> Array:
    """Return the moves that make the base an adult, with equal parts of the targets' peoples."""
    moves = np.zeros((count, 3))
    for sex, part in (("male", 1 - FEMALE), ("female", FEMALE)):
        for people in PEOPLES:
            moves += part / 3 * read_target(source, f"macrodetails/{people}-{sex}-young", count)
        for muscle, amount in (("averagemuscle", 1 - MUSCLE), ("maxmuscle", MUSCLE)):
            name = f"macrodetails/universal-{sex}-young-{muscle}-averageweight"
            moves += part * amount * read_target(source, name, count)
    return moves


def read_face_moves(source: Source, count: int) -> Array:
    """Return the moves that close the eyes and shrink the ears a little.

    Open eyes without eyeballs would look like a mask.
    """
    moves = np.zeros((count, 3))
    for people in PEOPLES:
        for side in ("left", "right"):
            moves += read_target(source, f"expression/units/{people}/eye-{side}-closure", count) / 3
    for side in "lr":
        for shape, part in (("scale-decr", 0.2), ("wing-decr", 0.35), ("shape-round", 0.3)):
            moves += part * read_target(source, f"ears/{side}-ear-{shape}", count)
    return moves


def smooth_chest(vertices: Array, quads: Array) -> Array:
    """Smooth the skin where the chest stands out most, less with the distance from there.

    This takes the nipples away.
    """
    across, up = np.abs(vertices[:, 0]), vertices[:, 1]
    on_skin = np.isin(np.arange(len(vertices)), quads)
    chest = on_skin & (across > 0.5) & (across < 1.6) & (up > 3.4) & (up < 4.8)
    tip = vertices[np.flatnonzero(chest)[np.argmax(vertices[chest, 2])]]
    away = np.minimum(
        np.linalg.norm(vertices - tip, axis=1), np.linalg.norm(vertices - tip * MIRRORED, axis=1)
    )
    part = np.where(on_skin, np.clip(1.6 - away / 0.5, 0, 1), 0)[:, None]
    beside = make_means(len(vertices), quads)
    for _ in range(40):
        vertices = vertices * (1 - part / 2) + (beside @ vertices) * part / 2
    return vertices


class Subdivision:
    """Smooth surfaces from the mesh's quads, by Catmull and Clark.

    `apply` takes any values of vertices.
    """

    def __init__(self, count: int, quads: Array, levels: int) -> None:
        self.quads, self._steps = quads, []
        for _ in range(levels):
            step, self.quads = refine_quads(count, self.quads)
            self._steps.append(step)
            count = step.shape[0]
        self.count = count

    def average_neighbors(self) -> sparse.csr_matrix:
        """Return the matrix that gives each fine vertex the mean of those beside it."""
        return make_means(self.count, self.quads)

    def apply(self, values: Array) -> Array:
        for step in self._steps:
            values = step @ values
        return values


def make_means(count: int, quads: Array) -> sparse.csr_matrix:
    """Return the matrix that gives each vertex the mean of its neighbors."""
    pairs = np.concatenate([quads[:, [i, j]] for i in range(4) for j in ((i + 1) % 4, i - 1)])
    beside = sparse.csr_matrix((np.ones(len(pairs)), pairs.T), (count, count)).sign()
    return sparse.diags(1 / np.maximum(np.asarray(beside.sum(axis=1)).ravel(), 1)) @ beside


def refine_quads(count: int, quads: Array) -> tuple[sparse.csr_matrix, Array]:
    """Return one step: the matrix from old vertices to new ones, and the new quads."""
    pairs = np.sort(np.stack([quads, np.roll(quads, -1, axis=1)], axis=2).reshape(-1, 2), axis=1)
    edges, which, faces_of = np.unique(pairs, axis=0, return_inverse=True, return_counts=True)
    which = which.reshape(-1, 4)
    corner = sparse.csr_matrix(
        (np.full(quads.size, 0.25), (np.repeat(np.arange(len(quads)), 4), quads.ravel())),
        (len(quads), count),
    )
    ends = sparse.csr_matrix(
        (np.full(edges.size, 0.5), (np.repeat(np.arange(len(edges)), 2), edges.ravel())),
        (len(edges), count),
    )
    beside = sparse.csr_matrix(
        (np.full(which.size, 0.5), (which.ravel(), np.repeat(np.arange(len(quads)), 4))),
        (len(edges), len(quads)),
    )
    inner = sparse.diags((faces_of == 2).astype(float))
    middles = ends + inner @ ((beside @ corner - ends) * 0.5)
    step = sparse.vstack(
        [move_corners(count, quads, edges, faces_of, corner, ends), middles, corner]
    ).tocsr()
    return step, split_quads(count, len(edges), quads, which)


def move_corners(count, quads, edges, faces_of, corner, ends) -> sparse.csr_matrix:
    """Return where old vertices go: by Catmull and Clark, or on an open border along a cubic."""
    valence = np.bincount(quads.ravel(), minlength=count).astype(float)
    border = np.zeros(count, bool)
    border[edges[faces_of == 1]] = True
    inside = (valence > 0) & ~border
    n = np.maximum(valence, 1)
    of_faces = sparse.csr_matrix(
        (1 / n[quads.ravel()], (quads.ravel(), np.repeat(np.arange(len(quads)), 4))),
        (count, len(quads)),
    )
    of_edges = sparse.csr_matrix(
        (1 / n[edges.ravel()], (edges.ravel(), np.repeat(np.arange(len(edges)), 2))),
        (count, len(edges)),
    )
    smooth = sparse.diags(1 / n) @ (of_faces @ corner + 2 * (of_edges @ ends) + sparse.diags(n - 3))
    open_edges = edges[faces_of == 1]
    along = sparse.csr_matrix(
        (np.full(open_edges.size, 0.125), (open_edges.ravel(), open_edges[:, ::-1].ravel())),
        (count, count),
    )
    keep = sparse.diags(np.where(border, 0.75, np.where(inside, 0.0, 1.0)))
    return (
        sparse.diags(inside.astype(float)) @ smooth
        + keep
        + sparse.diags(border.astype(float)) @ along
    )


def split_quads(count: int, edges: int, quads: Array, which: Array) -> Array:
    """Split each quad in four: a corner, the middles of its two edges, the middle of the face."""
    middle = count + edges + np.arange(len(quads))
    parts = [
        np.stack([quads[:, i], count + which[:, i], middle, count + which[:, i - 1]], axis=1)
        for i in range(4)
    ]
    return np.stack(parts, axis=1).reshape(-1, 4)
