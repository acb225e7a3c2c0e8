"""Report what each request costs, beside a bare Flask page of the same size on the same server."""

from __future__ import annotations

import argparse
import http.client
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode

from school.quizzes.rules.quiz import Quiz

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from flask.testing import FlaskClient  # noqa: E402
from sqlalchemy import event  # noqa: E402

from bench.load import (  # noqa: E402
    HOST,
    Ask,
    Measured,
    is_answering,
    measure,
    measure_resident_mb,
    wait_until,
)
from bench.prepare import (  # noqa: E402
    OFFICER,
    QUIZ,
    STUDENT,
    Prepared,
    make_secret,
    prepare_school,
)
from school import create_app  # noqa: E402
from school.config import Config, read_config  # noqa: E402
from school.operating import prepare_demo_environment  # noqa: E402
from school.web.app import School  # noqa: E402

PORT, BARE_PORT = 8471, 8472
CLIENTS = 8
TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
# What the school aims at, in milliseconds of server CPU for one request.
AIMS = {
    "module page": 1.5,
    "desk": 3.0,
    "save a response": 1.5,
    "hand in 20 questions": 5.0,
    "officer's table": 15.0,
}


@dataclass(frozen=True)
class Line:
    """One row of the report."""

    name: str
    measured: Measured
    statements: int
    # Bare pages of the same size, constant and built; None for requests that answer little.
    bare: tuple[Measured, Measured] | None


@dataclass(frozen=True)
class Browser:
    """A signed-in browser: its cookies, and the token for its forms."""

    cookies: str
    token: str

    def get(self, path: str) -> Ask:
        return Ask("GET", path, {"Cookie": self.cookies, "Accept": "text/html"})

    def post(
        self, path: str, fields: dict[str, str], expect: int, accept: str = "text/html"
    ) -> Ask:
        headers = {
            "Cookie": self.cookies,
            "Content-Type": "application/x-www-form-urlencoded",
            "X-CSRFToken": self.token,
            "Accept": accept,
        }
        return Ask("POST", path, headers, urlencode(fields).encode(), expect)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument(
        "--smoke", action="store_true", help="a few requests only: does everything answer?"
    )
    options.add_argument("--rounds", type=int, default=400, help="requests of each kind")
    options.add_argument("--people", type=int, default=1000)
    chosen = options.parse_args()
    rounds, people = (20, 40) if chosen.smoke else (chosen.rounds, chosen.people)
    with tempfile.TemporaryDirectory() as folder:
        measure_school(Path(folder), rounds, people)


def measure_school(folder: Path, rounds: int, people: int) -> None:
    environment = dict(prepare_demo_environment(folder, PORT))
    config = read_config(environment)
    prepared = prepare_school(config, folder, people, datetime.now(UTC))
    counts = count_statements(config, prepared)
    with serve("school.wsgi:app", PORT, environment, "/healthz") as (server, seconds):
        memory = measure_resident_mb(server)
        print(f"first answer {seconds:.2f} s after the start, {memory:.0f} MB resident")
        lines = []
        for name, measured in measure_requests(server, prepared, rounds):
            bare = None
            if measured.size > 1000 and rounds > 99:
                bare = measure_bare_pages(measured.size, rounds)
            lines.append(Line(name, measured, counts[name], bare))
        total = sum(line.measured.requests for line in lines)
        print(f"{measure_resident_mb(server):.0f} MB resident after {total} requests")
    print_report(lines)


def measure_requests(
    server: int, prepared: Prepared, rounds: int
) -> Iterator[tuple[str, Measured]]:
    """Yield each kind of request, measured after a few to warm up."""
    for name, asks in list_requests(prepared, rounds).items():
        if name != "hand in 20 questions":
            measure(PORT, server, asks[:CLIENTS], CLIENTS)
        yield name, measure(PORT, server, asks, CLIENTS)


def list_requests(prepared: Prepared, rounds: int) -> dict[str, list[Ask]]:
    nobody, student, officer = open_browser(None), open_browser(STUDENT), open_browser(OFFICER)
    item = prepared.catalogue.of(Quiz)[QUIZ].items[0]
    people = range(STUDENT, STUDENT + len(prepared.attempts))
    # The first student's attempt takes the saves; the others hand theirs in, once each.
    save = student.post(
        f"/attempts/{prepared.attempts[0]}/responses",
        {"question": f"answer-{item.id}", f"answer-{item.id}": "1"},
        200,
        "application/json",
    )
    hand_ins = []
    for person, attempt in list(zip(people, prepared.attempts, strict=True))[1 : rounds + 1]:
        cookies = f"{make_cookie(person)}; {find_token_cookie(student)}"
        hand_in = Browser(cookies, student.token).post(f"/attempts/{attempt}/hand-in", {}, 303)
        hand_ins.append(hand_in)
    return {
        "front page": [nobody.get("/")] * rounds,
        "module page": [student.get(f"/modules/{QUIZ}")] * rounds,
        "desk": [student.get("/")] * rounds,
        "save a response": [save] * rounds,
        "hand in 20 questions": hand_ins,
        "next card": [student.get("/cards/referral-patterns/study")] * rounds,
        "officer's table": [officer.get("/desk/people")] * rounds,
    }


def make_cookie(person: int) -> str:
    return f"sign-in={make_secret(person)}"


def find_token_cookie(signed_in: Browser) -> str:
    return signed_in.cookies.split("; ")[-1]


def open_browser(person: int | None) -> Browser:
    """Read a page that has a form, for the token in it and the cookie that the token belongs to."""
    cookies = make_cookie(person) if person else ""
    connection = http.client.HTTPConnection(HOST, PORT)
    connection.request("GET", "/account" if person else "/sign-in", headers={"Cookie": cookies})
    answer = connection.getresponse()
    html = answer.read().decode()
    token = TOKEN.search(html)
    own = (answer.headers["Set-Cookie"] or "").split(";")[0]
    connection.close()
    if token is None:
        raise RuntimeError(f"no form on the page: {answer.status} {html[:200]}")
    return Browser("; ".join(filter(None, (cookies, own))), token.group(1))


def measure_bare_pages(size: int, rounds: int) -> tuple[Measured, Measured]:
    """Measure a constant page of that size, and one that a looping template builds."""
    environment = {"BARE_SIZE": str(size)}
    with serve("bench.bare:app", BARE_PORT, environment, "/") as (server, _seconds):
        # More of these: they are so quick that the ticks of the clock would show.
        constant = [Ask("GET", "/", {})] * (rounds * 5)
        built = [Ask("GET", "/built", {})] * rounds
        measure(BARE_PORT, server, constant[:CLIENTS] + built[:CLIENTS], CLIENTS)
        cost_of_constant = measure(BARE_PORT, server, constant, CLIENTS)
        return cost_of_constant, measure(BARE_PORT, server, built, CLIENTS)


@contextmanager
def serve(
    target: str, port: int, environment: dict[str, str], path: str
) -> Iterator[tuple[int, float]]:
    """Run a server as shipped: granian, one worker, two threads.

    Yields its process id and the seconds to its first answer.
    """
    options = f"--interface wsgi --host {HOST} --port {port} --workers 1 --blocking-threads 2"
    options += " --no-ws --log-level error"
    command = [sys.executable, "-m", "granian", *options.split(), target]
    if target.startswith("school."):
        command = [sys.executable, "-m", "school", "serve"]
    clean = {name: value for name, value in os.environ.items() if not name.startswith("SCHOOL_")}
    server = subprocess.Popen(command, cwd=ROOT, env=clean | environment, stderr=subprocess.DEVNULL)
    try:
        yield server.pid, wait_until(lambda: is_answering(port, path))
    finally:
        server.terminate()
        server.wait(timeout=20)


def count_statements(config: Config, prepared: Prepared) -> dict[str, int]:
    """Count the SQL statements of each kind of request, run in this process."""
    app = create_app(config)
    recorded: list[str] = []

    def record_statement(_connection: object, _cursor: object, sql: str, *_rest: object) -> None:
        if not sql.startswith(("BEGIN", "COMMIT", "ROLLBACK")):
            recorded.append(sql)

    for engine in app.extensions["database"].engines:
        event.listen(engine, "before_cursor_execute", record_statement)
    counts = {}
    last_student = len(prepared.attempts) + STUDENT - 1
    attempt = f"/attempts/{prepared.attempts[-1]}"
    for name, method, path, person in (
        ("front page", "GET", "/", None),
        ("module page", "GET", f"/modules/{QUIZ}", STUDENT),
        ("desk", "GET", "/", STUDENT),
        ("next card", "GET", "/cards/referral-patterns/study", STUDENT),
        ("officer's table", "GET", "/desk/people", OFFICER),
        ("save a response", "POST", f"{attempt}/responses", last_student),
        ("hand in 20 questions", "POST", f"{attempt}/hand-in", last_student),
    ):
        client, form = open_test_client(app, prepared, person)
        recorded.clear()
        answer = client.open(path, method=method, data=form if method == "POST" else None)
        if answer.status_code >= 400:
            raise RuntimeError(f"{method} {path}: {answer.status_code}")
        counts[name] = len(recorded)
    app.extensions["database"].close()
    return counts


def open_test_client(
    app: School, prepared: Prepared, person: int | None
) -> tuple[FlaskClient, dict[str, str]]:
    """Return a client in this process that has asked for a page before, and its form."""
    client = app.test_client()
    if person:
        client.set_cookie("sign-in", make_secret(person))
    html = client.get("/account" if person else "/sign-in").get_data(as_text=True)
    token = TOKEN.search(html)
    name = f"answer-{prepared.catalogue.of(Quiz)[QUIZ].items[0].id}"
    form = {"csrf_token": token.group(1) if token else "", "question": name, name: "1"}
    client.get("/")
    return client, form


def print_report(lines: list[Line]) -> None:
    print(
        f"{'request':24}{'CPU ms':>8}{'aim':>7}{'p50 ms':>8}{'p95 ms':>8}{'SQL':>5}{'kB':>7}"
        f"{'constant':>10}{'ratio':>7}{'built':>8}{'ratio':>7}"
    )
    for line in lines:
        cost, aim = line.measured, AIMS.get(line.name, "")
        bare = ""
        for page, width in zip(line.bare or (), (10, 8), strict=False):
            bare += f"{page.cpu_ms:{width}.2f}{cost.cpu_ms / page.cpu_ms:6.1f}×"
        print(
            f"{line.name:24}{cost.cpu_ms:8.2f}{aim:>7}{cost.p50_ms:8.1f}{cost.p95_ms:8.1f}"
            f"{line.statements:5d}{cost.size / 1000:7.1f}{bare}"
        )


if __name__ == "__main__":
    main()
