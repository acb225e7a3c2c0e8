"""Writes each wrong line into a copy of the tree, runs its tests, says what nobody noticed.

The working tree is only read. Each worker has one copy in a temporary folder; a wrong line is
written there, the tests run in a child process, and the right text is put back. Children are
forked from a process that has loaded pytest and the libraries, but none of the school's own
modules: loading them is most of what a run of pytest costs before its first test.
"""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import tempfile
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib.util import cache_from_source
from multiprocessing import connection
from multiprocessing.context import ForkServerContext
from multiprocessing.process import BaseProcess
from pathlib import Path
from time import monotonic

from tests.mutants.child import run_tests
from tests.mutants.mutant import Mutant, find_faults

WORKERS = 2
LIMIT = 90.0  # seconds for the tests of one wrong line; it may have made a loop without an end
LIMIT_UNCHANGED = 600.0  # seconds for all tests together, before anything is wrong
COPIED = ("school", "tests", "templates", "content", "docs", "bench", "tools", "pyproject.toml")
LEFT_OUT = shutil.ignore_patterns("__pycache__", "*.pyc", ".*", "node_modules")
LOADED = (
    "pytest",
    "_pytest.assertion.rewrite",
    "alembic",
    "argon2",
    "flask",
    "flask.testing",
    "flask_login",
    "flask_wtf",
    "fsrs",
    "hypothesis.strategies",
    "markdown",
    "markdown_it",
    "nh3",
    "segno",
    "sqlalchemy.dialects.sqlite",
    "sqlalchemy.orm",
    "wtforms",
    "yaml",
)
NOTICED, SURVIVED, TIMED_OUT, BROKEN = "noticed", "survived", "timed out", "broken"
PASSED, FAILED = 0, 1  # exit codes of pytest
SHOWN_LINES = 10  # of what failing tests have printed


@dataclass(frozen=True)
class Verdict:
    """What came of one wrong line."""

    mutant: Mutant
    what: str
    by: str  # the test that noticed, or the last line that was printed
    seconds: float

    @property
    def fault(self) -> str:
        """Why this is not as it should be; empty where it is."""
        if self.what == BROKEN:
            return f"its tests could not run: {self.by}"
        if self.what == SURVIVED and not self.mutant.survives:
            changed = f"{self.mutant.old!r} → {self.mutant.new!r}"
            return f"nobody noticed {changed} in {self.mutant.file}"
        if self.what in (NOTICED, TIMED_OUT) and self.mutant.survives:
            return f"is noticed after all ({self.by}): take out why it survives"
        return ""


@dataclass
class Job:
    """Some tests to run, with a wrong line or without."""

    tests: tuple[str, ...]
    limit: float
    mutant: Mutant | None = None


@dataclass
class Run:
    """A job that is being done in a copy."""

    job: Job
    copy: Path
    process: BaseProcess
    started: float
    before: bytes | None  # the right text, where a wrong line stands now

    @property
    def seconds(self) -> float:
        return monotonic() - self.started

    @property
    def is_over(self) -> bool:
        """Whether its tests have ended, or have taken too long."""
        return not self.process.is_alive() or self.seconds > self.job.limit


@dataclass(frozen=True)
class Ended:
    """A job that was done."""

    job: Job
    exit_code: int | None  # None: it was stopped at its limit
    printed: str
    seconds: float


def try_mutants(
    mutants: tuple[Mutant, ...],
    root: Path,
    say: Callable[[str], None],
    workers: int = WORKERS,
    limit: float = LIMIT,
    loaded: Sequence[str] = LOADED,
) -> list[str]:
    """Try every wrong line; return what is not as it should be. Empty: all is well."""
    stale = find_faults(mutants, root)
    if stale:
        return stale
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(loaded))
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        copies = [_copy_tree(root, Path(folder) / f"copy-{number}") for number in range(workers)]
        faults = _check_unchanged(mutants, copies, context, say)
        if faults:
            return faults
        jobs = [Job(mutant.tests, limit, mutant) for mutant in mutants]
        verdicts = []
        for ended in _do_jobs(jobs, copies, context):
            verdict = _judge_mutant(ended)
            verdicts.append(verdict)
            say(f"{verdict.what:9} {verdict.seconds:5.1f} s  {verdict.mutant.id}  {verdict.by}")
    return [f"{verdict.mutant.id}: {verdict.fault}" for verdict in verdicts if verdict.fault]


def _check_unchanged(
    mutants: Iterable[Mutant],
    copies: list[Path],
    context: ForkServerContext,
    say: Callable[[str], None],
) -> list[str]:
    """The tests must pass before anything is wrong, or their failing afterwards says nothing."""
    tests = list(dict.fromkeys(test for mutant in mutants for test in mutant.tests))
    shares = [tuple(tests[number :: len(copies)]) for number in range(len(copies))]
    jobs = [Job(share, LIMIT_UNCHANGED) for share in shares if share]
    faults = []
    for ended in _do_jobs(jobs, copies, context):
        say(f"unchanged {ended.seconds:5.1f} s  {len(ended.job.tests)} files or tests")
        if ended.exit_code != PASSED:
            failed = "\n".join(ended.printed.splitlines()[-SHOWN_LINES:])
            faults.append(f"the tests do not pass as the tree is:\n{failed}")
    return faults


def _do_jobs(
    jobs: Iterable[Job], copies: list[Path], context: ForkServerContext
) -> Iterator[Ended]:
    """Do the jobs, one at a time in each copy; yield each as it ends."""
    waiting, free = deque(jobs), list(copies)
    runs: list[Run] = []
    try:
        while waiting or runs:
            while waiting and free:
                runs.append(_start_job(waiting.popleft(), free.pop(), context))
            connection.wait([run.process.sentinel for run in runs], timeout=0.5)
            for run in [run for run in runs if run.is_over]:
                runs.remove(run)
                yield _end_run(run)
                free.append(run.copy)
    finally:
        for run in runs:
            _end_run(run)


def _start_job(job: Job, copy: Path, context: ForkServerContext) -> Run:
    before = None
    if job.mutant:
        path = copy / job.mutant.file
        before = path.read_bytes()
        _write(path, job.mutant.apply(before.decode()).encode())
    arguments = (str(copy), job.tests, str(_log_of(copy)), str(copy.with_suffix(".scratch")))
    process = context.Process(target=run_tests, args=arguments)
    process.start()
    return Run(job, copy, process, monotonic(), before)


def _end_run(run: Run) -> Ended:
    """Wait for a run that is over, or stop it, and put the right text back."""
    seconds, stopped = run.seconds, run.process.is_alive()
    if run.process.pid:
        with suppress(ProcessLookupError):  # whatever its tests started ends with it
            os.killpg(run.process.pid, signal.SIGKILL)
    run.process.join()
    if run.job.mutant and run.before is not None:
        _write(run.copy / run.job.mutant.file, run.before)
    log = _log_of(run.copy)
    printed = log.read_text(encoding="utf-8", errors="replace") if log.exists() else ""
    return Ended(run.job, None if stopped else run.process.exitcode, printed, seconds)


def _write(path: Path, content: bytes) -> None:
    """Write a module and forget how it was compiled.

    Python tells an old compiled file by whole seconds and size, and both may be alike here.
    """
    path.write_bytes(content)
    Path(cache_from_source(str(path))).unlink(missing_ok=True)


def _judge_mutant(ended: Ended) -> Verdict:
    assert ended.job.mutant
    lines = [line for line in ended.printed.splitlines() if line.strip()]
    failed = [line.split(" - ")[0] for line in lines if line.startswith("FAILED ")]
    if ended.exit_code is None:
        by = "stopped at its limit, which counts as noticed"
        return Verdict(ended.job.mutant, TIMED_OUT, by, ended.seconds)
    what = {PASSED: SURVIVED, FAILED: NOTICED}.get(ended.exit_code, BROKEN)
    by = failed[0].removeprefix("FAILED ") if what == NOTICED and failed else "".join(lines[-1:])
    return Verdict(ended.job.mutant, what, by, ended.seconds)


def _copy_tree(root: Path, copy: Path) -> Path:
    copy.mkdir()
    for name in COPIED:
        source = root / name
        if source.is_dir():
            shutil.copytree(source, copy / name, ignore=LEFT_OUT)
        elif source.exists():
            shutil.copy2(source, copy / name)
    return copy


def _log_of(copy: Path) -> Path:
    return copy.with_suffix(".log")
