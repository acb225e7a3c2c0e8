"""What it costs to mark a drawing: CPU milliseconds, and the ratio to a plain piece of work.

A drawing of 30 strokes of 60 points each over three views is read, painted and marked against a
pattern, like an answer to a card. The plain piece of work, in the same run, is to write and read
JSON of the size of such an answer ten times.
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


def make_drawing(random: Random) -> str:
    """Return lines that wander over the whole figure, every third one with a broad brush."""
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


def measure_milliseconds(work: Callable[[], object]) -> list[float]:
    """Return the CPU time of each of a number of runs, the least first."""
    times = []
    for _ in range(RUNS):
        start = time.process_time()
        work()
        times.append((time.process_time() - start) * 1000)
    return sorted(times)


def paint_uncached(drawing: Drawing, body: Atlas) -> Painted:
    """Paint a drawing as if for the first time: the last few that were painted are cached."""
    paint_drawing.cache_clear()
    return paint_drawing(drawing, body)


def measure_work() -> dict[str, list[float]]:
    """Return the times of each piece of work, by its name."""
    body, text = atlas(), make_drawing(Random(7))
    drawing = read_drawing(text)
    paint = paint_drawing(drawing, body)
    answer = json.loads(text)
    work: dict[str, Callable[[], object]] = {
        "plain work": lambda: [json.loads(json.dumps(answer)) for _ in range(10)],
        "reading": lambda: read_drawing(text),
        "painting": lambda: paint_uncached(drawing, body),
        "marking": lambda: mark_zone(ZONE, paint, body),
        "in all": lambda: mark_zone(ZONE, paint_uncached(read_drawing(text), body), body),
    }
    return {name: measure_milliseconds(run) for name, run in work.items()}


def main() -> int:
    times = measure_work()
    unit = times["plain work"][RUNS // 2]
    print(f"{STROKES} strokes of {POINTS} points over {len(VIEWS)} views; median of {RUNS} runs")
    for name, ordered in times.items():
        median = ordered[RUNS // 2]
        least = f"least {ordered[0]:6.2f} ms"
        print(f"{name:12} {median:6.2f} ms   {least}   ratio {median / unit:5.2f}")
    is_quick = times["in all"][0] <= MOST_MILLISECONDS
    print(f"{'at most' if is_quick else 'MORE THAN'} {MOST_MILLISECONDS:g} ms a drawing")
    return 0 if is_quick else 1


if __name__ == "__main__":
    sys.exit(main())
