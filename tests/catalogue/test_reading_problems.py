"""What an author can get wrong, one thing at a time, and the sentence that says so and helps."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.catalogue import tree

Slip = tuple[
    str, str, str, list[str]
]  # which file, what stands in it, what instead, every problem that follows


def slips() -> Iterator[Slip]:
    """The blocks of slips.txt, which explains its own form."""
    path = ""
    text = Path(__file__).with_name("slips.txt").read_text(encoding="utf-8")
    for block in text.split("\n\n")[2:]:
        lines = block.strip("\n").split("\n")
        if lines[0].startswith("@ "):
            path = lines.pop(0)[2:]
        if lines:
            old, new = list_marked(lines, "-"), list_marked(lines, "+")
            sentences = list_marked(lines, "=")
            if new:
                yield path, "\n".join(old), "\n".join(new), sentences
            else:
                yield path, "\n".join([*old, ""]), "", sentences


def list_marked(lines: list[str], mark: str) -> list[str]:
    return [line[2:] for line in lines if line[0] == mark]


def test_the_small_tree_is_in_order():
    assert tree.problems_of(tree.FILES) == []


@pytest.mark.parametrize(("path", "old", "new", "said"), list(slips()))
def test_a_slip_is_named_with_its_line(path, old, new, said):
    assert tree.problems_of(tree.with_change(path, old, new)) == [
        f"content/{each}" for each in said
    ]


def test_every_problem_of_every_file_is_found_at_once():
    bodies = dict(tree.FILES)
    slips = (
        ("flashcards/patterns.yaml", "retention: 0.90", "retention: 9"),
        ("modules/ischemia.md", "kind: factor", "kind: x"),
        ("quizzes/ischemia.md", "keep: best", "keep: x"),
    )
    for path, old, new in slips:
        bodies[path] = tree.with_change(path, old, new)[path]
    assert [said.split(":")[0] for said in tree.problems_of(bodies)] == [
        f"content/{path}" for path, _, _ in slips
    ]
