"""The pictures: school/static/body/<view>.svg."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from scipy import ndimage

from tools.bodymap import contours, curves
from tools.bodymap.mesh import Array
from tools.bodymap.views import MIRROR_OF, Pixels

TONES = (0.84, 0.70, 0.52)  # how lit the skin is where a darker tone begins
COLOURS = {"skin": "#f6ede4", "edge": "#5b5148", "1": "#efe1d4", "2": "#e4d1c0", "3": "#d5bda8", "ink": "#7a6c60"}


def write_artwork(views: Sequence[Pixels], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for pixels in views:
        paths = drawn(pixels)
        (folder / f"{pixels.view}.svg").write_text(svg(paths, pixels.width), "utf-8")
        for view, original in MIRROR_OF.items():
            if original == pixels.view:
                flipped = [(name, curves.mirrored(path, pixels.width)) for name, path in paths]
                (folder / f"{view}.svg").write_text(svg(flipped, pixels.width), "utf-8")


def drawn(pixels: Pixels) -> list[tuple[str, curves.Path]]:
    lit = light(pixels)
    paths = [("skin", contours.outline(pixels.inside, pixels.unit, symmetric=pixels.symmetric))]
    for number, level in enumerate(TONES, 1):
        dark = pixels.inside & (lit < level)
        paths.append((f"t{number}", contours.outline(dark, pixels.unit, symmetric=pixels.symmetric, least=40)))
    return paths


def light(pixels: Pixels) -> Array:
    towards = np.array([0, 0.38, 0.92])
    lit = np.clip(pixels.shown @ (towards / np.linalg.norm(towards)), 0, 1)
    weight = ndimage.gaussian_filter(pixels.inside.astype(float), 3)
    return ndimage.gaussian_filter(np.where(pixels.inside, lit, 0), 3) / np.maximum(weight, 1e-6)


def svg(paths: Sequence[tuple[str, curves.Path]], width: int) -> str:
    body = "".join(f'<path class="{name}" {paint(name)} d="{curves.written(path)}"/>\n' for name, path in paths)
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} 1000">'
    return f'{head}<g id="figure">\n{body}</g></svg>\n'


def paint(name: str) -> str:
    if name == "skin":
        return f'fill="var(--skin, {COLOURS["skin"]})" stroke="var(--skin-edge, {COLOURS["edge"]})" stroke-width="1.4"'
    return f'fill="var(--skin-{name[1:]}, {COLOURS[name[1:]]})"'
