"""What a browser says of where it hurts: regions in the address, or two layers of paint in a form."""

from __future__ import annotations

from collections.abc import Iterable

from werkzeug.datastructures import MultiDict

from school.body.rules.strokes import BadDrawing, Drawing, read_drawing
from school.core.refusals import Invalid

HURTS, NOT_HERE = "hurts", "not"  # in the address: region ids
DRAWN_HURTS, DRAWN_NOT = "drawn_hurts", "drawn_not"  # in the form: drawings


class UnreadableDrawing(Invalid):
    sentence = "{fault} Please paint it again, or pick the regions from the list."


def picked_regions(
    fields: MultiDict[str, str], known: Iterable[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The regions that hurt and those that do not, in the order of `known`; what the body map has not is dropped."""
    regions = tuple(known)
    hurts, not_here = set(fields.getlist(HURTS)), set(fields.getlist(NOT_HERE))
    return tuple(r for r in regions if r in hurts), tuple(
        r for r in regions if r in not_here - hurts
    )


def sent_drawings(fields: MultiDict[str, str]) -> tuple[Drawing, Drawing]:
    """What was painted as hurting and as not. An empty layer is a drawing of nothing. Raises Invalid."""
    return _drawing(fields, DRAWN_HURTS), _drawing(fields, DRAWN_NOT)


def _drawing(fields: MultiDict[str, str], name: str) -> Drawing:
    text = fields.get(name, "")
    if not text:
        return Drawing(())
    try:
        return read_drawing(text)
    except BadDrawing as bad:
        raise UnreadableDrawing(fault=str(bad)) from bad
