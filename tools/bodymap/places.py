"""Finds places on the body that are written in words, such as `hip>knee 0.5 out 2 on side`.

The head of content/body/regions.yaml explains them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.spatial import cKDTree

from tools.bodymap.mesh import Array

STATURE = 175.0  # centimetres of the person in whose measure definitions are written
WAYS = {  # right side of the body, axes of the mesh
    "out": (-1, 0, 0),
    "in": (1, 0, 0),
    "up": (0, 1, 0),
    "down": (0, -1, 0),
    "front": (0, 0, 1),
    "back": (0, 0, -1),
}
SKINS = {
    "front": "front",
    "back": "back",
    "side": "out",
    "inside": "in",
    "top": "up",
    "below": "down",
}
PARTS = {  # a word for the bones whose names so begin; right side and midline
    "head": (
        "head",
        "jaw",
        "eye",
        "oculi",
        "orbic",
        "oris",
        "levator",
        "risorius",
        "special",
        "temporalis",
        "tongue",
    ),
    "neck": ("neck",),
    "trunk": ("spine", "breast", "root", "pelvis"),
    "shoulder": ("clavicle", "shoulder"),
    "arm": ("upperarm",),
    "forearm": ("lowerarm",),
    "hand": ("wrist", "metacarpal", "finger1-1"),
    "thumb": ("finger1-2", "finger1-3"),
    "index": ("finger2",),
    "middle": ("finger3",),
    "ring": ("finger4",),
    "little": ("finger5",),
    "thigh": ("upperleg",),
    "leg": ("lowerleg",),
    "foot": ("foot",),
    "great_toe": ("toe1",),
    "lesser_toes": ("toe2", "toe3", "toe4", "toe5"),
}
RIGHT = 0.1  # decimetres left of the midline that still belong to the right half
NEIGHBOURS = 4  # vertices whose bones a point of the skin shares


class BadPlace(ValueError):
    """A place that cannot be found; the text says which."""


@dataclass
class Body:
    """The canonical pose: skin, bones and joints."""

    vertices: Array  # (n, 3) decimetres of the mesh
    normals: Array  # (n, 3) length 1
    triangles: Array  # (m, 3) vertex numbers of the skin
    weights: dict[str, Array]  # bone → (n,) share
    joints: dict[str, Array]  # as `r-elbow`, `neck`

    def __post_init__(self) -> None:
        used = np.unique(self.triangles)
        used = used[self.vertices[used, 0] < RIGHT]
        self.tree = cKDTree(self.vertices[used])
        self.parts = {name: self._sum_shares(bones)[used] for name, bones in PARTS.items()}
        self.centimetre = float(np.ptp(self.vertices[used, 1])) / STATURE
        """A centimetre of the person, in decimetres of the mesh."""
        self.skin = Skin(self, self.vertices[used], self.normals[used])

    def _sum_shares(self, bones: tuple[str, ...]) -> Array:
        """Return how much bones with these beginnings hold each vertex, without the left side's."""
        return sum(
            share
            for bone, share in self.weights.items()
            if bone.startswith(bones) and not bone.endswith(".L")
        )

    def find_skin(self, start: Array, way: Array) -> Array | None:
        """Return where a straight line from inside first leaves the body."""
        a, b, c = (self.vertices[self.triangles[:, i]] for i in range(3))
        edge1, edge2, off = b - a, c - a, start - a
        across = np.cross(way, edge2)
        size = np.einsum("ij,ij->i", edge1, across)
        size = np.where(np.abs(size) < 1e-12, np.inf, size)
        u = np.einsum("ij,ij->i", off, across) / size
        turned = np.cross(off, edge1)
        v = turned @ way / size
        t = np.einsum("ij,ij->i", edge2, turned) / size
        met = (u >= -1e-9) & (v >= -1e-9) & (u + v <= 1 + 1e-9) & (t > 1e-6) & np.isfinite(size)
        return start + way * t[met].min() if met.any() else None


class Skin:
    """Points of the right half's skin, with their normals and the parts of the body they are on."""

    def __init__(self, body: Body, positions: Array, normals: Array) -> None:
        self.body, self.positions, self.normals = body, positions, normals
        distance, self._near = body.tree.query(positions, k=NEIGHBOURS, workers=-1)
        pull = 1 / (distance**2 + 1e-5)
        self._pull = pull / pull.sum(axis=1, keepdims=True)

    def find_share(self, parts: Sequence[str]) -> Array:
        """Return how much the bones of these parts hold each point, 0 to 1."""
        for name in parts:
            if name not in PARTS:
                raise BadPlace(f"there is no part “{name}”")
        weights = sum(self.body.parts[name] for name in parts)
        return (weights[self._near] * self._pull).sum(axis=1)

    def choose_points(self, chosen: Array) -> Skin:
        """Return the chosen points alone."""
        part = object.__new__(Skin)
        part.body, part.positions, part.normals = (
            self.body,
            self.positions[chosen],
            self.normals[chosen],
        )
        part._near, part._pull = self._near[chosen], self._pull[chosen]
        return part


class Places:
    """Finds places on the right side: joints, named landmarks, and formulas of them."""

    def __init__(self, body: Body, landmarks: dict[str, str]) -> None:
        self.body, self.landmarks = body, landmarks
        self.found: dict[str, Array] = {}

    def __call__(self, text: str) -> Array:
        """Return the place, in decimeters of the mesh."""
        if text not in self.found:
            self.found[text] = self._read_place(text.split(), text)
        return self.found[text]

    def _read_place(self, words: list[str], text: str) -> Array:
        first, *rest = words
        if ">" in first:
            one, other = (self._find_named(name, text) for name in first.split(">"))
            place, rest = one + (other - one) * float(rest[0]), rest[1:]
        else:
            place = self._find_named(first, text)
        while rest:
            word, value, *rest = rest
            if word == "on":
                place = self._find_on_skin(place, value, text)
            elif word in WAYS:
                place = place + np.array(WAYS[word], float) * float(value) * self.body.centimetre
            else:
                raise BadPlace(f"“{word}” in “{text}” is no way to go")
        return place

    def _find_named(self, name: str, text: str) -> Array:
        if name in self.landmarks:
            return self(self.landmarks[name])
        for joint in (f"r-{name}", name):
            if joint in self.body.joints:
                return self.body.joints[joint]
        raise BadPlace(f"there is no “{name}”, as “{text}” says")

    def _find_on_skin(self, place: Array, side: str, text: str) -> Array:
        met = (
            self.body.find_skin(place, np.array(WAYS[SKINS[side]], float))
            if side in SKINS
            else None
        )
        if met is None:
            raise BadPlace(f"“{text}” meets no skin")
        return met
