"""The committed pictures of the body keep the rules that pages and the content policy rely on."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from xml.etree import ElementTree

import pytest

FOLDER = Path(__file__).parents[2] / "school" / "static" / "body"
VIEWS = (
    "front", "back", "left", "right", "head_front", "head_left", "head_right",
    "hand_palmar", "hand_dorsal", "foot_dorsal", "foot_plantar",
)  # fmt: skip
SVG = "{http://www.w3.org/2000/svg}"
ALLOWED = {"class", "fill", "stroke", "stroke-width", "stroke-linejoin", "stroke-linecap", "d"}
COLOUR = re.compile(r"none|var\(--skin(-edge|-ink|-[123])?, #[0-9a-f]{6}\)")
NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)")
Point = tuple[float, float]


def read_tree(view: str) -> ElementTree.Element:
    return ElementTree.fromstring((FOLDER / f"{view}.svg").read_text("utf-8"))  # noqa: S314


def read_box(view: str) -> tuple[float, ...]:
    return tuple(float(number) for number in read_tree(view).attrib["viewBox"].split())


def list_paths(view: str) -> list[ElementTree.Element]:
    return read_tree(view).findall(f".//{SVG}path")


def list_subpaths(words: str) -> list[list[Point]]:
    """All points of each subpath, controls too, of a path made of one M and relative curves."""
    subpaths = []
    for subpath in words.split("M")[1:]:
        start, rest = subpath.rstrip("Z").split("c")
        x, y = (float(number) for number in NUMBER.findall(start))
        points, steps = [(x, y)], [float(number) for number in NUMBER.findall(rest)]
        for i in range(0, len(steps), 6):
            points += [(x + steps[i + j], y + steps[i + j + 1]) for j in (0, 2, 4)]
            x, y = points[-1]
        subpaths.append(points)
    return subpaths


def mirror_points(view: str) -> list[set[Point]]:
    """The points of each path, left and right exchanged."""
    width = read_box(view)[2]
    mirrored = []
    for path in list_paths(view):
        points = list_points(path)
        mirrored.append({(round(width - x, 1) + 0, round(y, 1) + 0) for x, y in points})
    return mirrored


def as_drawn(view: str) -> list[set[Point]]:
    drawn = []
    for path in list_paths(view):
        drawn.append({(round(x, 1) + 0, round(y, 1) + 0) for x, y in list_points(path)})
    return drawn


def list_points(path: ElementTree.Element) -> Iterator[Point]:
    return chain.from_iterable(list_subpaths(path.attrib["d"]))


@pytest.mark.parametrize("view", VIEWS)
class TestEveryPicture:
    def test_is_a_figure_a_page_can_use(self, view: str) -> None:
        root = read_tree(view)
        (figure,) = list(root)
        assert (figure.tag, figure.attrib["id"]) == (f"{SVG}g", "figure")
        assert read_box(view)[:2] == (0, 0)
        assert read_box(view)[3] == 1000

    def test_is_made_of_paths_in_the_pages_colours_alone(self, view: str) -> None:
        for path in read_tree(view)[0]:
            assert path.tag == f"{SVG}path"
            assert set(path.attrib) <= ALLOWED
            assert path.attrib["class"] in {"skin", "t1", "t2", "t3", "ink"}
            assert COLOUR.fullmatch(path.attrib["fill"])
            assert COLOUR.fullmatch(path.attrib.get("stroke", "none"))

    def test_begins_with_the_skin_and_ends_with_its_outline(self, view: str) -> None:
        first, *_, last = list_paths(view)
        assert (first.attrib["class"], last.attrib["fill"]) == ("skin", "none")
        assert last.attrib["stroke"].startswith("var(--skin-edge")

    def test_is_small_enough_for_a_phone(self, view: str) -> None:
        assert len(gzip.compress((FOLDER / f"{view}.svg").read_bytes())) <= 45_000

    def test_stays_inside_its_box_and_has_no_crumbs(self, view: str) -> None:
        width, height = read_box(view)[2:]
        for path in list_paths(view):
            assert re.fullmatch(r"[-Mc0-9. Z]+", path.attrib["d"])
            for points in list_subpaths(path.attrib["d"]):
                xs, ys = zip(*points, strict=True)
                assert max(xs) - min(xs) + max(ys) - min(ys) >= 6
                assert -5 <= min(xs) <= max(xs) <= width + 5
                assert -5 <= min(ys) <= max(ys) <= height + 5


@pytest.mark.parametrize(("left", "right"), [("left", "right"), ("head_left", "head_right")])
def test_the_left_side_is_the_right_one_in_a_mirror(left: str, right: str) -> None:
    assert read_box(left) == read_box(right)
    assert as_drawn(left) == mirror_points(right)


@pytest.mark.parametrize("view", ["front", "back", "head_front"])
def test_what_is_seen_from_the_front_or_the_back_is_its_own_mirror_image(view: str) -> None:
    assert as_drawn(view) == mirror_points(view)
