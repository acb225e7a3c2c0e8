"""`python -m tests.mutants`: try every wrong line, or those whose ids begin so."""

from __future__ import annotations

import argparse
import signal
import sys
from pathlib import Path
from time import monotonic

import click

from tests.mutants import (
    awarding,
    body,
    cards,
    catalogue,
    certificates,
    credits,
    operating,
    people,
    policy,
    questions,
    quizzes,
    serving,
    standing,
)
from tests.mutants.mutant import Mutant
from tests.mutants.runner import LIMIT, WORKERS, try_mutants

ROOT = Path(__file__).resolve().parents[2]
MUTANTS: tuple[Mutant, ...] = (
    *credits.MUTANTS,
    *standing.MUTANTS,
    *certificates.MUTANTS,
    *questions.MUTANTS,
    *quizzes.MUTANTS,
    *serving.MUTANTS,
    *policy.MUTANTS,
    *cards.MUTANTS,
    *body.MUTANTS,
    *people.MUTANTS,
    *catalogue.MUTANTS,
    *awarding.MUTANTS,
    *operating.MUTANTS,
)


def main() -> int:
    """Print each verdict, then what is not as it should be. The exit code is 1 if anything is."""
    parser = argparse.ArgumentParser(description="Try wrong lines on the tests.")
    parser.add_argument(
        "words", nargs="*", help="only wrong lines whose id begins with one of these"
    )
    parser.add_argument("--workers", type=int, default=WORKERS)
    parser.add_argument("--limit", type=float, default=LIMIT, help="seconds for one wrong line")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that the copies are taken away
    chosen = tuple(mutant for mutant in MUTANTS if _is_asked_for(mutant, options.words))
    started = monotonic()
    faults = try_mutants(chosen, ROOT, click.echo, options.workers, options.limit)
    seconds = monotonic() - started
    click.echo(f"\n{len(chosen)} wrong lines in {seconds:.0f} s, {len(faults)} faults")
    for fault in faults:
        click.echo(f"  {fault}")
    return 1 if faults else 0


def _is_asked_for(mutant: Mutant, words: list[str]) -> bool:
    return not words or mutant.id.startswith(tuple(words))


if __name__ == "__main__":
    sys.exit(main())
