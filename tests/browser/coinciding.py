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
    looked_at = {key: view_of(key, painted, atlas) for key in keys}
    both = either = 0
    for view in atlas.views.values():
        asked = anywhere = 0
        for key in keys:
            mask = view.shapes[key].mask if key in view.shapes else 0
            anywhere |= mask
            asked |= mask if looked_at[key] == view.id else 0
        paint = painted.get(view.id, 0)
        both += (paint & asked).bit_count()
        either += (asked | (paint & ~anywhere)).bit_count()
    return (200 * both + either) // (2 * either) if either else 0


def view_of(key: str, painted: Painted, atlas: Atlas) -> str:
    """Where most of the region is painted, the first of several alike; else where most of it
    shows.
    """
    shown = atlas.find_shapes(key)

    def worth(view: str) -> tuple[int, float]:
        return (shown[view].mask & painted.get(view, 0)).bit_count(), float(shown[view].share)

    return max(shown, key=worth)
