"""The order in which several workers run the tests."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tests.order import SECONDS, put_slow_first

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Named:
    nodeid: str


QUICK = [Named(f"tests/test_quick.py::test_{number}") for number in range(4 * len(SECONDS))]
SLOW = [Named(f"{file}::test_{number}") for file in SECONDS for number in range(2)]


def test_every_test_is_run_once_by_however_many_workers():
    for workers in (2, 3, 5, 40):
        row = put_slow_first(QUICK + SLOW, workers)
        assert len(row) == len(QUICK + SLOW)
        assert set(row) == set(QUICK + SLOW)


def test_a_few_slow_tests_alone_are_all_run():
    assert set(put_slow_first(SLOW[:3], 8)) == set(SLOW[:3])


def test_quick_tests_are_all_run_beside_one_long_file():
    long = [Named(f"tests/test_crash.py::test_{number}") for number in range(30)]
    row = put_slow_first(QUICK[:10] + long, 3)
    assert len(row) == 40
    assert set(row) == {*QUICK[:10], *long}


def test_every_worker_begins_with_slow_tests_and_ends_with_quick_ones():
    row = put_slow_first(QUICK + SLOW, 3)
    third = len(row) // 3
    for begin in (0, third, len(row) - third):
        assert row[begin] in SLOW
        assert row[begin - 1] in QUICK


def test_every_slow_file_is_there():
    missing = [file for file in SECONDS if not (ROOT / file).is_file()]
    assert not missing
