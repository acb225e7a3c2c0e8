"""The school as it is served: processes of its own, which can be stopped, killed and asked."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from click.testing import CliRunner, Result

from school.cli import school
from school.companions import run_folder
from school.config import ROOT, Config
from tests.patience import wait_until

SECONDS_TO_START = 120  # of a machine that is busy with something else

# A shell that runs in the background tells what it starts to ignore Ctrl-C. A person's does not.
AS_A_PERSON_RUNS_IT = (
    "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
    "from school.cli import main; main()"
)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


def settings_of(config: Config) -> dict[str, str]:
    """The environment that gives a process this configuration."""
    others = {name: text for name, text in os.environ.items() if not name.startswith("SCHOOL_")}
    return others | {
        "SCHOOL_SECRET_KEY": config.secret_key,
        "SCHOOL_DATABASE_URL": config.database_url,
        "SCHOOL_OUTBOX_DIR": config.outbox_dir,
        "SCHOOL_BASE_URL": f"http://localhost:{config.port}",
        "SCHOOL_PORT": str(config.port),
        "SCHOOL_WORKERS": str(config.workers),
        "SCHOOL_CONTENT_DIR": config.content_dir,
    }


def start_command(config: Config, *words: str) -> subprocess.Popen[str]:
    """Start `school …` as a person does; it may be waited for, or be sent a Ctrl-C."""
    return subprocess.Popen(
        [sys.executable, "-c", AS_A_PERSON_RUNS_IT, *words],
        cwd=ROOT,
        env=settings_of(config),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def run_command(config: Config, *words: str, typed: str = "") -> Result:
    """Run `school …` in this process, which is not the server's."""
    return CliRunner().invoke(school, words, env=settings_of(config), input=typed)


def holder_of(config: Config, lock: str) -> Mapping[str, object]:
    """What a lock file says; nothing where nobody holds it."""
    text = (run_folder(config.sqlite_path) / lock).read_text(encoding="utf-8")
    return json.loads(text) if text else {}


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text(encoding="utf-8")


class ServedSchool:
    """`school serve` on a port of its own."""

    def __init__(self, config: Config, folder: Path) -> None:
        self.config = replace(config, port=free_port())
        self.log = folder / f"log-{self.config.port}"
        self.process: subprocess.Popen[bytes] | None = None

    def begin(self) -> None:
        """Start it, and do not wait."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "school", "serve"],
                cwd=ROOT,
                env=settings_of(self.config),
                stdout=log,
                stderr=log,
                start_new_session=True,  # so that its worker can be killed with it
            )

    def start(self) -> None:
        """Start it, and wait until it serves."""
        self.begin()
        self.wait_until_ready()

    def wait_until_ready(self) -> None:
        wait_until(lambda: self.is_ready() or self.has_ended(), SECONDS_TO_START)
        assert not self.has_ended(), self.said()

    def is_ready(self) -> bool:
        try:
            with urlopen(self.address("/readyz"), timeout=10) as page:  # noqa: S310 - our own
                return page.status == 200
        except (URLError, ConnectionError, TimeoutError):
            return False

    def address(self, path: str) -> str:
        return f"http://127.0.0.1:{self.config.port}{path}"

    def has_ended(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def said(self) -> str:
        return self.log.read_text(encoding="utf-8")

    def has_begun(self, command: str) -> bool:
        """Whether the server was asked to do what this command does."""
        return f'"errand", "command": "{command}"' in self.said()

    def worker(self) -> int:
        """The process that writes; 0 while there is none."""
        return int(str(holder_of(self.config, "writer.lock").get("pid", 0)))

    def kill(self) -> None:
        """Kill all of it, as a failing machine does."""
        assert self.process
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(20)

    def stop(self) -> None:
        if self.process and not self.has_ended():
            self.process.terminate()
            self.process.wait(30)


@contextmanager
def serving(config: Config, folder: Path) -> Iterator[ServedSchool]:
    """A school that is served until the end of the block."""
    server = ServedSchool(config, folder)
    try:
        server.start()
        yield server
    finally:
        server.stop()
