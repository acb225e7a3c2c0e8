"""What every test may ask for.

A real database of either kind, the application on it, browsers in which the cast is signed in.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, settings
from sqlalchemy import event
from sqlalchemy.orm import Session

from school import create_app
from school.config import Config
from school.db import Database
from school.documents.service.shelf import Shelf
from school.parts import load_parts
from school.people.service import passwords
from school.readiness import find_write_fault
from school.web.app import School
from school.web.health import RememberedCheck
from school.web.throttle import Acts
from tests import cast, cheap_passwords, order, postgres
from tests.cast import NOON, SECRET

# How long an example takes is no verdict: a machine that is busy with something else is slow, not
# wrong.
settings.register_profile("school", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("school")

load_parts()  # so that rules can be tested without an application


DATABASES = ("sqlite", "postgres")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test that needs a database on both kinds, or on those that its marker names.

    CONTRIBUTING.md says which tests need both. EVERY_DATABASE=1 runs all of them on both.
    """
    if "kind_of_database" in metafunc.fixturenames:
        metafunc.parametrize("kind_of_database", choose_databases(metafunc.definition))


def choose_databases(test: pytest.Item) -> tuple[str, ...]:
    marker = test.get_closest_marker("databases")
    if marker is None or os.environ.get("EVERY_DATABASE") == "1":
        return DATABASES
    unknown = set(marker.args) - set(DATABASES)
    assert marker.args, f"{test.nodeid} names no database"
    assert not unknown, f"{test.nodeid} names {unknown}"
    return marker.args


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Where several workers share the tests, the slow ones come first."""
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    if workers > 1:
        items[:] = order.put_slow_first(items, workers)


class Clock:
    """A clock that stands still until a test moves it."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **by: float) -> datetime:
        self.now += timedelta(**by)
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file with the test content published and the cast in it.

    It is copied for each test.
    """
    path = tmp_path_factory.mktemp("template") / "school.db"
    cast.prepare(Config(secret_key=SECRET, database_url=f"sqlite:///{path}"))
    return path


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[postgres.Server]:
    """A PostgreSQL of our own on a free local port, with the same template in it."""
    with postgres.server(*postgres.FORGETFUL) as server:
        cast.prepare(Config(secret_key=SECRET, database_url=server.url("template_school")))
        yield server


@pytest.fixture
def config(
    request: pytest.FixtureRequest, kind_of_database: str, tmp_path: Path
) -> Iterator[Config]:
    """The configuration of a fresh school, on the kind of database that the test runs on."""
    outbox = str(tmp_path / "outbox")
    if kind_of_database == "sqlite":
        copy = tmp_path / "school.db"
        shutil.copy(request.getfixturevalue("sqlite_template"), copy)
        yield Config(secret_key=SECRET, database_url=f"sqlite:///{copy}", outbox_dir=outbox)
    else:
        server: postgres.Server = request.getfixturevalue("postgres_server")
        with server.copy("template_school") as url:
            yield Config(secret_key=SECRET, database_url=url, outbox_dir=outbox)


@pytest.fixture(scope="session", autouse=True)
def passwords_cost_little() -> Iterator[None]:
    """Hash passwords at almost no cost.

    `production_cost` in tests/people brings back the real cost.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "HASHER", cheap_passwords.HASHER)
        patch.setattr(passwords, "DUMMY_HASH", cheap_passwords.DUMMY_HASH)
        yield


@pytest.fixture
def database(config: Config) -> Iterator[Database]:
    database = Database(config)
    yield database
    database.close()


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    """A writing transaction, for tests of services; committed when the test ends well."""
    with database.writing() as session:
        yield session


@pytest.fixture(scope="session")
def built_app(tmp_path_factory: pytest.TempPathFactory) -> School:
    """The application, built once, since building it costs more than most tests.

    Ask for `app`, not for this.
    """
    nowhere = tmp_path_factory.mktemp("nowhere") / "school.db"
    return create_app(Config(secret_key=SECRET, database_url=f"sqlite:///{nowhere}"))


# What the application keeps in `extensions` and no request changes.
LISTS = ("completion_listeners",)
UNCHANGING = {"assets", "readiness", "zone_of_school", *LISTS}


@pytest.fixture
def app(built_app: School, config: Config, clock: Clock, database: Database) -> Iterator[School]:
    """The application, with nothing in it that an earlier test has left."""
    before = _describe_build(built_app)
    fresh = {
        "config": config,
        "clock": clock,
        "database": database,
        "shelf": Shelf(),
        "acts": Acts(),
        "write_check": RememberedCheck(find_write_fault),
    }
    others = built_app.extensions.keys() - fresh.keys() - UNCHANGING
    assert not others, (
        f"may one test see what another left in {others}? If not, make it afresh here"
    )
    built_app.extensions |= fresh
    yield built_app
    assert _describe_build(built_app) == before, (
        "a test changes the application for all that follow: build it one of its own"
    )


def _describe_build(app: School) -> tuple[object, ...]:
    """What the application was built with: no request changes it, but a test might."""
    unchanging = {name: app.extensions[name] for name in UNCHANGING}
    hooks = {name: list(acts) for name, acts in app.before_request_funcs.items()}
    unchanging |= {name: list(unchanging[name]) for name in LISTS}
    return (
        dict(app.config),
        dict(app.jinja_env.globals),
        dict(app.jinja_env.filters),
        app.wsgi_app,
        hooks,
        unchanging,
    )


@pytest.fixture
def client(app: School) -> FlaskClient:
    """A browser that nobody has signed in with."""
    return app.test_client()


SignIn = Callable[[str], FlaskClient]


@pytest.fixture
def sign_in(app: School) -> SignIn:
    """`sign_in("ana")` gives a browser in which Ana is signed in."""

    def browser(name: str) -> FlaskClient:
        return cast.browser_of(app, name)

    return browser


@pytest.fixture
def ana(sign_in: SignIn) -> FlaskClient:
    return sign_in("ana")


@pytest.fixture
def ben(sign_in: SignIn) -> FlaskClient:
    return sign_in("ben")


@pytest.fixture
def ines(sign_in: SignIn) -> FlaskClient:
    return sign_in("ines")


@pytest.fixture
def olu(sign_in: SignIn) -> FlaskClient:
    return sign_in("olu")


@pytest.fixture
def ada(sign_in: SignIn) -> FlaskClient:
    return sign_in("ada")


class Statements:
    """The SQL statements that ran while it was open."""

    def __init__(self) -> None:
        self.sql: list[str] = []

    def __call__(self) -> int:
        return len(self.sql)


@pytest.fixture
def count_statements(app: School) -> Callable[[], object]:
    """`with count_statements() as n: …` and then `n()`; transaction marks do not count."""

    @contextmanager
    def counting() -> Iterator[Statements]:
        statements = Statements()

        def note(_connection, _cursor, sql, *_rest) -> None:
            if not sql.startswith(("BEGIN", "COMMIT", "ROLLBACK")):
                statements.sql.append(sql)

        engines = app.extensions["database"].engines
        for engine in engines:
            event.listen(engine, "before_cursor_execute", note)
        yield statements
        for engine in engines:
            event.remove(engine, "before_cursor_execute", note)

    return counting


@pytest.fixture
def noon() -> datetime:
    assert NOON.tzinfo is UTC
    return NOON
