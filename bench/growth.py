"""How pages grow with the school: processor time with many people, as a ratio to that with few.

    python -m bench.growth                             1,000 and 100,000 people, on SQLite
    python -m bench.growth --people 1000 10000         other numbers
    python -m bench.growth --database URL URL          empty PostgreSQL databases, one for each

Ends with 1 where a page takes more than twice as long with the most people as with the fewest.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from flask.testing import FlaskClient
from sqlalchemy import event

from bench.crowd import ADMIN, INSTRUCTOR, OFFICER, STUDENT, fill, make_secret
from bench.prepare import QUIZ
from school import create_app
from school.config import Config
from school.web.app import School

SECRET = "bench-secret-" + "x" * 32
TIMES_ALLOWED = 2.0
DESK = "/desk/people"
PAGES = (
    ("the officer's table", OFFICER, DESK),
    ("… on the way", OFFICER, f"{DESK}?state=on-the-way"),
    ("… no hours for a month", OFFICER, f"{DESK}?state=quiet"),
    ("… not begun", OFFICER, f"{DESK}?state=not-begun"),
    ("… finished", OFFICER, f"{DESK}?state=finished"),
    ("… by a name", OFFICER, f"{DESK}?q=okafor71271"),
    ("… by an entry", OFFICER, f"{DESK}?q=entry+77"),
    ("… not enrolled", OFFICER, f"{DESK}?state=not-enrolled"),
    ("… by hours, falling", OFFICER, f"{DESK}?sort=-hours"),
    ("… by last hours", OFFICER, f"{DESK}?sort=last"),
    ("… by certificate", OFFICER, f"{DESK}?sort=certificate"),
    ("… last page", OFFICER, f"{DESK}?page=999999"),
    ("… last page by hours", OFFICER, f"{DESK}?sort=hours&page=999999"),
    ("accounts", ADMIN, "/people"),
    ("… last page", ADMIN, "/people?page=999999"),
    ("audit log", ADMIN, "/people/audit"),
    ("studio", INSTRUCTOR, "/studio"),
    ("questions of a quiz", INSTRUCTOR, f"/studio/quiz/{QUIZ}"),
    ("search", STUDENT, "/search?q=ischemia"),
    ("module", STUDENT, f"/modules/{QUIZ}"),
    ("hours", STUDENT, "/hours"),
    ("desk of a student", STUDENT, "/"),
)
Costs = dict[tuple[str, str], tuple[float, int]]  # milliseconds of CPU, and statements


def main() -> int:
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--people", type=int, nargs="+", default=[1_000, 100_000])
    options.add_argument("--database", nargs="+", help="an empty database for each number")
    options.add_argument("--rounds", type=int, default=15, help="requests of each page")
    chosen = options.parse_args()
    costs = []
    for number, people in enumerate(chosen.people):
        with tempfile.TemporaryDirectory() as folder:
            url = chosen.database[number] if chosen.database else f"sqlite:///{folder}/school.db"
            began = time.monotonic()
            config = Config(secret_key=SECRET, database_url=url)
            fill(config, Path(folder), people, datetime.now(UTC))
            print(f"{people:,} people filled in {time.monotonic() - began:.0f} s", flush=True)
            costs.append(_measure_pages(config, chosen.rounds))
    return _report_costs(chosen.people, costs)


def _measure_pages(config: Config, rounds: int) -> Costs:
    app = create_app(config)
    count = _count_statements(app)
    costs: Costs = {}
    for name, person, path in PAGES:
        client = app.test_client()
        client.set_cookie("sign-in", make_secret(person))
        _request_page(client, path)
        before = count()
        _request_page(client, path)
        statements = count() - before
        costs[name, path] = (median(_time_request(client, path) for _ in range(rounds)), statements)
    app.extensions["database"].close()
    return costs


def _count_statements(app: School) -> Callable[[], int]:
    executed: list[str] = []

    def note(_connection: object, _cursor: object, sql: str, *_rest: object) -> None:
        executed.append(sql)

    for engine in app.extensions["database"].engines:
        event.listen(engine, "before_cursor_execute", note)
    return lambda: len(executed)


def _request_page(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    if answer.status_code != 200:
        raise RuntimeError(f"{path}: {answer.status_code}")


def _time_request(client: FlaskClient, path: str) -> float:
    """Milliseconds from asking to the answer, the database's part included."""
    began = time.perf_counter()
    _request_page(client, path)
    return (time.perf_counter() - began) * 1000


def _report_costs(people: list[int], costs: list[Costs]) -> int:
    heads = "".join(f"{number:>12,}" for number in people)
    print(f"\n{'ms, SQL':28}{heads}{'ratio':>9}")
    too_slow = 0
    for key in costs[0]:
        figures = "".join(f"{cost[key][0]:8.1f}{cost[key][1]:4}" for cost in costs)
        ratio = costs[-1][key][0] / costs[0][key][0]
        grown = costs[-1][key][1] > costs[0][key][1]
        verdict = " too much" if ratio > TIMES_ALLOWED or grown else ""
        too_slow += bool(verdict)
        print(f"{key[0]:28}{figures}{ratio:8.2f}×{verdict}", flush=True)
    return int(too_slow > 0)


if __name__ == "__main__":
    sys.exit(main())
