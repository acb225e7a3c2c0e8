"""Background jobs: work that no request waits for, brought by features."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Event

from school.config import Config
from school.core.registry import Registry
from school.db import Database

# Does one bounded piece of work and says whether there is more to do right away. It opens its own
# transactions. It must be safe to repeat: a node may die before it can note that the work is done.
Run = Callable[[Database, Config, datetime], bool]


@dataclass(frozen=True)
class Job:
    """A job and its times.

    `every` is the longest time between two runs; `lease` how long one call of `run` may take before
    another node may try; setting `wake` asks for a run now.
    """

    run: Run
    every: timedelta
    lease: timedelta
    wake: Event = field(default_factory=Event)


JOBS: Registry[Job] = Registry("background job")
