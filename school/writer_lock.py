"""The right to write to an SQLite database, which one process has and all in it share."""

from __future__ import annotations

import os
import threading
from collections import Counter
from pathlib import Path
from typing import ClassVar

from school.locks import Holder, LockFile


class WriterLock:
    """The right of this process to write to one SQLite database, shared by all that it opens."""

    _of_database: ClassVar[dict[Path, LockFile]] = {}
    _users: ClassVar[Counter[Path]] = Counter()
    _guard: ClassVar[threading.Lock] = threading.Lock()

    def __init__(self, database: Path) -> None:
        self._database = database
        self._taken: Path | None = None

    def take(self, holder: Holder, seconds: float = 0) -> None:
        """Take the right unless this object has it. Raises InUse where another process writes."""
        with self._guard:
            if self._taken is not None and self._taken in self._of_database:
                return
            lock = LockFile(self._database, "writer.lock")
            if lock.path not in self._of_database:
                lock.wait(holder, seconds)
                self._of_database[lock.path] = lock
            self._users[lock.path] += 1
            self._taken = lock.path

    def release(self) -> None:
        """Give the right back, if this object has it."""
        with self._guard:
            path, self._taken = self._taken, None
            if path not in self._of_database:
                return
            self._users[path] -= 1
            if not self._users[path]:
                self._of_database.pop(path).release()

    @classmethod
    def forget_all(cls) -> None:
        """In a child process: what the parent holds is not ours."""
        cls._of_database.clear()
        cls._users.clear()
        cls._guard = threading.Lock()


os.register_at_fork(after_in_child=WriterLock.forget_all)
