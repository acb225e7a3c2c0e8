"""What it costs to mark a drawing: CPU milliseconds, and the ratio to a plain piece of work in the same run.

A full hand of 30 strokes of 60 points each over three views is read, painted and marked against a pattern, as one
answer to a card is. The plain piece of work is JSON of the size of such an answer, written and read ten times.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from school.body.atlas import atlas
from school.body.rules.atlas import Atlas, Painted
from school.body.rules.marking import mark_zone
from school.body.rules.strokes import Drawing, paint_drawing, read_drawing
from school.body.rules.zones import Zone

STROKES, POINTS, RUNS = 30, 60, 40
VIEWS = ("front", "back", "right")
MOST_MILLISECONDS = 10.0
# Upper trapezius: a pattern on neck and head that several views show.
ZONE = Zone(
    frozenset({"neck.posterior", "neck.lateral", "head.temple"}),
    frozenset({"head.jaw_angle", "head.occiput"}),
)


def drawing(random: Random) -> str:
    """Lines that wander over the whole figure, a broad brush every third time."""
    strokes = []
    for number in range(STROKES):
        x, y = random.random(), random.random()
        points = []
        for _ in range(POINTS):
            x, y = (min(1.0, max(0.0, place + random.gauss(0, 0.015))) for place in (x, y))
            points.append([round(x, 4), round(y, 4)])
        radius = 0.04 if number % 3 == 0 else 0.021
        strokes.append(
            {"view": VIEWS[number % len(VIEWS)], "radius": radius, "erase": False, "points": points}
        )
    return json.dumps({"side": "right", "strokes": strokes})


def milliseconds(work: Callable[[], object]) -> list[float]:
    """CPU of each of a number of runs, the least first."""
    taken = []
    for _ in range(RUNS):
        begun = time.process_time()
        work()
        taken.append((time.process_time() - begun) * 1000)
    return sorted(taken)


def paint_uncached(drawing: Drawing, found: Atlas) -> Painted:
    """What the first look at a drawing costs: the last few that were painted are kept."""
    paint_drawing.cache_clear()
    return paint_drawing(drawing, found)


def main() -> int:
    found, text = atlas(), drawing(Random(7))
    whole = read_drawing(text)
    paint = paint_drawing(whole, found)
    sent = json.loads(text)
    times = {
        "plain work": milliseconds(lambda: [json.loads(json.dumps(sent)) for _ in range(10)]),
        "reading": milliseconds(lambda: read_drawing(text)),
        "painting": milliseconds(lambda: paint_uncached(whole, found)),
        "marking": milliseconds(lambda: mark_zone(ZONE, paint, found)),
        "in all": milliseconds(
            lambda: mark_zone(ZONE, paint_uncached(read_drawing(text), found), found)
        ),
    }
    unit = times["plain work"][RUNS // 2]
    print(f"{STROKES} strokes of {POINTS} points over {len(VIEWS)} views; median of {RUNS} runs")
    for name, taken in times.items():
        median = taken[RUNS // 2]
        print(f"{name:12} {median:6.2f} ms   least {taken[0]:6.2f} ms   ratio {median / unit:5.2f}")
    least = times["in all"][0]
    print(
        f"{'at most' if least <= MOST_MILLISECONDS else 'MORE THAN'} {MOST_MILLISECONDS:g} ms a drawing"
    )
    return 0 if least <= MOST_MILLISECONDS else 1


if __name__ == "__main__":
    sys.exit(main())
