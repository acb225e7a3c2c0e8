"""How a browser sends where it hurts: regions in the address, or two layers of paint in a form."""

from __future__ import annotations

from collections.abc import Iterable

from werkzeug.datastructures import MultiDict

from school.body.rules.strokes import BadDrawing, Drawing, read_drawing
from school.core.refusals import Invalid

HURTS, NOT_HERE = "hurts", "not"  # in the address: region ids
DRAWN_HURTS, DRAWN_NOT = "drawn_hurts", "drawn_not"  # in the form: drawings


class UnreadableDrawing(Invalid):
    sentence = "{fault} Please paint it again, or pick the regions from the list."


def read_picked_regions(
    fields: MultiDict[str, str], known: Iterable[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the regions that hurt and those that do not, in the order of `known`.

    Regions that the body map does not have are dropped.
    """
    regions = tuple(known)
    hurts, not_here = set(fields.getlist(HURTS)), set(fields.getlist(NOT_HERE))
    not_here -= hurts
    return (
        tuple(region for region in regions if region in hurts),
        tuple(region for region in regions if region in not_here),
    )


def read_drawings(fields: MultiDict[str, str]) -> tuple[Drawing, Drawing]:
    """Return what was painted as hurting and as not hurting; both may be empty. Raises Invalid."""
    return _read_layer(fields, DRAWN_HURTS), _read_layer(fields, DRAWN_NOT)


def _read_layer(fields: MultiDict[str, str], name: str) -> Drawing:
    text = fields.get(name, "")
    if not text:
        return Drawing(())
    try:
        return read_drawing(text)
    except BadDrawing as bad:
        raise UnreadableDrawing(fault=str(bad)) from bad
