"""Locks between processes, which the operating system releases when their holder dies.

A lock is a file beside the database, locked with flock(2); its text says who holds it. The file is
never deleted: two processes that lock two files of one name would both believe that they are alone.
"""

from __future__ import annotations

import fcntl
import json
import os
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from school.companions import PRIVATE_FILE, give_to_owner, run_folder

SECONDS_BETWEEN_TRIES = 0.05
SECONDS_TO_WRITE_FACTS = 2.0  # a holder writes who it is right after it has the lock


@dataclass(frozen=True)
class Holder:
    """Who holds a lock. `serves_at` is the address of a server, empty for a command."""

    name: str
    pid: int
    since: str
    serves_at: str = ""

    def __str__(self) -> str:
        if self.serves_at:
            return f"process {self.pid} serves it at {self.serves_at} since {self.since}"
        return f"process {self.pid} ({self.name}) writes to it since {self.since}"

    @property
    def way_out(self) -> str:
        """What to do about a holder that is in the way."""
        return "stop that server first" if self.serves_at else "run this again when that is done"


SOMEBODY = Holder("a program that has not said its name", 0, "a moment ago")


class InUse(Exception):
    """Somebody else has the database; the text names them and says what to do."""

    def __init__(self, database: Path, wanted_by: str, holder: Holder) -> None:
        super().__init__(
            f"`{wanted_by}` needs {database} for itself, but {holder}: {holder.way_out}"
        )
        self.holder = holder


def this_process(name: str, serves_at: str = "") -> Holder:
    """The present process as the holder of a lock."""
    return Holder(name, os.getpid(), f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC", serves_at)


class LockFile:
    """A lock that one process holds at a time."""

    def __init__(self, database: Path, name: str) -> None:
        self.database = database
        self.path = run_folder(database) / name
        self._descriptor = -1

    def take(self, holder: Holder) -> bool:
        """Take the lock if nobody has it; True if it is held now."""
        descriptor = os.open(self.path, os.O_CREAT | os.O_RDWR, PRIVATE_FILE)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            return False
        give_to_owner(self.path, self.database)
        os.ftruncate(descriptor, 0)
        os.write(descriptor, json.dumps(asdict(holder)).encode())
        self._descriptor = descriptor
        _HELD.add(self)
        return True

    def wait(self, holder: Holder, seconds: float) -> None:
        """Take the lock, waiting for up to `seconds`. Raises InUse, which names its holder."""
        for _try in tries(seconds):
            if self.take(holder):
                return
        raise InUse(self.database, holder.name, self.read_holder())

    def release(self) -> None:
        os.ftruncate(self._descriptor, 0)
        self.close()

    def close(self) -> None:
        """Let go of the file. The lock ends when each process that had it open has done so."""
        _HELD.discard(self)
        os.close(self._descriptor)
        self._descriptor = -1

    def read_holder(self) -> Holder:
        """Who holds the lock: what stays the same in the file for a moment.

        For an instant the file may be empty, or name the last holder if that was killed.
        """
        before = ""
        for _try in tries(SECONDS_TO_WRITE_FACTS):
            text = self.path.read_text(encoding="utf-8")
            if text and text == before:
                return Holder(**json.loads(text))
            before = text
        return SOMEBODY


def tries(seconds: float) -> Iterator[int]:
    """Count tries until `seconds` are over, with a pause between two; at least one."""
    end = time.monotonic() + seconds
    number = 0
    yield number
    while time.monotonic() < end:
        time.sleep(SECONDS_BETWEEN_TRIES)
        number += 1
        yield number


_HELD: set[LockFile] = set()


def _close_in_child() -> None:
    for lock in list(_HELD):
        lock.close()


os.register_at_fork(after_in_child=_close_in_child)
