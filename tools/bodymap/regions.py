"""Reads the regions of content/body/regions.yaml as fields on the skin."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from textwrap import dedent
from typing import Any

import numpy as np
import yaml

from tools.bodymap import views
from tools.bodymap.mesh import Array
from tools.bodymap.places import Body, Places, Skin
from tools.bodymap.shapes import FAR, PART, Shape, Shapes

DEFINITIONS = Path(__file__).parents[2] / "content" / "body" / "regions.yaml"
MIRRORED = np.array([-1.0, 1.0, 1.0])
ROOM = 0.6  # centimetres about a region in which points are looked at closely

Field = Callable[[Array, Array], Array]  # (positions, normals) → centimetres inside


@dataclass
class Regions:
    """All regions, ready to say how far inside them a point lies."""

    said: dict[str, dict[str, Any]]  # id → what the file says of it
    lies_on: dict[
        str, list[str]
    ]  # first word of an id → the parts of the body where such regions lie
    shapes: Shapes

    def __post_init__(self) -> None:
        self._shapes: dict[str, Shape] = {}
        self._making: list[str] = []
        self._asked: tuple[Array, Array, Skin] | None = None
        self._boxes: dict[str, tuple[Array, Array]] = {}

    def list_fields(self) -> dict[str, Field]:
        """Return fields by sided id: `<id>.R` of a paired region, the plain id in the midline."""
        return {
            region_id if said.get("midline") else f"{region_id}.R": self.make_field(region_id)
            for region_id, said in self.said.items()
        }

    def make_field(self, region_id: str) -> Field:
        """Return how far inside the region points of the body lie."""
        shape, midline = self.find_shape(region_id), self.said[region_id].get("midline", False)

        def inside(positions: Array, normals: Array) -> Array:
            chosen, skin = self.choose_near(region_id, positions, normals)
            held = skin.find_share(self.lies_on[region_id.split(".")[0]])
            field = np.full(len(positions), FAR)
            field[chosen] = np.minimum(shape(skin), (held - 0.5) * PART)
            return (
                field
                if midline
                else np.minimum(field, -positions[:, 0] / self.shapes.body.centimetre)
            )

        return inside

    def choose_near(self, region_id: str, positions: Array, normals: Array) -> tuple[Array, Skin]:
        """Return which points may lie in the region, and these points folded to the right side."""
        if self._asked is None or self._asked[0] is not positions or self._asked[1] is not normals:
            fold = np.where(positions[:, :1] > 0, MIRRORED, 1.0)
            self._asked = (
                positions,
                normals,
                Skin(self.shapes.body, positions * fold, normals * fold),
            )
            self._upward = np.argsort(positions[:, 1], kind="stable")
            self._heights = positions[self._upward, 1]
        low, high = self.find_box(region_id)
        first, past = np.searchsorted(self._heights, [low[1], high[1]])
        level = self._upward[first:past]
        found = self._asked[2].positions[level]
        chosen = level[((found > low) & (found < high)).all(axis=1)]
        return chosen, self._asked[2].choose_points(chosen)

    def find_box(self, region_id: str) -> tuple[Array, Array]:
        """Return two opposite corners of a box about the region, with some room."""
        if region_id not in self._boxes:
            body = self.shapes.body
            held = body.skin.choose_points(
                np.flatnonzero(body.skin.find_share(self.lies_on[region_id.split(".")[0]]) > 0.5)
            )
            found = held.positions[self.find_shape(region_id)(held) > -ROOM]
            if not len(found):
                raise ValueError(f"{region_id} lies nowhere on the body")
            room = ROOM * body.centimetre
            self._boxes[region_id] = found.min(axis=0) - room, found.max(axis=0) + room
        return self._boxes[region_id]

    def find_shape(self, region_id: str) -> Shape:
        if region_id not in self._shapes:
            if region_id in self._making:
                raise ValueError(
                    "minus goes in a circle: " + " → ".join([*self._making, region_id])
                )
            self._making.append(region_id)
            self._shapes[region_id] = self._make_shape(region_id)
            self._making.pop()
        return self._shapes[region_id]

    def _make_shape(self, region_id: str) -> Shape:
        """Return the region's shape without the regions that `minus` names."""
        said = self.said[region_id]
        try:
            shape = self.shapes.make_shape(said, said.get("midline", False))
        except (ValueError, KeyError) as error:
            raise ValueError(f"{region_id}: {error}") from error
        others = [self.find_shape(other) for other in said.get("minus", ())]

        def inside(skin: Skin) -> Array:
            field = shape(skin)
            near = np.flatnonzero(field > -1)  # elsewhere it makes no difference
            beside = skin.choose_points(near)
            for other in others:
                field[near] = np.minimum(field[near], -other(beside))
            return field

        return inside


def make_body(body: views.Body) -> Body:
    """Return what places and shapes need of the body in its canonical pose."""
    weights = {bone: body.fine.apply(share) for bone, share in body.mesh.weights.items()}
    joints = {name: body.find_landmark(name) for name in body.mesh.joints}
    return Body(body.position, body.normal, body.triangles, weights, joints)


def read_regions(body: Body, path: Path = DEFINITIONS) -> Regions:
    said = yaml.safe_load(path.read_text("utf-8"))
    places = Places(body, said["landmarks"])
    return Regions(said["regions"], said["lies_on"], Shapes(body, places, said["axes"]))


def compute_fingerprint(path: Path = DEFINITIONS) -> str:
    """Return the sha256 of the definitions, which the generated files carry."""
    return sha256(path.read_bytes()).hexdigest()


def describe_regions(
    areas: Mapping[str, float], path: Path = DEFINITIONS
) -> dict[str, dict[str, Any]]:
    """Return what the contact sheet says about each region.

    That is its lines of the file, its area and the bounds of the area, in cm².
    """
    text = path.read_text("utf-8")
    said = yaml.safe_load(text)["regions"]
    lines = re.findall(
        r"^  (\S+):\n((?:    .*\n)+)", text[text.index("\nregions:") :], re.MULTILINE
    )
    return {
        region_id: {
            "text": dedent(body),
            "area": round(areas[region_id], 1),
            "bounds": said[region_id].get("area", [0, 0]),
            "related": said[region_id].get("related", []),
        }
        for region_id, body in lines
    }
