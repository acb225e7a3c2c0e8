"""Clients that do not finish what they begin hold up nobody else, as a real server answers them."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection, HTTPException, HTTPResponse
from pathlib import Path
from urllib.parse import urlencode

import pytest

from school.config import ROOT, Config
from tests.cast import SECRET
from tests.patience import wait_until

pytestmark = pytest.mark.slow

HALF_SENT = 40
A_FORM = "Content-Type: application/x-www-form-urlencoded\r\n"
BEGUN = f"POST /sign-in HTTP/1.1\r\nHost: localhost\r\n{A_FORM}Content-Length: 100000\r\n"
CHUNKED = f"POST /sign-in HTTP/1.1\r\nHost: localhost\r\n{A_FORM}Transfer-Encoding: chunked\r\n"
MADE_UP_COOKIE = "Cookie: sign-in=made-up\r\n"


class ServedSchool:
    """A school behind a real server on this machine."""

    def __init__(self, port: int) -> None:
        self.port = port

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=30)

    def answer(self, raw: bytes) -> bytes:
        """Everything that comes back for these bytes, until the server closes the connection."""
        with self.connect() as connection:
            connection.sendall(raw)
            return read_to_end(connection)

    def ask(
        self, method: str, path: str, form: dict[str, str] | None = None, cookie: str = ""
    ) -> tuple[HTTPResponse, bytes]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie}
        connection.request(method, path, urlencode(form) if form else None, headers)
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer, body

    def lives(self) -> bool:
        try:
            return self.ask("GET", "/healthz")[0].status == 200
        except (OSError, HTTPException):
            return False


def read_to_end(connection: socket.socket) -> bytes:
    parts = []
    while part := connection.recv(65536):
        parts.append(part)
    return b"".join(parts)


def status_of(raw: bytes) -> int:
    return int(raw.split(b" ", 2)[1])


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def serving(config: Config, folder: Path) -> Iterator[ServedSchool]:
    school = ServedSchool(free_port())
    settings = {
        "SCHOOL_SECRET_KEY": SECRET,
        "SCHOOL_DATABASE_URL": config.database_url,
        "SCHOOL_OUTBOX_DIR": str(folder / "outbox"),
        "SCHOOL_BASE_URL": f"http://localhost:{school.port}",
    }
    own = {name: value for name, value in os.environ.items() if not name.startswith("SCHOOL_")}
    command = [sys.executable, "-m", "granian", "--interface", "rsgi", "--http", "1", "--no-ws"]
    command += ["--loop", "asyncio", "--port", str(school.port), "--backpressure", "8192"]
    server = subprocess.Popen(
        [*command, "tests.serving.impatient:app"],
        cwd=ROOT,
        env=own | settings,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_until(school.lives, seconds=60)
        yield school
    finally:
        server.terminate()
        server.wait(timeout=60)


@pytest.fixture
def school(config: Config, tmp_path: Path) -> Iterator[ServedSchool]:
    with serving(config, tmp_path) as served:
        yield served


@contextmanager
def half_sent(school: ServedSchool, head: str, count: int) -> Iterator[list[socket.socket]]:
    """That many clients who have begun to send a form and stay away."""
    with ExitStack() as open_connections:
        clients = [open_connections.enter_context(school.connect()) for _ in range(count)]
        for client in clients:
            client.sendall(f"{head}\r\na=".encode())
        yield clients


def sign_in_form(school: ServedSchool) -> tuple[dict[str, str], str]:
    answer, html = school.ask("GET", "/sign-in")
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', html.decode())
    assert token is not None
    cookie = (answer.getheader("Set-Cookie") or "").split(";")[0]
    return {"csrf_token": token.group(1)}, cookie


@pytest.mark.parametrize("head", [BEGUN, BEGUN + MADE_UP_COOKIE], ids=["", "made-up cookie"])
def test_clients_who_stop_halfway_hold_up_neither_pages_nor_writing(school, head):
    form, cookie = sign_in_form(school)
    nobody = form | {"email": "nobody@school.example", "password": "a password of nobody"}
    with half_sent(school, head, HALF_SENT) as clients:
        assert school.ask("GET", "/modules/ischemia")[0].status == 200
        assert school.ask("POST", "/sign-in", nobody, cookie)[0].status == 422
        for client in clients:
            raw = read_to_end(client)
            assert status_of(raw) == 408
            assert b"nothing was saved" in raw


@pytest.mark.databases("sqlite")
def test_what_a_client_began_to_send_is_never_carried_out(school):
    form, cookie = sign_in_form(school)
    right = urlencode(form | {"email": "ana@school.example", "password": "a secret of ana"})
    raw = f"{BEGUN}Cookie: {cookie}\r\nConnection: close\r\n\r\n{right}".encode()
    with school.connect() as connection:
        connection.sendall(raw)
        connection.shutdown(socket.SHUT_WR)
        answer = read_to_end(connection)
    assert not answer or status_of(answer) == 408


@pytest.mark.databases("sqlite")
def test_a_length_that_is_not_known_is_refused_and_the_connection_closed(school):
    assert status_of(school.answer(f"{CHUNKED}\r\n1\r\na\r\n".encode())) == 411


@pytest.mark.databases("sqlite")
def test_too_large_a_form_gets_the_page_of_the_school(school):
    large = b"a=" + b"x" * 3_000_000
    head = f"POST /sign-in HTTP/1.1\r\nHost: localhost\r\n{A_FORM}Connection: close\r\n"
    raw = school.answer(f"{head}Content-Length: {len(large)}\r\n\r\n".encode() + large)
    assert status_of(raw) == 413
    assert b"That was too large" in raw


@pytest.mark.databases("sqlite")
def test_head_has_the_headers_of_get_and_no_body(school):
    got, body = school.ask("GET", "/modules/ischemia")
    raw = school.answer(
        b"HEAD /modules/ischemia HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    )
    head, _, rest = raw.partition(b"\r\n\r\n")
    assert rest == b""
    assert status_of(head) == got.status == 200
    assert f"content-length: {len(body)}".encode() in head.lower()


@pytest.mark.databases("sqlite")
def test_a_server_that_is_told_to_end_does_not_wait_for_a_client_who_stays_away(config, tmp_path):
    with serving(config, tmp_path) as school:
        stays_away = school.connect()
        stays_away.sendall(f"{BEGUN}\r\na=".encode())
    stays_away.close()
