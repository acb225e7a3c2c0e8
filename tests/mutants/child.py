"""What happens in a child process: the named tests run in a copy of the tree."""

from __future__ import annotations

import os
import sys
from pathlib import Path

OURS = frozenset({"school", "tests", "bench", "tools"})  # packages that every copy has of its own
# PostgreSQL takes long to start, and a race (“forty at once”) may fail on a busy machine whatever
# the lines say.
LEFT_OUT = "not postgres and not at_once"
WRONG_TREE = 70  # the exit code where the copy's own code would not have been used


class Quick:
    """Hypothesis always draws the same examples, and the first one that fails is enough."""

    def pytest_sessionstart(self) -> None:
        from hypothesis import Phase, settings

        ours = settings.get_current_profile_name()  # as tests/conftest.py has set it
        settings.register_profile(
            "mutants",
            settings.get_profile(ours),
            derandomize=True,
            max_examples=30,
            phases=(Phase.explicit, Phase.generate),
            report_multiple_bugs=False,
        )
        settings.load_profile("mutants")


def run_tests(tree: str, tests: tuple[str, ...], log: str, scratch: str) -> None:
    """Run tests in a tree and leave with pytest's exit code; `log` takes what they print."""
    os.setsid()  # so that whoever starts this can end it together with what the tests start
    _write_to(log)
    _enter(tree)

    import pytest  # from the process that forked this one, which has it loaded

    options = ["-x", "-q", "--tb=line", "-k", LEFT_OUT, "--basetemp", scratch]
    options += ["-p", "no:cacheprovider", "-p", "no:xdist"]
    # The libraries were loaded before pytest could rewrite their asserts; they have none of ours.
    options += ["-W", "ignore::pytest.PytestAssertRewriteWarning"]
    code = int(pytest.main([*options, *tests], plugins=[Quick()]))
    sys.stdout.flush()
    # At once: no thread that a wrong line has left behind may hold it up.
    os._exit(code if _stayed_in(tree) else WRONG_TREE)


def _write_to(log: str) -> None:
    file = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(file, 1)
    os.dup2(file, 2)


def _enter(tree: str) -> None:
    """Make the copy the place from which our own packages are imported."""
    for name in list(sys.modules):
        if name.partition(".")[0] in OURS:
            del sys.modules[name]
    away = {"", os.getcwd(), os.environ.get("PYTHONPATH", "")}
    sys.path[:] = [tree, *(path for path in sys.path if path not in away)]
    os.chdir(tree)


def _stayed_in(tree: str) -> bool:
    files = [getattr(sys.modules.get(name), "__file__", None) for name in OURS]
    return all(Path(file).is_relative_to(tree) for file in files if file)
