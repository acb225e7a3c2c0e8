"""The regions of content/body/regions.yaml as fields on the skin."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from tools.bodymap.mesh import Array
from tools.bodymap.places import Body, Places, Skin
from tools.bodymap.shapes import FAR, Shape, Shapes

DEFINITIONS = Path(__file__).parents[2] / "content" / "body" / "regions.yaml"
MIRRORED = np.array([-1.0, 1.0, 1.0])

Field = Callable[[Array, Array], Array]  # (positions, normals) → centimetres inside


@dataclass
class Regions:
    """Every region, read and ready to be asked."""

    said: dict[str, dict[str, Any]]  # id → what the file says of it
    lies_on: dict[str, list[str]]  # first word of an id → the parts of the body where such regions lie
    shapes: Shapes

    def __post_init__(self) -> None:
        self._shapes: dict[str, Shape] = {}
        self._asked: tuple[Array, Array, Skin] | None = None
        self._on: dict[str, tuple[Array, Skin]] = {}

    def fields(self) -> dict[str, Field]:
        """By sided id, as `project` takes them: `<id>.R` of a paired region, the plain id of one in the midline."""
        return {
            region_id if said.get("midline") else f"{region_id}.R": self.field(region_id)
            for region_id, said in self.said.items()
        }

    def field(self, region_id: str) -> Field:
        """How far inside the region points of the body lie."""
        shape, midline = self.shape(region_id), self.said[region_id].get("midline", False)

        def inside(positions: Array, normals: Array) -> Array:
            chosen, skin = self.on(region_id.split(".")[0], positions, normals)
            field = np.full(len(positions), FAR)
            field[chosen] = shape(skin)
            return field if midline else np.minimum(field, -positions[:, 0] / self.shapes.body.centimetre)

        return inside

    def on(self, word: str, positions: Array, normals: Array) -> tuple[Array, Skin]:
        """The points where regions of this first word may lie, folded to the right side, and which ones they are."""
        if self._asked is None or self._asked[0] is not positions or self._asked[1] is not normals:
            fold = np.where(positions[:, :1] > 0, MIRRORED, 1.0)
            self._asked = positions, normals, Skin(self.shapes.body, positions * fold, normals * fold)
            self._on = {}
        if word not in self._on:
            chosen = np.flatnonzero(self._asked[2].share(self.lies_on[word]) > 0.5)
            self._on[word] = chosen, self._asked[2].only(chosen)
        return self._on[word]

    def shape(self, region_id: str) -> Shape:
        if region_id not in self._shapes:
            self._shapes[region_id] = self._make(region_id)
        return self._shapes[region_id]

    def _make(self, region_id: str) -> Shape:
        """The region's own shape without the regions that `minus` names, as they are themselves."""
        said = self.said[region_id]
        try:
            shape = self.shapes.make(said, said.get("midline", False))
        except (ValueError, KeyError) as error:
            raise ValueError(f"{region_id}: {error}") from error
        others = [self.shape(other) for other in said.get("minus", ())]

        def inside(skin: Skin) -> Array:
            field = shape(skin)
            near = np.flatnonzero(field > -1)  # elsewhere it makes no difference
            beside = skin.only(near)
            for other in others:
                field[near] = np.minimum(field[near], -other(beside))
            return field

        return inside


def read_regions(body: Body, path: Path = DEFINITIONS) -> Regions:
    said = yaml.safe_load(path.read_text("utf-8"))
    places = Places(body, said["landmarks"])
    return Regions(said["regions"], said["lies_on"], Shapes(body, places, said["axes"]))


def fingerprint(path: Path = DEFINITIONS) -> str:
    """The sha256 of the definitions, which the generated files carry."""
    return sha256(path.read_bytes()).hexdigest()
