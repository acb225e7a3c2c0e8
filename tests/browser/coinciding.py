"""The plain figure that a browser shows while the school is away, worked out a second time."""

from __future__ import annotations

from collections.abc import Iterable

from school.body.rules.atlas import Atlas, Painted


def percent_coinciding(regions: Iterable[str], painted: Painted, atlas: Atlas) -> int:
    """Cells both painted and charted, in percent of all that are painted or charted, to nearest.

    Each region (by its key) is looked at in the view where most of it is painted; where none is, in
    the view that shows most of it. What is painted of it in other views counts neither way.
    """
    keys = list(regions)
    views = {key: choose_view(key, painted, atlas) for key in keys}
    both = either = 0
    for view in atlas.views.values():
        compared = anywhere = 0
        for key in keys:
            mask = view.shapes[key].mask if key in view.shapes else 0
            anywhere |= mask
            compared |= mask if views[key] == view.id else 0
        paint = painted.get(view.id, 0)
        both += (paint & compared).bit_count()
        either += (compared | (paint & ~anywhere)).bit_count()
    return (200 * both + either) // (2 * either) if either else 0


def choose_view(key: str, painted: Painted, atlas: Atlas) -> str:
    """The view in which most of the region is painted; if it is in none, where most of it shows.

    Of several alike, the first.
    """
    shapes = atlas.find_shapes(key)

    def rate_view(view: str) -> tuple[int, float]:
        return (shapes[view].mask & painted.get(view, 0)).bit_count(), float(shapes[view].share)

    return max(shapes, key=rate_view)
