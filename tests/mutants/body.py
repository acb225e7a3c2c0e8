"""Wrong lines about the body: painting, tapping, from where it hurts to a pattern."""

from __future__ import annotations

from tests.mutants.mutant import Mutant

MARKING = "school/body/rules/marking.py"
TAPPING = "school/body/rules/tapping.py"
FINDING = "school/body/rules/finding.py"
STROKES = "school/body/rules/strokes.py"
RASTER = "school/body/rules/raster.py"
MARKING_TESTS = ("tests/body/test_marking.py",)
TAPPING_TESTS = ("tests/body/test_tapping.py",)
FINDING_TESTS = ("tests/body/test_finding.py",)
STROKES_TESTS = ("tests/body/test_strokes.py",)

MUTANTS = (
    # How near a drawing comes
    Mutant(
        "body-credit-from-nothing-on",
        MARKING,
        "(coverage - FROM) / (UPTO - FROM)",
        "coverage / UPTO",
        MARKING_TESTS,
    ),
    Mutant(
        "body-essential-weighs-one",
        MARKING,
        "ESSENTIAL = 2",
        "ESSENTIAL = 1",
        MARKING_TESTS,
    ),
    Mutant(
        "body-bonus-for-a-whole-zone",
        MARKING,
        "min(Fraction(1), hits, essential - hits)",
        "min(Fraction(1), hits)",
        MARKING_TESTS,
    ),
    Mutant(
        "body-bonus-without-a-hit",
        MARKING,
        "min(Fraction(1), hits, essential - hits)",
        "min(Fraction(1), essential - hits)",
        MARKING_TESTS,
    ),
    Mutant(
        "body-extra-costs-nothing",
        MARKING,
        "(ESSENTIAL * essential + extra + off)",
        "(ESSENTIAL * essential + off)",
        MARKING_TESTS,
    ),
    Mutant(
        "body-skin-outside-costs-nothing",
        MARKING,
        "(ESSENTIAL * essential + extra + off)",
        "(ESSENTIAL * essential + extra)",
        MARKING_TESTS,
    ),
    Mutant(
        "body-every-zone-crosses-the-midline",
        MARKING,
        "if zone.crosses_midline:",
        "if not zone.crosses_midline:",
        MARKING_TESTS,
    ),
    Mutant(
        "body-sides-swapped",
        MARKING,
        'for key in wrong if not key.endswith(".L"))',
        'for key in wrong if key.endswith(".L"))',
        MARKING_TESTS,
    ),
    Mutant(
        "body-the-worst-view-counts",
        MARKING,
        "if key not in regions or region > regions[key]:",
        "if key not in regions or region < regions[key]:",
        MARKING_TESTS,
    ),
    Mutant(
        "body-much-outside-is-one-region",
        MARKING,
        "units if units > 1 else credit_coverage(units)",
        "credit_coverage(units)",
        MARKING_TESTS,
    ),
    Mutant(
        "body-half-is-not-hit",
        MARKING,
        "id for key, id in keys.items() if credits[key] >= HALF)",
        "id for key, id in keys.items() if credits[key] > HALF)",
        MARKING_TESTS,
    ),
    Mutant(
        "body-missed-is-what-spilled",
        MARKING,
        "missed=zone.essential - hit",
        "missed=zone.spillover - hit",
        MARKING_TESTS,
    ),
    Mutant(
        "body-dice-without-what-is-wrong",
        MARKING,
        "2 * right / (zone + right + wrong) if zone",
        "2 * right / (zone + right) if zone",
        MARKING_TESTS,
    ),
    Mutant(
        "body-no-tolerance-at-the-edge",
        MARKING,
        "HAND * view.rows, view.columns)",
        "0, view.columns)",
        MARKING_TESTS,
    ),
    # Taps
    Mutant(
        "tap-a-close-up-is-as-coarse",
        TAPPING,
        "return min(NEAR, NEAR_CLOSE_UP * view.millimeters)",
        "return NEAR",
        TAPPING_TESTS,
    ),
    Mutant(
        "tap-half-right-everywhere",
        TAPPING,
        "if nearest <= 2 * find_tolerance(view):",
        "if True:",
        TAPPING_TESTS,
    ),
    Mutant(
        "tap-the-farthest-point",
        TAPPING,
        "nearest = min(view",
        "nearest = max(view",
        TAPPING_TESTS,
    ),
    Mutant(
        "tap-a-region-beside-the-point-is-right",
        TAPPING,
        "best = HALF",
        "return Fraction(1)",
        TAPPING_TESTS,
    ),
    # Where it hurts
    Mutant(
        "finding-what-hurts-is-denied",
        FINDING,
        "{id: WHOLE for id in not_here if id not in aching}",
        "{id: WHOLE for id in not_here}",
        FINDING_TESTS,
    ),
    Mutant(
        "finding-the-worst-first",
        FINDING,
        "key=lambda suggestion: suggestion.score, reverse=True)",
        "key=lambda suggestion: suggestion.score)",
        FINDING_TESTS,
    ),
    Mutant(
        "finding-silence-costs-as-much-as-a-denial",
        FINDING,
        "SILENT = Fraction(1, 4)",
        "SILENT = Fraction(1)",
        FINDING_TESTS,
    ),
    Mutant(
        "finding-less-often-is-as-good",
        FINDING,
        "LESS_OFTEN = Fraction(1, 2)",
        "LESS_OFTEN = Fraction(1)",
        FINDING_TESTS,
    ),
    Mutant(
        "finding-a-denial-is-silence",
        FINDING,
        "missing = denied + SILENT * (len(zone.essential) - main - denied)",
        "missing = SILENT * (len(zone.essential) - main)",
        FINDING_TESTS,
    ),
    Mutant(
        "finding-the-last-side-counts",
        FINDING,
        "pain[id] = max(degree, pain.get(id, NOTHING))",
        "pain[id] = degree",
        FINDING_TESTS,
    ),
    # What a hand draws
    Mutant(
        "strokes-an-eraser-paints",
        STROKES,
        "mask = mask & ~covered if erases else mask | covered",
        "mask = mask | covered",
        STROKES_TESTS,
    ),
    Mutant(
        "strokes-beside-the-skin",
        STROKES,
        "return board.cut_margin(mask) & view.skin",
        "return board.cut_margin(mask)",
        STROKES_TESTS,
    ),
    Mutant(
        "strokes-true-is-a-number",
        STROKES,
        "if isinstance(sent, bool) or not isinstance(sent, (int, float))",
        "if not isinstance(sent, (int, float))",
        STROKES_TESTS,
    ),
    Mutant(
        "strokes-one-too-many",
        STROKES,
        "len(lines) > MOST_STROKES:",
        "len(lines) > MOST_STROKES + 1:",
        STROKES_TESTS,
    ),
    Mutant(
        "strokes-of-any-length",
        STROKES,
        "if sum(_measure_length(stroke.points) for stroke in strokes) > MOST_LENGTH:",
        "if not strokes and lines:",
        STROKES_TESTS,
    ),
    Mutant(
        "strokes-points-of-one-stroke-only",
        STROKES,
        "if sum(len(stroke.points) for stroke in strokes) > MOST_POINTS:",
        "if max((len(stroke.points) for stroke in strokes), default=0) > MOST_POINTS:",
        STROKES_TESTS,
    ),
    Mutant(
        "raster-a-square-brush",
        RASTER,
        "math.isqrt(math.floor(radius * radius - row * row))",
        "math.floor(radius)",
        STROKES_TESTS,
    ),
)
