"""Moments and days in pages are written in the time zone of the school."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from school import create_app
from school.config import Config
from school.migrate import migrate
from school.web.context import allow, now
from school.web.filters import day, moment
from tests.cast import SECRET, browser_of

EVENING = timedelta(hours=10)  # after noon in Oregon, when it is the next day already in UTC


@pytest.fixture
def own_app(config, clock):
    """An application that a test may add a page to.

    The one that the tests share takes none once it has served a request.
    """
    app = create_app(config, clock)
    yield app
    app.extensions["database"].close()


def test_a_page_that_never_asks_for_the_catalogue_is_in_the_time_of_the_school(own_app):
    @own_app.get("/bare")
    @allow("content:read")
    def bare():
        return f"{moment(now())}; {day(now() + EVENING)}"

    page = browser_of(own_app, "ana").get("/bare").text
    assert page.endswith("20 Nov 2026, 12:00</time>; 20 November 2026")


def test_before_anything_is_published_times_are_in_utc(tmp_path):
    config = Config(secret_key=SECRET, database_url=f"sqlite:///{tmp_path}/empty.db")
    app = create_app(config, lambda: datetime(2026, 11, 20, 20, 0, tzinfo=UTC))
    migrate(app.extensions["database"])

    @app.get("/bare")
    @allow("content:read")
    def bare():
        return str(moment(now()))

    assert "20 Nov 2026, 20:00" in app.test_client().get("/bare").text
    app.extensions["database"].close()
