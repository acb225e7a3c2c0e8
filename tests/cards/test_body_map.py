"""A deck names only regions that the figure draws."""

from __future__ import annotations

from school.documents.rules.reading.tree import read_content
from tests.catalogue import tree


def list_problems(body_map: frozenset[str]) -> list[str]:
    return [str(problem) for problem in read_content(tree.FILES, body_map=body_map).problems]


def test_a_region_that_is_not_on_the_body_map_is_a_problem_with_its_line():
    (problem,) = list_problems(frozenset({"head.temples", "hand.palm"}))
    path, line, what = problem.split(":", 2)
    assert path == "content/flashcards/patterns.yaml"
    assert (
        "head.temple" in tree.FILES["flashcards/patterns.yaml"].decode().splitlines()[int(line) - 1]
    )
    assert "the region “head.temple” is not on the body map" in what
    assert "did you mean head.temples?" in what


def test_a_region_like_no_other_says_where_regions_are_drawn():
    assert "body/regions.yaml" in list_problems(frozenset({"z"}))[0]


def test_regions_on_the_map_are_no_problem():
    assert list_problems(frozenset({"head.temple"})) == []


def test_files_of_the_body_map_are_left_to_its_generator():
    assert (
        tree.problems_of(
            {**tree.FILES, "body/regions.yaml": b"not: [read", "body/points.yaml": b""}
        )
        == []
    )
