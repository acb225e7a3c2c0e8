"""Draws the pictures: school/static/body/<view>.svg.

A picture is skin, three tones of shade, then lines: quiet ones for relief, firm ones for folds and
edges, and the outline.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from scipy import ndimage

from tools.bodymap import contours, curves, lines
from tools.bodymap.lines import Pen
from tools.bodymap.marks import draw_marks
from tools.bodymap.mesh import Array
from tools.bodymap.views import MIRROR_OF, Pixels, normalize

SKIN, EDGE, INK = "var(--skin, #f6ede4)", "var(--skin-edge, #5b5148)", "var(--skin-ink, #7a6c60)"
TONES = {
    "t1": "var(--skin-1, #efe1d4)",
    "t2": "var(--skin-2, #e4d1c0)",
    "t3": "var(--skin-3, #d5bda8)",
}


@dataclass(frozen=True)
class Style:
    """How a view is drawn. `light` is where it comes from (right, up, towards the viewer)."""

    light: tuple[float, float, float]
    tones: tuple[float, float, float]  # what part of the skin each tone covers
    outline: float  # viewBox units
    pens: tuple[tuple[str, Pen], ...]
    soften: int = 10  # steps
    relief: float = 1.6  # how much stronger small forms are than they are
    hollow: float = 12  # how much darker hollows are
    crumb: float = 40  # square units: the least patch of a tone


BODY = Style((0, 0.3, 0.95), (0.56, 0.32, 0.13), 1.5, (
    ("t3", Pen(0.012, 0.02, 1.5, 26, 3.0)),
    ("ink", Pen(0.03, 0.07, 1.7, 9, 1.6)),
), 14)  # fmt: skip
BACK = replace(BODY, hollow=0, relief=1.2)
SIDE = replace(BODY, soften=45, relief=1.2)
HEAD = Style((0, 0.36, 0.93), (0.5, 0.26, 0.09), 2.0, (
    ("t3", Pen(0.008, 0.016, 2.0, 40, 4.0)),
    ("ink", Pen(0.025, 0.05, 2.4, 22, 2.2)),
), 14, relief=1.2, hollow=6, crumb=90)  # fmt: skip
LIMB = Style((-0.3, 0.25, 0.92), (0.56, 0.32, 0.13), 2.0, (
    ("t3", Pen(0.01, 0.018, 1.8, 30, 3.5)),
    ("ink", Pen(0.03, 0.06, 2.4, 16, 2.2)),
), 24, relief=1.3, crumb=90)  # fmt: skip
STYLES = {"front": BODY, "back": BACK, "right": SIDE, "head_front": HEAD, "head_right": HEAD}

Part = tuple[str, str, curves.Path]  # class, paint, path


def write_artwork(views: Sequence[Pixels], folder: Path) -> None:
    """Write one SVG a view, the mirrored ones too."""
    folder.mkdir(parents=True, exist_ok=True)
    for pixels in views:
        parts = draw_parts(pixels, STYLES.get(pixels.view, LIMB))
        (folder / f"{pixels.view}.svg").write_text(write_svg(parts, pixels), "utf-8")
        for view, original in MIRROR_OF.items():
            if original == pixels.view:
                flipped = [
                    (name, paint, curves.mirror_path(path, pixels.width))
                    for name, paint, path in parts
                ]
                (folder / f"{view}.svg").write_text(write_svg(flipped, pixels), "utf-8")


def draw_parts(pixels: Pixels, style: Style) -> list[Part]:
    skin = contours.trace_outline(pixels.inside, pixels.units, symmetric=pixels.symmetric)
    parts: list[Part] = [("skin", f'fill="{SKIN}"', skin)]
    lit = compute_light(pixels, style)
    for (tone, colour), part in zip(TONES.items(), style.tones, strict=True):
        dark = pixels.inside & (lit < np.quantile(lit[pixels.inside], part))
        path = contours.trace_outline(
            dark, pixels.units, blur=2, symmetric=pixels.symmetric, least=style.crumb
        )
        parts.append((tone, f'fill="{colour}"', path))
    marks = draw_marks(pixels)
    for name, pen in style.pens:
        colour = INK if name == "ink" else TONES[name]
        strength = lines.find_creases(pixels, pixels.shown, pen.blur) * weigh_creases(pixels)
        strokes = lines.draw_strokes(pixels, strength, pen) + marks[name]
        parts.append((name, f'fill="{colour}"', strokes))
    edge = (
        f'fill="none" stroke="{EDGE}" stroke-width="{style.outline}"'
        ' stroke-linejoin="round" stroke-linecap="round"'
    )
    return [*parts, ("ink", edge, trace_edge(pixels, skin))]


def compute_light(pixels: Pixels, style: Style) -> Array:
    """Return how bright each pixel is. Small forms are exaggerated, and hollows are darker."""
    towards = normalize(np.array(style.light))
    near = soften_normals(pixels, style.soften)
    large, small = soften_normals(pixels, 250) @ towards, near @ towards
    hollow = lines.find_creases(pixels, near, 6) * style.hollow
    lit = large + style.relief * (small - large) - np.minimum(hollow, 0.25)
    return ndimage.gaussian_filter(np.where(pixels.inside, lit, 1), 1.5)


def weigh_creases(pixels: Pixels) -> Array:
    """Return the weight of creases at each pixel, mostly 1.

    Creases about the eyes are weaker in a head, and left out in a whole body, where a mark stands
    for the lids. Those of the ear are stronger in the side view, where they would break up.
    """
    eyes = {"front": 0.0, "right": 0.0, "head_front": 0.5, "head_right": 0.7}
    if pixels.view not in eyes:
        return np.ones(pixels.inside.shape)
    away = np.abs(pixels.position) - np.abs(pixels.body.find_landmark("r-eye"))
    beside = pixels.inside & (np.linalg.norm(away, axis=2) < 0.42)
    weight = np.where(beside, eyes[pixels.view], 1)
    across, up, ahead = np.moveaxis(pixels.position, 2, 0)
    ear = (np.abs(across) > 0.66) & (up > 7) & (up < 7.75) & (ahead < 0.8)
    return np.where(ear & (pixels.view == "right"), 2, weight)


def trace_edge(pixels: Pixels, skin: curves.Path) -> curves.Path:
    """Return the line round the body, closed, or open where the body is cut."""
    if pixels.camera.cut is None:
        return skin
    far = pixels.uncut > 2.5 / pixels.frame.scale
    return contours.trace_edges(pixels.inside, far, pixels.units, symmetric=pixels.symmetric)


def soften_normals(pixels: Pixels, steps: int) -> Array:
    """Return the picture's normals, smoothed along the skin but not across an edge."""
    normal = pixels.body.compute_soft_normals(pixels.camera.stance, steps)
    spread = normalize(
        pixels.hits.spread_values(pixels.body.triangles, normal @ pixels.camera.turned.T)
    )
    return pixels.mirror_if_symmetric(spread)


def write_svg(parts: Sequence[Part], pixels: Pixels) -> str:
    shapes = [
        f'<path class="{name}" {paint} d="{curves.write_path(path)}"/>\n'
        for name, paint, path in parts
        if path
    ]
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {pixels.width} {pixels.height}">'
    return f'{head}<g id="figure">\n{"".join(shapes)}</g></svg>\n'
