"""What `pip install .` installs is a whole school: built, installed and opened in another folder.

It needs no network: what builds it and what it needs are taken from this environment.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import sysconfig
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

import pytest

TREE = Path(__file__).resolve().parent.parent
NEEDED_TO_BUILD = ("pyproject.toml", "README.md", "LICENSE", "tools/wheel.py")
FOLDERS_TO_BUILD = ("school", "templates", "content")
PIP = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet")
SECONDS_TO_START = 120

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Installed:
    """A school in an environment of its own, and the folder of a person who uses it."""

    environment: Path
    home: Path

    def command(self, *words: str) -> list[str]:
        return [str(self.environment / "bin" / "school"), *words]

    def settings(self) -> dict[str, str]:
        """What the environment says: nothing about the school, and where this person keeps data."""
        others = {name: value for name, value in os.environ.items() if name[:7] != "SCHOOL_"}
        return others | {"XDG_DATA_HOME": str(self.home / "data")}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from a copy: building leaves its own folders in the tree."""
    tree, made = tmp_path_factory.mktemp("tree"), tmp_path_factory.mktemp("made")
    for folder in FOLDERS_TO_BUILD:
        no_bytecode = shutil.ignore_patterns("__pycache__")
        shutil.copytree(TREE / folder, tree / folder, ignore=no_bytecode)
    for name in NEEDED_TO_BUILD:
        (tree / name).parent.mkdir(exist_ok=True)
        shutil.copy(TREE / name, tree / name)
    build = ("wheel", "--no-deps", "--no-index", "--no-build-isolation", "--wheel-dir", str(made))
    subprocess.run([*PIP, *build, str(tree)], check=True)
    (wheel,) = made.iterdir()
    return wheel


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """In an environment of its own, which sees the packages of this one but not its school."""
    environment = tmp_path_factory.mktemp("environment")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(environment)], check=True)
    python = str(environment / "bin" / "python")
    into = ("--python", python, "install", "--no-deps", "--no-index", "--no-compile")
    subprocess.run([*PIP, *into, str(wheel)], check=True)
    (packages,) = environment.glob("lib/python*/site-packages")
    # Only the folder itself is added. The links in it, such as that of this checkout, are not read.
    shared = sysconfig.get_path("purelib")
    (packages / "shared.pth").write_text(f"{shared}\n", encoding="utf-8")
    home = tmp_path_factory.mktemp("home")
    (home / "elsewhere").mkdir()
    return Installed(environment, home)


def test_the_wheel_holds_every_file_that_is_not_a_test_or_a_tool(wheel):
    with zipfile.ZipFile(wheel) as archive:
        packed = set(archive.namelist())
    wanted = set(_files("school"))
    wanted |= {f"school/{name}" for name in (*_files("templates"), *_files("content"))}
    assert wanted - packed == set()
    assert {name for name in packed - wanted if ".dist-info/" not in name} == set()


def _files(folder: str) -> list[str]:
    paths = [path for path in (TREE / folder).rglob("*") if path.is_file()]
    return [path.relative_to(TREE).as_posix() for path in paths if path.suffix != ".pyc"]


def test_an_installed_school_opens_in_another_folder(installed):
    elsewhere = installed.home / "elsewhere"
    subprocess.run(
        installed.command("open", "--no-serve"),
        cwd=elsewhere,
        env=installed.settings(),
        check=True,
    )
    assert list(elsewhere.iterdir()) == []
    assert (installed.home / "data" / "nmt-school" / "school.db").is_file()
    with _open(installed, elsewhere) as address:
        page = _fetch(f"{address}/modules/ischemia").decode()
        files = set(re.findall(r'(?:href|src)="(/(?:static|media)/[^"#]+)', page))
        assert any(".css" in file for file in files)
        assert any(file.startswith("/media/") for file in files)
        for file in files:
            assert _fetch(address + file)
        assert b"<svg viewBox=" in _fetch(f"{address}/pain-finder")


@contextmanager
def _open(installed: Installed, folder: Path) -> Iterator[str]:
    """`school open` as a person runs it in `folder`, until the block ends."""
    port = _free_port()
    quiet = subprocess.DEVNULL
    server = subprocess.Popen(
        installed.command("open", "--port", str(port)),
        cwd=folder,
        env=installed.settings(),
        stdout=quiet,
        stderr=quiet,
    )
    try:
        _wait_for(address := f"http://localhost:{port}", server)
        yield address
    finally:
        server.terminate()
        server.wait(30)


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until:
        assert server.poll() is None, "the school has ended"
        try:
            _fetch(f"{address}/readyz")
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"the school is not ready after {SECONDS_TO_START} seconds")


def _fetch(url: str) -> bytes:
    """The body of a page; raises OSError unless it comes with status 200."""
    with urlopen(url, timeout=20) as page:  # noqa: S310 - our own address
        body: bytes = page.read()
        return body


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as place:
        port: int = place.getsockname()[1]
        return port
