"""The runner on a tiny tree: what is noticed, what survives, what is stale, what never ends."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.mutants.__main__ import MUTANTS, ROOT
from tests.mutants.mutant import Mutant, find_faults

RULES = "school/rules.py"
TESTS = ("tests/test_rules.py",)
TREE = {
    "pyproject.toml": (
        '[tool.pytest.ini_options]\naddopts = "--import-mode=importlib"\npythonpath = ["."]\n'
    ),
    "school/__init__.py": "",
    RULES: (
        "def passes(earned, needed):\n    return earned >= needed\n\n\n"
        "def count_down(number):\n    while number > 0:\n        number -= 1\n    return number\n"
    ),
    "tests/__init__.py": "",
    TESTS[0]: (
        "from school.rules import count_down, passes\n\n\n"
        "def test_more_than_enough_passes():\n    assert passes(9, 8)\n\n\n"
        "def test_too_little_does_not_pass():\n    assert not passes(7, 8)\n\n\n"
        "def test_counting_down_ends_at_nought():\n    assert count_down(3) == 0\n"
    ),
}
NOTICED = Mutant("turned-round", RULES, "earned >= needed", "earned <= needed", TESTS)
UNNOTICED = Mutant("one-more", RULES, "earned >= needed", "earned > needed", TESTS)
ENDLESS = Mutant("endless", RULES, "number -= 1", "number -= 0", TESTS)
STALE = Mutant("stale", RULES, "earned >= wanted", "earned > wanted", TESTS)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    root = tmp_path / "tree"
    for name, text in TREE.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return root


def run_mutants(
    tree: Path, *mutants: Mutant, workers: int = 2, limit: float = 60.0
) -> tuple[list[str], str]:
    """The faults that the runner finds, and what it says meanwhile; in a process of its own."""
    script = tree.parent / "run_mutants.py"
    script.write_text(
        "import json, sys\n"
        "from pathlib import Path\n"
        "from tests.mutants.mutant import Mutant\n"
        "from tests.mutants.runner import try_mutants\n\n"
        'if __name__ == "__main__":\n'
        f"    mutants, root = {mutants!r}, Path({str(tree)!r})\n"
        f"    faults = try_mutants(mutants, root, print, {workers}, {limit}, ['pytest'])\n"
        "    print(json.dumps(faults))\n"
    )
    done = subprocess.run(
        [sys.executable, str(script)],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    *printed, faults = done.stdout.splitlines()
    return json.loads(faults), "\n".join(printed)


def test_a_wrong_line_that_a_test_notices_is_well(tree):
    faults, printed = run_mutants(tree, NOTICED)
    assert faults == []
    assert "turned-round  tests/test_rules.py::test_more_than_enough_passes" in printed


def test_a_wrong_line_that_nobody_notices_is_a_fault(tree):
    """One after the other in one copy, where the first must not be left in the second's way."""
    faults, _printed = run_mutants(tree, NOTICED, UNNOTICED, workers=1)
    assert [fault.split(":")[0] for fault in faults] == ["one-more"]
    assert "nobody noticed" in faults[0]


def test_a_reason_to_survive_holds_as_long_as_nobody_notices(tree):
    reason = {"survives": "Nobody ever has exactly as much."}
    unnoticed = Mutant("one-more", RULES, UNNOTICED.old, UNNOTICED.new, TESTS, **reason)
    noticed = Mutant("turned-round", RULES, NOTICED.old, NOTICED.new, TESTS, **reason)
    faults, _printed = run_mutants(tree, unnoticed, noticed)
    assert len(faults) == 1
    assert faults[0].startswith("turned-round: is noticed after all")


def test_a_wrong_line_that_never_ends_is_stopped_and_counts_as_noticed(tree):
    faults, printed = run_mutants(tree, ENDLESS, limit=6.0)
    assert faults == []
    assert "timed out" in printed


def test_tests_that_fail_as_the_tree_is_are_a_fault(tree):
    (tree / RULES).write_text(TREE[RULES].replace("number -= 1", "number -= 2"))
    faults, _printed = run_mutants(tree, NOTICED)
    assert "the tests do not pass as the tree is" in faults[0]
    assert "test_counting_down_ends_at_nought" in faults[0]


def test_the_tree_itself_is_only_read(tree):
    """Not even for a moment: somebody may be running its tests meanwhile."""
    before = {name: (tree / name).stat().st_mtime_ns for name in TREE}
    run_mutants(tree, NOTICED, UNNOTICED)
    assert {name: (tree / name).stat().st_mtime_ns for name in TREE} == before
    assert {name: (tree / name).read_text() for name in TREE} == TREE


@pytest.mark.parametrize(
    ("mutant", "fault"),
    [
        (STALE, "stands 0 times"),
        (Mutant("twice", RULES, "return", "yield", TESTS), "stands 2 times"),
        (Mutant("no-file", "school/gone.py", "a", "b", TESTS), "there is no school/gone.py"),
        (Mutant("no-test", RULES, ">=", ">", ("tests/gone.py",)), "there is no test tests/gone.py"),
        (Mutant("no-change", RULES, ">=", ">=", TESTS), "the new text is the old one"),
        (Mutant("no-python", RULES, "earned >=", "earned >>>", TESTS), "is not Python"),
    ],
)
def test_an_entry_that_no_longer_fits_the_tree_is_a_fault(tree, mutant, fault):
    assert len(find_faults((NOTICED, mutant), tree)) == 1
    assert fault in find_faults((NOTICED, mutant), tree)[0]


def test_two_entries_of_one_id_are_a_fault(tree):
    faults = find_faults((NOTICED, NOTICED), tree)
    assert faults == ["turned-round: a second wrong line has this id"]


def test_every_entry_fits_the_tree_as_it_is():
    """Whoever rewrites a line that an entry names moves the entry with it."""
    assert find_faults(MUTANTS, ROOT) == []
