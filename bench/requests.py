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

from sqlalchemy import event  # noqa: E402

from bench.load import HOST, Ask, Measured, answering, measure, resident_mb, wait_until  # noqa: E402
from bench.prepare import OFFICER, QUIZ, STUDENT, Prepared, prepare, secret_of  # noqa: E402
from school import create_app  # noqa: E402
from school.config import Config, read_config  # noqa: E402
from school.operating import prepare_demo_environment  # noqa: E402

PORT, BARE_PORT = 8471, 8472
CLIENTS = 8
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
    bare: (
        tuple[Measured, Measured] | None
    )  # bare pages of the same size, constant and built; for pages only


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
        run(Path(folder), rounds, people)


def run(folder: Path, rounds: int, people: int) -> None:
    environment = dict(prepare_demo_environment(folder, PORT))
    config = read_config(environment)
    prepared = prepare(config, folder, people, datetime.now(UTC))
    counts = statements(config, prepared)
    with serving("school.wsgi:app", PORT, environment, "/healthz") as (server, seconds):
        print(
            f"first answer {seconds:.2f} s after the start, {resident_mb(server):.0f} MB resident"
        )
        lines = [
            Line(
                name,
                measured,
                counts[name],
                bare_pages(measured.size, rounds) if measured.size > 1000 and rounds > 99 else None,
            )
            for name, measured in measurements(server, prepared, rounds)
        ]
        print(
            f"{resident_mb(server):.0f} MB resident after {sum(line.measured.requests for line in lines)} requests"
        )
    report(lines)


def measurements(server: int, prepared: Prepared, rounds: int) -> Iterator[tuple[str, Measured]]:
    """Each kind of request, once to warm up and then measured."""
    for name, asks in kinds(prepared, rounds).items():
        if name != "hand in 20 questions":
            measure(PORT, server, asks[:CLIENTS], CLIENTS)
        yield name, measure(PORT, server, asks, CLIENTS)


def kinds(prepared: Prepared, rounds: int) -> dict[str, list[Ask]]:
    nobody, student, officer = browser(None), browser(STUDENT), browser(OFFICER)
    item = prepared.catalogue.of(Quiz)[QUIZ].items[0]
    people = range(STUDENT, STUDENT + len(prepared.attempts))
    # The first student's attempt takes the saves; the others hand theirs in, once each.
    save = student.post(
        f"/attempts/{prepared.attempts[0]}/responses",
        {"question": f"answer-{item.id}", f"answer-{item.id}": "1"},
        200,
        "application/json",
    )
    hand_ins = [
        Browser(f"{cookie_of(person)}; {token_cookie(student)}", student.token).post(
            f"/attempts/{attempt}/hand-in", {}, 303
        )
        for person, attempt in list(zip(people, prepared.attempts, strict=True))[1 : rounds + 1]
    ]
    return {
        "front page": [nobody.get("/")] * rounds,
        "module page": [student.get(f"/modules/{QUIZ}")] * rounds,
        "desk": [student.get("/")] * rounds,
        "save a response": [save] * rounds,
        "hand in 20 questions": hand_ins,
        "next card": [student.get("/cards/referral-patterns/study")] * rounds,
        "officer's table": [officer.get("/desk/people")] * rounds,
    }


def cookie_of(person: int) -> str:
    return f"sign-in={secret_of(person)}"


def token_cookie(signed_in: Browser) -> str:
    return signed_in.cookies.split("; ")[-1]


def browser(person: int | None) -> Browser:
    """Read a page that has a form, for the token in it and the cookie that the token belongs to."""
    cookies = cookie_of(person) if person else ""
    connection = http.client.HTTPConnection(HOST, PORT)
    connection.request("GET", "/account" if person else "/sign-in", headers={"Cookie": cookies})
    answer = connection.getresponse()
    html = answer.read().decode()
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', html)
    own = (answer.headers["Set-Cookie"] or "").split(";")[0]
    connection.close()
    if token is None:
        raise RuntimeError(f"no form on the page: {answer.status} {html[:200]}")
    return Browser("; ".join(filter(None, (cookies, own))), token.group(1))


def bare_pages(size: int, rounds: int) -> tuple[Measured, Measured]:
    """A constant page of that size, and one that a looping template builds."""
    environment = {"BARE_SIZE": str(size)}
    with serving("bench.bare:app", BARE_PORT, environment, "/") as (server, _seconds):
        constant = [Ask("GET", "/", {})] * (
            rounds * 5
        )  # so quick that the clock's ticks would show
        built = [Ask("GET", "/built", {})] * rounds
        measure(BARE_PORT, server, constant[:CLIENTS] + built[:CLIENTS], CLIENTS)
        return measure(BARE_PORT, server, constant, CLIENTS), measure(
            BARE_PORT, server, built, CLIENTS
        )


@contextmanager
def serving(
    target: str, port: int, environment: dict[str, str], path: str
) -> Iterator[tuple[int, float]]:
    """A server as shipped (granian, one worker, two threads): its process id, and the seconds to its first answer."""
    command = [
        sys.executable,
        "-m",
        "granian",
        "--interface",
        "wsgi",
        "--host",
        HOST,
        "--port",
        str(port),
    ]
    command += [
        "--workers",
        "1",
        "--blocking-threads",
        "2",
        "--no-ws",
        "--log-level",
        "error",
        target,
    ]
    if target.startswith("school."):
        command = [sys.executable, "-m", "school", "serve"]
    clean = {name: value for name, value in os.environ.items() if not name.startswith("SCHOOL_")}
    server = subprocess.Popen(command, cwd=ROOT, env=clean | environment, stderr=subprocess.DEVNULL)
    try:
        yield server.pid, wait_until(lambda: answering(port, path))
    finally:
        server.terminate()
        server.wait(timeout=20)


def statements(config: Config, prepared: Prepared) -> dict[str, int]:
    """SQL statements of each kind of request, counted in this process on the same database."""
    app = create_app(config)
    seen: list[str] = []

    def note(_connection: object, _cursor: object, sql: str, *_rest: object) -> None:
        if not sql.startswith(("BEGIN", "COMMIT", "ROLLBACK")):
            seen.append(sql)

    for engine in app.extensions["database"].engines:
        event.listen(engine, "before_cursor_execute", note)
    counts = {}
    last = len(prepared.attempts) + STUDENT - 1
    for name, method, path, person in (
        ("front page", "GET", "/", None),
        ("module page", "GET", f"/modules/{QUIZ}", STUDENT),
        ("desk", "GET", "/", STUDENT),
        ("next card", "GET", "/cards/referral-patterns/study", STUDENT),
        ("officer's table", "GET", "/desk/people", OFFICER),
        ("save a response", "POST", f"/attempts/{prepared.attempts[-1]}/responses", last),
        ("hand in 20 questions", "POST", f"/attempts/{prepared.attempts[-1]}/hand-in", last),
    ):
        client = app.test_client()
        if person:
            client.set_cookie("sign-in", secret_of(person))
        html = client.get("/account" if person else "/sign-in").get_data(as_text=True)
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', html)
        item = prepared.catalogue.of(Quiz)[QUIZ].items[0].id
        form = {
            "csrf_token": token.group(1) if token else "",
            "question": f"answer-{item}",
            f"answer-{item}": "1",
        }
        client.get("/")
        seen.clear()
        answer = client.open(path, method=method, data=form if method == "POST" else None)
        if answer.status_code >= 400:
            raise RuntimeError(f"{method} {path}: {answer.status_code}")
        counts[name] = len(seen)
    app.extensions["database"].close()
    return counts


def report(lines: list[Line]) -> None:
    print(
        f"{'request':24}{'CPU ms':>8}{'aim':>7}{'p50 ms':>8}{'p95 ms':>8}{'SQL':>5}{'kB':>7}"
        f"{'constant':>10}{'ratio':>7}{'built':>8}{'ratio':>7}"
    )
    for line in lines:
        m, aim = line.measured, AIMS.get(line.name, "")
        bare = "".join(
            f"{b.cpu_ms:{w}.2f}{m.cpu_ms / b.cpu_ms:6.1f}×"
            for b, w in zip(line.bare or (), (10, 8), strict=False)
        )
        print(
            f"{line.name:24}{m.cpu_ms:8.2f}{aim:>7}{m.p50_ms:8.1f}{m.p95_ms:8.1f}{line.statements:5d}"
            f"{m.size / 1000:7.1f}{bare}"
        )


if __name__ == "__main__":
    main()
