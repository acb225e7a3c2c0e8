"""A small atlas for tests: two views of a square body of 32 × 32 cells, and one close-up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from school.body.rules.atlas import Atlas, Shape, View

SIZE = 32
Box = tuple[int, int, int, int]  # columns and rows from … up to, the upper ends left out


def box(left: int, right: int, top: int, bottom: int, columns: int = SIZE) -> int:
    """The mask of a rectangle of cells."""
    return cells(((x, y) for y in range(top, bottom) for x in range(left, right)), columns)


def cells(places: Iterable[tuple[int, int]], columns: int = SIZE) -> int:
    mask = 0
    for x, y in places:
        mask |= 1 << y * columns + x
    return mask


def shape(mask: int, share: str = "1") -> Shape:
    return Shape("M0 0Z", mask, Fraction(share))


def mirror_mask(mask: int, columns: int = SIZE, rows: int = SIZE) -> int:
    """The mask with left and right exchanged."""
    return cells(
        (
            (columns - 1 - x, y)
            for y in range(rows)
            for x in range(columns)
            if mask >> y * columns + x & 1
        ),
        columns,
    )


def view(name: str, shapes: Mapping[str, Shape], **facts_given: object) -> View:
    facts: dict[str, object] = {
        "id": name,
        "name": name.capitalize(),
        "width": 1000,
        "height": 1000,
        "millimeters": 1750,
        "columns": SIZE,
        "rows": SIZE,
        "skin": box(1, 31, 1, 31),
        "shapes": shapes,
        "points": {},
    }
    return View(**(facts | facts_given))  # type: ignore[arg-type]


def paired(
    name: str, left: int, right: int, top: int, bottom: int, share: str = "1"
) -> dict[str, Shape]:
    """Make a region and its mirror image.

    `left` to `bottom` place the right one, in a view from behind: x above 16.
    """
    mask = box(left, right, top, bottom)
    return {f"{name}.R": shape(mask, share), f"{name}.L": shape(mirror_mask(mask), share)}


def atlas() -> Atlas:
    """Back and front of a body with five paired regions and one on the midline, and its hand.

    Back: arm (columns 25–31), blade above waist (17–24), spine between (15–17), hip below. Skin at
    the rim and below row 26 is outside every region. Front: chest and belly, and a sliver of the
    arm. Regions do not overlap.
    """
    back = view(
        "back",
        paired("arm.back", 25, 30, 4, 14)
        | paired("scapula.body", 18, 24, 4, 12)
        | paired("low_back.waist", 18, 24, 12, 18)
        | paired("hip.side", 18, 26, 18, 26)
        | {"spine.middle": shape(box(14, 18, 4, 18))},
        points={"infraspinatus": ((0.65, 0.25),)},
    )
    front = view(
        "front",
        paired("chest.upper", 7, 16, 4, 12)
        | paired("abdomen.upper", 7, 16, 12, 20)
        | paired("arm.back", 2, 5, 4, 8, "0.3")
        | paired("hip.side", 5, 14, 20, 28, "0.7"),
    )
    hand = view(
        "hand",
        {"hand.thumb.R": shape(box(2, 10, 8, 24)), "hand.palm.R": shape(box(12, 28, 12, 30))},
        millimeters=200,
        points={"opponens": ((0.5, 0.5),)},
    )
    return Atlas({"back": back, "front": front, "hand": hand})
