"""The house beside its anchors: how long, how dense and how well named the code is.

    make house                        the table
    make house A="--room quizzes"     of one room
    make house A=--names              functions whose name is one word or begins with a participle
    make house A=--generic            variables and arguments with a generic name
    make house A=--words              public names that stand in more than one file
    make house A=--long               lines of more than 100 columns
    make house A=--nested             comprehensions that hold another

Measured are the Python files of school/ that have more than one line, without migrations and
vendored ones. A figure "per 1,000 lines" or "of the lines" counts lines that are not blank; `p90`
is the value that nine of ten do not exceed.

files, lines          all lines, blank ones too
function              lines from `def` to the end, with the docstring
docstrings            share of functions, methods among them, that have one
annotated             share of functions of which the result and every argument but self have a type
comments              with those for tools, such as `noqa`
arguments             with self, *args and **kwargs
templates             lines of the files in templates/ that end in .html
characters per line   of code, with its indent; without docstrings and lines that are only a comment
comprehensions        of lists, sets and dicts, and generator expressions
nested                those that hold another or have more than one `for`
conditional           expressions `a if b else c`
function's name       letters, with underscores
generic               share of the names assigned with = or :=
public names          share of functions and classes at the top of a file that another file has too

The anchors' figures and the list of generic words come from a review of this house, which measured
each project's own sources in 2026 as described above; they are not measured again here.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from statistics import mean

from tools import measures
from tools.measures import Finding, Source

ROOT = Path(__file__).resolve().parent.parent
NOT_MEASURED = {"migrations", "vendor"}
LONG_FUNCTION = 50  # lines
ANCHORS = ("warehouse", "healthchecks", "h", "indico", "py-fsrs")


@dataclass(frozen=True)
class House:
    """The sources that are measured, and how many lines each template has."""

    sources: tuple[Source, ...]
    template_lengths: tuple[int, ...]

    @cached_property
    def functions(self) -> list[measures.Function]:
        return [function for s in self.sources for function in measures.list_functions(s)]

    @cached_property
    def filled_lines(self) -> int:
        return sum(measures.count_filled_lines(source) for source in self.sources)

    def collect(self, find: Callable[[Source], Iterable[Finding]]) -> list[Finding]:
        """What `find` finds in all sources, in the order of their places."""
        return sorted(finding for source in self.sources for finding in find(source))

    def per_thousand(self, count: int) -> float:
        """So many in 1,000 lines that are not blank."""
        return 1000 * count / (self.filled_lines or 1)


def read_house(root: Path, folder: str = "school", room: str = "") -> House:
    """The code of a folder below this root; of the school with its templates, or of one room."""
    lengths = []
    if folder == "school":
        for path in sorted((root / "templates" / room).rglob("*.html")):
            lengths.append(len(path.read_text("utf-8").splitlines()))
    return House(read_sources(root, f"{folder}/{room}"), tuple(lengths))


def read_sources(root: Path, folder: str) -> tuple[Source, ...]:
    """The Python files of a folder below the root that have more than one line."""
    sources = []
    for path in sorted((root / folder).rglob("*.py")):
        if NOT_MEASURED.isdisjoint(path.relative_to(root).parts):
            source = Source(path.relative_to(root).as_posix(), path.read_text("utf-8"))
            if len(source.lines) > 1:
                sources.append(source)
    return tuple(sources)


# ---- Figures ----


def find_quantile(numbers: Iterable[int], share: float) -> int:
    """The number at this share of them in order; 0 where there is none."""
    ordered = sorted(numbers)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else 0


def write_spread(numbers: Iterable[int]) -> str:
    """Median, p90 and the largest."""
    ordered = sorted(numbers)
    return "/".join(str(find_quantile(ordered, share)) for share in (0.5, 0.9, 1))


def list_file_lengths(house: House) -> list[int]:
    return [len(source.lines) for source in house.sources]


def list_function_lengths(house: House) -> list[int]:
    return [measures.measure_function(function) for function in house.functions]


def count_in(house: House, count: Callable[[Source], int]) -> int:
    return sum(count(source) for source in house.sources)


def percent(count: float, of: float) -> float:
    return 100 * count / of if of else 0


def write_size(house: House) -> str:
    return f"{len(house.sources)} / {sum(list_file_lengths(house)):,}"


def write_functions(house: House) -> str:
    lengths = list_function_lengths(house)
    long = percent(sum(length > LONG_FUNCTION for length in lengths), len(lengths))
    return f"{write_spread(lengths)} ({long:.1f} %)"


def write_described(house: House) -> str:
    documented = sum(measures.find_docstring(function) is not None for function in house.functions)
    annotated = sum(measures.is_annotated(function) for function in house.functions)
    total = len(house.functions)
    return f"{percent(documented, total):.0f} / {percent(annotated, total):.0f}"


def write_comments(house: House) -> str:
    return f"{percent(count_in(house, measures.count_comments), house.filled_lines):.1f}"


def write_arguments(house: House) -> str:
    counts = [len(measures.list_arguments(function)) for function in house.functions]
    return f"{find_quantile(counts, 0.9)}/{find_quantile(counts, 1)}"


def write_templates(house: House) -> str:
    return f"{len(house.template_lengths)}, {write_spread(house.template_lengths)}"


def write_density(house: House) -> str:
    lengths = [len(line) for s in house.sources for line in measures.list_code_lines(s)]
    return f"{mean(lengths or [0]):.1f}"


def write_long_lines(house: House) -> str:
    long = len(house.collect(measures.find_long_lines))
    return f"{percent(long, house.filled_lines):.1f} %"


def count_comprehensions(house: House) -> int:
    return count_in(house, lambda source: len(measures.list_comprehensions(source)))


def write_comprehensions(house: House) -> str:
    nested = 0
    for source in house.sources:
        nested += sum(map(measures.is_nested, measures.list_comprehensions(source)))
    all_of_them = house.per_thousand(count_comprehensions(house))
    return f"{all_of_them:.1f} ({house.per_thousand(nested):.1f})"


def write_conditionals(house: House) -> str:
    return f"{house.per_thousand(count_in(house, measures.count_conditionals)):.1f}"


def write_name_length(house: House) -> str:
    return f"{mean([len(function.name) for function in house.functions] or [0]):.1f}"


def write_generic_share(house: House) -> str:
    names = [name for source in house.sources for name in measures.list_assigned_names(source)]
    generic = sum(name in measures.GENERIC_WORDS for name in names)
    return f"{percent(generic, len(names)):.1f} %"


def write_shared_share(house: House) -> str:
    files = measures.map_public_names(house.sources)
    shared = sum(len(paths) > 1 for paths in files.values())
    return f"{percent(shared, len(files)):.1f} %"


@dataclass(frozen=True)
class Row:
    """A line of the table."""

    label: str
    write: Callable[[House], str]
    anchors: tuple[str, ...]  # as the review gives them, in the order of ANCHORS


ROWS = (
    Row("files / lines", write_size,
        ("273 / 58,405", "175 / 16,773", "323 / 32,861", "852 / 132,032", "7 / 1,872")),
    Row("file median/p90/max", lambda house: write_spread(list_file_lengths(house)),
        ("94/571/2543", "44/161/1584", "63/210/942", "95/368/1323", "117/856/856")),
    Row("function median/p90/max (over 50)", write_functions,
        ("8/36/764 (5.7 %)", "8/32/181 (3.3 %)", "8/31/328 (2.8 %)", "5/19/187 (1.3 %)",
         "18/50/282 (8 %)")),
    Row("docstrings / annotated, %", write_described,
        ("36 / 23", "10 / 99", "43 / 12", "16 / 1", "48 / 100")),
    Row("comments per 100 lines", write_comments, ("6.3", "5.6", "8.4", "8.6", "5.3")),
    Row("arguments p90/max", write_arguments, ("4/11", "2/8", "3/10", "2/16", "4/7")),
    Row("templates: n, median/p90/max", write_templates,
        ("158, 72/434/1524", "151, 36/155/646", "81, 24/76/474", "501, 35/143/590", "–")),
    Row("characters per code line", write_density, ("31.6", "33.7", "34.5", "40.5", "–")),
    Row("lines over 100 columns", write_long_lines, ("0.1 %", "0.1 %", "0.4 %", "5.3 %", "–")),
    Row("comprehensions / 1,000 lines (nested)", write_comprehensions,
        ("5 (0.2)", "2 (0)", "6 (0.2)", "16 (0.5)", "–")),
    Row("conditional expressions / 1,000", write_conditionals, ("2", "3", "1", "10", "–")),
    Row("mean length of a function's name", write_name_length,
        ("15.9", "10.5", "12.9", "13.9", "–")),
    Row("assignments to a generic word", write_generic_share,
        ("0.1 %", "0.0 %", "0.1 %", "0.1 %", "–")),
    Row("public names in more than one file", write_shared_share,
        ("3.1 %", "3.1 %", "4.7 %", "1.4 %", "–")),
)  # fmt: skip


# ---- What is printed ----


def write_table(house: House, name: str) -> Iterator[str]:
    """The lines of the table, the house in its first column."""
    rows: list[tuple[str, ...]] = [("", name, *ANCHORS)]
    for row in ROWS:
        rows.append((row.label, row.write(house), *row.anchors))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for cells in rows:
        padded = [cell.ljust(width) for cell, width in zip(cells, widths, strict=True)]
        yield "  ".join(padded).rstrip()


def write_findings(findings: Sequence[Finding]) -> Iterator[str]:
    """A line for each, and how many they are."""
    for finding in findings:
        yield f"{finding.path}:{finding.line}: {finding.text}"
    yield f"{len(findings)} in all"


def write_shared_names(house: House) -> Iterator[str]:
    """Public names that more than one file defines, with the files."""
    for name, paths in measures.map_public_names(house.sources).items():
        if len(paths) > 1:
            yield f"{name}: {', '.join(paths)}"


LISTS = {
    "names": measures.find_short_names,
    "generic": measures.find_generic_names,
    "long": measures.find_long_lines,
    "nested": measures.find_nested_comprehensions,
}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--folder", default="school", help="measure tests, bench or tools")
    parser.add_argument("--room", default="", help="measure one room of the school")
    parser.add_argument("--root", type=Path, default=ROOT, help="measure another checkout")
    for name in (*LISTS, "words"):
        parser.add_argument(f"--{name}", action="append_const", const=name, dest="lists")
    options = parser.parse_args()
    house = read_house(options.root, options.folder, options.room)
    if not house.sources:
        parser.error(f"there is no code in {options.folder}/{options.room}")
    for name in options.lists or ():
        print_list(house, name)
    if not options.lists:
        print(*write_table(house, options.room or options.folder), sep="\n")


def print_list(house: House, name: str) -> None:
    if name == "words":
        print(*write_shared_names(house), sep="\n")
    else:
        print(*write_findings(house.collect(LISTS[name])), sep="\n")


if __name__ == "__main__":
    main()
