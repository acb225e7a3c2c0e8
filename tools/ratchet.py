"""The ratchet of `make check`: what may only get better, and by how much it has.

    python -m tools.ratchet           fails where a number rose above the one in ratchet.toml
    python -m tools.ratchet --lower   writes down the numbers that fell

A number that has reached its goal may move below it. tools/house.py lists what stands behind each.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tools import house, measures
from tools.house import ROOT, House

STORED = Path(__file__).with_suffix(".toml")
HEADER = """\
# What tools/ratchet.py holds: no number may rise. `python -m tools.ratchet --lower` writes down
# what fell; nobody writes a larger one.
"""

Numbers = Mapping[str, Mapping[str, float]]  # folder → measure → number


@dataclass(frozen=True)
class Measure:
    """A number that is to fall to its goal."""

    name: str
    meaning: str
    count: Callable[[House], float]
    goal: float = 0
    option: str = ""  # of tools/house.py: it lists what is counted


LONG = Measure(
    "long_lines",
    "lines of more than 100 columns",
    lambda code: len(code.collect(measures.find_long_lines)),
    option="--long",
)
NESTED = Measure(
    "nested_comprehensions",
    "comprehensions that hold another",
    lambda code: len(code.collect(measures.find_nested_comprehensions)),
    option="--nested",
)
OF_THE_SCHOOL = (
    LONG,
    NESTED,
    Measure(
        "generic_names",
        "variables and arguments with a generic name",
        lambda code: len(code.collect(measures.find_generic_names)),
        option="--generic",
    ),
    Measure(
        "comprehensions",
        "comprehensions in 1,000 lines",
        lambda code: round(code.per_thousand(house.count_comprehensions(code)), 1),
        goal=18,
    ),
    Measure(
        "function_p90",
        "lines that nine of ten functions do not exceed",
        lambda code: house.find_quantile(house.list_function_lengths(code), 0.9),
        goal=15,
    ),
    Measure(
        "file_p90",
        "lines that nine of ten files do not exceed",
        lambda code: house.find_quantile(house.list_file_lengths(code), 0.9),
        goal=173,
    ),
    Measure(
        "template_p90",
        "lines that nine of ten templates do not exceed",
        lambda code: house.find_quantile(code.template_lengths, 0.9),
        goal=45,
    ),
)
HELD = {
    "school": OF_THE_SCHOOL,
    "bench": (LONG, NESTED),
    "tests": (LONG, NESTED),
    "tools": (LONG, NESTED),
}


def measure_all(root: Path) -> dict[str, dict[str, float]]:
    """Every number that is held, as it is now."""
    numbers = {}
    for folder, held in HELD.items():
        code = house.read_house(root, folder)
        numbers[folder] = {measure.name: measure.count(code) for measure in held}
    return numbers


def find_rises(stored: Numbers, now: Numbers) -> Iterator[str]:
    """A sentence for each number that is larger than it may be."""
    for folder, measure, before, after in _compare(stored, now):
        if after > max(before, measure.goal):
            yield (
                f"{folder}: {after:g} {measure.meaning}; "
                f"{max(before, measure.goal):g} may be.{_say_how_to_see(folder, measure)}"
            )


def _say_how_to_see(folder: str, measure: Measure) -> str:
    if not measure.option:
        return ""
    return f" See them: python -m tools.house --folder {folder} {measure.option}"


def find_falls(stored: Numbers, now: Numbers) -> Iterator[str]:
    """A sentence for each number that fell and could be written down."""
    for folder, measure, before, after in _compare(stored, now):
        if max(after, measure.goal) < before:
            yield f"{folder}: {measure.meaning} fell from {before:g} to {after:g}."


def _compare(stored: Numbers, now: Numbers) -> Iterator[tuple[str, Measure, float, float]]:
    for folder, held in HELD.items():
        for measure in held:
            yield folder, measure, stored[folder][measure.name], now[folder][measure.name]


def lower_numbers(stored: Numbers, now: Numbers) -> dict[str, dict[str, float]]:
    """The stored numbers, with those that fell as they are now; none above its goal gets larger."""
    lowered: dict[str, dict[str, float]] = {folder: {} for folder in HELD}
    for folder, measure, before, after in _compare(stored, now):
        lowered[folder][measure.name] = max(min(before, after), min(before, measure.goal))
    return lowered


def write_numbers(numbers: Numbers) -> str:
    """The text of ratchet.toml."""
    text = HEADER
    for folder, of_folder in numbers.items():
        text += f"\n[{folder}]\n"
        for name, number in of_folder.items():
            text += f"{name} = {number:g}\n"
    return text


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--lower", action="store_true", help="write down what fell")
    options = parser.parse_args()
    stored, now = tomllib.loads(STORED.read_text("utf-8")), measure_all(ROOT)
    if options.lower:
        STORED.write_text(write_numbers(lower_numbers(stored, now)), "utf-8")
        return
    if falls := list(find_falls(stored, now)):
        print(*falls, "Write it down: python -m tools.ratchet --lower", sep="\n")
    if rises := list(find_rises(stored, now)):
        sys.exit("\n".join(rises))


if __name__ == "__main__":
    main()
