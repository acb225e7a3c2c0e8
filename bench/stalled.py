"""What others notice of clients who do not finish: a page and a save beside each kind.

    python -m bench.stalled                   a minute of each kind, on SQLite
    python -m bench.stalled --database URL    on an empty PostgreSQL database
    python -m bench.stalled --control         with a server that gives each request a thread

Ends with 1 where the slowest answers (99th percentile) take more than 5 times as long as on the
quiet server, measured just before. With --control it ends with 1 where nothing was held up.
"""

from __future__ import annotations

import argparse
import http.client
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bench import requests
from bench.load import HOST, Ask, is_answering, wait_until
from bench.prepare import QUIZ, STUDENT, prepare_school
from school.config import ROOT, read_config
from school.operating import prepare_demo_environment
from school.quizzes.rules.quiz import Quiz

PORT = requests.PORT
TIMES_SLOWER_ALLOWED = 5.0
# A figure below this is the clock of a busy machine, not a wait.
SHORTEST_MS = 20.0
SECONDS_BETWEEN_PROBES = 0.1
SECONDS_HOPELESS = 10.0
FORM = "Content-Type: application/x-www-form-urlencoded\r\n"
BEGUN = f"POST /sign-in HTTP/1.1\r\nHost: localhost\r\n{FORM}Content-Length: 100000\r\n"

READ_A_PAGE = f"GET /modules/{QUIZ} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()


@dataclass(frozen=True)
class Kind:
    """A kind of client who does not finish: how many there are, and what each sends."""

    name: str
    count: int
    first: bytes
    then_each_second: bytes = b""


KINDS = (
    Kind("half-sent forms", 40, f"{BEGUN}\r\na=".encode()),
    Kind("… with a made-up cookie", 40, f"{BEGUN}Cookie: sign-in=made-up\r\n\r\na=".encode()),
    Kind("… a byte a second", 40, f"{BEGUN}\r\na=".encode(), b"x"),
    Kind("who do not read", 40, READ_A_PAGE * 20),
    Kind("idle connections", 400, b""),
)


@dataclass(frozen=True)
class Waits:
    """How long answers took, in milliseconds, and how many never came."""

    milliseconds: list[float]
    lost: int

    @property
    def slowest(self) -> float:
        """The 99th percentile; what never came counts as hopeless."""
        waits = sorted(self.milliseconds + [SECONDS_HOPELESS * 1000] * self.lost)
        return max(waits[int(len(waits) * 0.99) - 1], SHORTEST_MS)


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("--seconds", type=float, default=60)
    options.add_argument("--database", help="an empty PostgreSQL database; SQLite without it")
    options.add_argument("--control", action="store_true", help="with the former kind of server")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        environment = dict(prepare_demo_environment(Path(name), PORT))
        if chosen.database:
            environment["SCHOOL_DATABASE_URL"] = chosen.database
        asks = _prepare(environment, Path(name))
        with _serving(environment, chosen.control):
            held_up = _report(asks(), chosen.seconds)
    return int(not held_up) if chosen.control else int(held_up)


def _prepare(environment: dict[str, str], folder: Path) -> Callable[[], list[Ask]]:
    prepared = prepare_school(read_config(environment), folder, 40, datetime.now(UTC))
    item = prepared.catalogue.of(Quiz)[QUIZ].items[0]

    def asks() -> list[Ask]:
        student = requests.open_browser(STUDENT)
        answer = {"question": f"answer-{item.id}", f"answer-{item.id}": "1"}
        path = f"/attempts/{prepared.attempts[0]}/responses"
        return [
            student.get(f"/modules/{QUIZ}"),
            student.post(path, answer, 200, "application/json"),
        ]

    return asks


@contextmanager
def _serving(environment: dict[str, str], control: bool) -> Iterator[None]:
    command = [sys.executable, "-m", "school", "serve"]
    if control:
        command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(PORT)]
        command += ["--blocking-threads", "2", "--no-ws", "school.wsgi:app"]
    own = {name: value for name, value in os.environ.items() if not name.startswith("SCHOOL_")}
    server = subprocess.Popen(
        command,
        cwd=ROOT,
        env=own | environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_until(lambda: is_answering(PORT, "/healthz"))
        yield
    finally:
        server.terminate()
        try:
            server.wait(timeout=30)
        except subprocess.TimeoutExpired:
            print("the server did not end within 30 seconds and was killed")
            server.kill()


def _report(asks: list[Ask], seconds: float) -> bool:
    """Print each kind beside the quiet server; True if others were held up by any of them."""
    held_up = False
    print(
        f"{'beside clients':26}{'answers':>9}{'lost':>6}"
        f"{'quiet p99 ms':>14}{'p99 ms':>9}{'ratio':>8}"
    )
    for kind in KINDS:
        quiet = _probe(asks, min(seconds, 10))
        with _clients(kind) as keep_going:
            beside = _probe(asks, seconds, keep_going)
        ratio = beside.slowest / quiet.slowest
        held_up = held_up or ratio > TIMES_SLOWER_ALLOWED
        print(
            f"{kind.name:26}{len(beside.milliseconds):9}{beside.lost:6}{quiet.slowest:14.1f}"
            f"{beside.slowest:9.1f}{ratio:7.1f}×",
            flush=True,
        )
    return held_up


@contextmanager
def _clients(kind: Kind) -> Iterator[Callable[[], None]]:
    """That many clients of the kind. One that the server gave up is replaced at once."""
    with ExitStack() as stack:
        clients = [_begin(kind, stack) for _ in range(kind.count)]

        def keep_going() -> None:
            for number, client in enumerate(clients):
                if kind.then_each_second or _was_given_up(client):
                    try:
                        client.send(kind.then_each_second or b"")
                        if _was_given_up(client):
                            raise ConnectionError
                    except OSError:
                        client.close()
                        clients[number] = _begin(kind, stack)

        yield keep_going


def _begin(kind: Kind, stack: ExitStack) -> socket.socket:
    client = stack.enter_context(socket.create_connection((HOST, PORT), timeout=5))
    client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    client.setblocking(False)
    with suppress(BlockingIOError):
        client.send(kind.first)
    return client


def _was_given_up(client: socket.socket) -> bool:
    """True if the server has closed the connection; what it sent is not read."""
    try:
        return client.recv(1, socket.MSG_PEEK) == b""
    except BlockingIOError:
        return False
    except OSError:
        return True


def _probe(
    asks: list[Ask], seconds: float, each_second: Callable[[], None] = lambda: None
) -> Waits:
    """Ask again and again, as somebody would who studies while all this goes on."""
    waits: list[float] = []
    lost = 0
    over = time.monotonic() + seconds
    next_second = time.monotonic()
    while time.monotonic() < over:
        if time.monotonic() > next_second:
            each_second()
            next_second += 1
        for ask in asks:
            milliseconds = _ask(ask)
            if milliseconds is None:
                lost += 1
            else:
                waits.append(milliseconds)
        time.sleep(SECONDS_BETWEEN_PROBES)
    return Waits(waits, lost)


def _ask(ask: Ask) -> float | None:
    """Milliseconds to a right answer, on a connection of its own; None if there was none."""
    began = time.perf_counter()
    connection = http.client.HTTPConnection(HOST, PORT, timeout=SECONDS_HOPELESS)
    try:
        connection.request(ask.method, ask.path, ask.body, ask.headers)
        answer = connection.getresponse()
        answer.read()
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()
    return (time.perf_counter() - began) * 1000 if answer.status == ask.expect else None


if __name__ == "__main__":
    sys.exit(main())
