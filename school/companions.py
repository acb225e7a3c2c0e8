"""The files beside an SQLite database: where they lie, and that nobody else may read them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700
OTHERS = 0o077  # the rights of everybody but the owner
LONGEST_SOCKET_ADDRESS = 103  # bytes: macOS takes 103, Linux 107 (sun_path in unix(7))
OPEN_FOLDERS = Path("/proc/self/fd")  # Linux: another, short name of each open folder


def run_folder(database: Path) -> Path:
    """The folder of what exists while a school runs; made if it is missing, and private.

    It is named after the file itself, so that every link to a database leads to the same folder.
    """
    real = database.resolve()
    folder = real.with_name(real.name + ".run")
    folder.mkdir(PRIVATE_FOLDER, parents=True, exist_ok=True)
    if folder.stat().st_mode & OTHERS:
        folder.chmod(PRIVATE_FOLDER)
    give_to_owner(folder, real)
    return folder


def socket_path(database: Path) -> Path:
    """Where the server of a database takes errands (school/errands.py)."""
    return run_folder(database) / "errands.sock"


def make_private_file(path: Path) -> None:
    """Make an empty file that only its owner may read; leave one that exists as it is."""
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE_FILE))


def tighten(database: Path) -> None:
    """Take the database and its log from everybody but their owner.

    SQLite gives its log the rights of the database, so this is for files of earlier versions.
    """
    for ending in ("", "-wal", "-shm", "-journal"):
        path = database.with_name(database.name + ending)
        # Gone meanwhile, or of another owner, who alone may change it.
        with suppress(FileNotFoundError, PermissionError):
            if path.stat().st_mode & OTHERS:
                path.chmod(PRIVATE_FILE)


def give_to_owner(path: Path, database: Path) -> None:
    """What root makes belongs to the owner of the database, or the school could not open it."""
    if os.geteuid() != 0:
        return
    owner = (database if database.exists() else database.parent).stat()
    os.chown(path, owner.st_uid, owner.st_gid)


@contextmanager
def socket_address(path: Path) -> Iterator[str]:
    """What to call the socket at `path` when talking to the system, which takes no long name.

    Raises OSError where the path is too long and the system has no short name for its folder.
    """
    if len(os.fsencode(path)) <= LONGEST_SOCKET_ADDRESS:
        yield str(path)
        return
    if not OPEN_FOLDERS.is_dir():
        raise OSError(f"{path} is too long for a socket: keep the database in a shorter path")
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield str(OPEN_FOLDERS / str(folder) / path.name)
    finally:
        os.close(folder)
