"""The order in which several workers run the tests: slow files first, so that all end together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar

# What these files took, in seconds, with three workers on two cores. Rough figures are enough: an
# idle worker takes tests from the end of another's row, where the quick ones are. A file that is
# not named here is quick.
SECONDS = {
    "tests/browser/test_offline.py": 150,
    "tests/browser/test_journey.py": 85,
    "tests/test_hostile_requests.py": 70,
    "tests/browser/test_painting.py": 60,
    "tests/browser/test_card_kinds.py": 53,
    "tests/test_crash.py": 45,
    "tests/browser/test_offline_reveal.py": 40,
    "tests/test_errands.py": 40,
    "tests/browser/test_pain_finder.py": 32,
    "tests/test_one_writer.py": 30,
    "tests/serving/test_server.py": 27,
    "tests/browser/test_offline_cells.py": 26,
    "tests/test_operating.py": 23,
    "tests/test_wheel.py": 23,
    "tests/web/test_csrf.py": 23,
    "tests/quizzes/test_service.py": 21,
    "tests/test_policy.py": 19,
    "tests/browser/test_memory.py": 15,
    "tests/markup/test_hostile.py": 14,
    "tests/witness/test_witness.py": 14,
    "tests/test_preview.py": 13,
    "tests/mutants/test_runner.py": 12,
}


class Test(Protocol):
    @property
    def nodeid(self) -> str: ...


T = TypeVar("T", bound=Test)


def put_slow_first(tests: Sequence[T], workers: int) -> list[T]:
    """The tests in one row, which `--dist worksteal` cuts into equal pieces, one a worker.

    Each piece opens with its share of the slow files. A file is not divided, since its fixtures
    cost seconds too.
    """
    by_file: dict[str, list[T]] = {}
    for test in tests:
        by_file.setdefault(test.nodeid.split("::")[0], []).append(test)
    pieces: list[list[T]] = [[] for _ in range(workers)]
    busy = [0] * workers
    for file in sorted(SECONDS, key=SECONDS.__getitem__, reverse=True):
        idlest = busy.index(min(busy))
        pieces[idlest] += by_file.pop(file, [])
        busy[idlest] += SECONDS[file]
    quick = [test for file in by_file.values() for test in file]
    left = len(tests)
    for number, piece in enumerate(pieces):
        size = left // (workers - number)  # as the scheduler counts
        room = max(0, size - len(piece))
        piece += quick[:room]
        quick = quick[room:]
        left -= size
    return [test for piece in pieces for test in piece]
