"""Sets the limbs: rotates them about joints, by the share of the moved bones in each vertex.

A share turns a vertex by a part of the angle, not of the way, so that a twisted forearm keeps its
girth.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from tools.bodymap.mesh import Array, Mesh

HAND = ("wrist", "metacarpal", "finger")
FOREARM = ("lowerarm", *HAND)
FOOT = ("foot", "toe")
LEG = ("upperleg", "lowerleg", *FOOT)


@dataclass(frozen=True)
class Stance:
    """Angles in degrees, the same for both sides."""

    arm_out: float  # of the arm from the vertical, sideways
    arm_forward: float = 0
    elbow: float = 0  # bent
    palm: tuple[float, float, float] = (0, 0, 1)  # where the right palm looks
    legs_in: float = 4.5  # from the mesh's stance, in which the feet stand far apart
    pointed: float = 0  # the foot, from standing flat
    toes: float = 0  # straightened


CANONICAL = Stance(arm_out=15)
SIDEWAYS = Stance(arm_out=5, arm_forward=36, elbow=8, palm=(1, 0, 0))
POINTED = Stance(arm_out=15, pointed=48)


class Poser:
    """The vertices while they are being moved, and one side's moves."""

    def __init__(self, mesh: Mesh) -> None:
        self.mesh, self.vertices = mesh, mesh.vertices.copy()

    def find_joint(self, name: str) -> Array:
        return self.mesh.find_joint(name, self.vertices)

    def find_share(
        self, side: str, bones: tuple[str, ...], extra: dict[str, float] | None = None
    ) -> Array:
        """Return how much bones with these beginnings hold each vertex.

        `extra` adds bones, each with a factor.
        """
        share = self.mesh.sum_weights(
            lambda bone: bone.endswith("." + side) and bone.startswith(bones)
        )
        for bone, factor in (extra or {}).items():
            share = share + factor * self.mesh.weights[f"{bone}.{side}"]
        return np.clip(share, 0, 1)

    def turn_vertices(self, about: Array, axis: Array, degrees: float, share: Array) -> None:
        length = np.linalg.norm(axis)
        if length < 1e-9 or abs(degrees) < 1e-9:
            return
        self.vertices = about + rotate_points(
            self.vertices - about, axis / length, math.radians(degrees) * share
        )

    def swing_vertices(
        self, about: Array, now: Array, then: Array, share: Array, part: float = 1
    ) -> None:
        """Turn the direction `now` into `then`, or a part of the way."""
        axis = np.cross(now, then)
        self.turn_vertices(
            about, axis, part * math.degrees(math.atan2(np.linalg.norm(axis), now @ then)), share
        )

    def pose_arm(self, side: str, stance: Stance) -> None:
        s, sign = side.lower(), 1 if side == "L" else -1
        forearm, hand = self.find_share(side, FOREARM), self.find_share(side, HAND)
        shoulder, elbow, wrist = (
            self.find_joint(f"{s}-{name}") for name in ("shoulder", "elbow", "hand")
        )
        self.swing_vertices(elbow, wrist - elbow, elbow - shoulder, forearm, 0.9)
        down, out, forward = (
            -math.cos(math.radians(stance.arm_out)),
            math.sin(math.radians(stance.arm_out)),
            0.0,
        )
        angle = math.radians(stance.arm_forward)
        direction = np.array([sign * out, down * math.cos(angle), forward - down * math.sin(angle)])
        whole = self.find_share(side, ("upperarm", *FOREARM), {"shoulder01": 0.4, "clavicle": 0.04})
        self.swing_vertices(shoulder, self.find_joint(f"{s}-elbow") - shoulder, direction, whole)
        elbow = self.find_joint(f"{s}-elbow")
        self.turn_vertices(elbow, np.array([1.0, 0, 0]), -stance.elbow, forearm)
        self.roll_forearm(side, np.array(stance.palm) * [-sign, 1, 1])
        wrist = self.find_joint(f"{s}-hand")
        self.swing_vertices(
            wrist,
            self.find_joint(f"{s}-finger-3-2") - wrist,
            wrist - self.find_joint(f"{s}-elbow"),
            hand,
            0.9,
        )
        self.roll_forearm(side, np.array(stance.palm) * [-sign, 1, 1])

    def roll_forearm(self, side: str, palm: Array) -> None:
        """Turn the forearm about its length until the palm looks along `palm`."""
        s, sign = side.lower(), 1 if side == "L" else -1
        elbow, wrist = self.find_joint(f"{s}-elbow"), self.find_joint(f"{s}-hand")
        axis = (wrist - elbow) / np.linalg.norm(wrist - elbow)
        index, little = (self.find_joint(f"{s}-finger-{finger}-2") - wrist for finger in (2, 5))
        looks = sign * np.cross(little, index)
        flat = [across - axis * (across @ axis) for across in (looks, palm)]
        angle = math.degrees(math.atan2(np.cross(*flat) @ axis, flat[0] @ flat[1]))
        share = (
            0.35 * self.find_share(side, ("lowerarm01",))
            + 0.75 * self.find_share(side, ("lowerarm02",))
            + self.find_share(side, HAND)
        )
        self.turn_vertices(elbow, axis, angle, share)

    def pose_leg(self, side: str, stance: Stance) -> None:
        s, sign = side.lower(), 1 if side == "L" else -1
        foot, ahead = self.find_share(side, FOOT), np.array([0, 0, 1.0])
        self.turn_vertices(
            self.find_joint(f"{s}-upper-leg"),
            ahead,
            -stance.legs_in * sign,
            self.find_share(side, LEG),
        )
        self.turn_vertices(self.find_joint(f"{s}-ankle"), ahead, stance.legs_in * sign, foot)
        self.turn_vertices(
            self.find_joint(f"{s}-ankle"), np.array([1.0, 0, 0]), stance.pointed, foot
        )


def pose_mesh(mesh: Mesh, stance: Stance) -> Array:
    """Return all vertices in a stance, exactly symmetric."""
    poser = Poser(mesh)
    for side in "LR":
        poser.pose_arm(side, stance)
        poser.pose_leg(side, stance)
    return mesh.make_symmetric(poser.vertices)


def rotate_points(points: Array, axis: Array, radians: Array) -> Array:
    """Turn each point by its own angle about an axis of length 1 through the origin."""
    cosine, sine = np.cos(radians)[:, None], np.sin(radians)[:, None]
    return (
        points * cosine
        + np.cross(axis, points) * sine
        + np.outer(points @ axis, axis) * (1 - cosine)
    )
