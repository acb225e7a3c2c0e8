"""A feature is added without a change in `school/`: tests/toy brings one of everything."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from click.testing import CliRunner

from school import create_app
from school.cards.rules.registry import CARD_KINDS
from school.cli import school
from school.core.audit import AUDIT_SENTENCES, describe_act
from school.core.background import run_jobs_in_background
from school.core.commands import COMMANDS, EFFECTS
from school.core.jobs import JOBS
from school.core.policy import PERMISSIONS, may
from school.documents.rules.kinds import DOCUMENT_KINDS
from school.parts import PARTS
from school.questions.kinds import QUESTION_KINDS
from school.web.app import School
from school.web.pages import PAGES
from tests import cast
from tests.cast import identity
from tests.patience import wait_until
from tests.toy.part import RUNS, Workshop

# Nothing here depends on the database.
pytestmark = pytest.mark.databases("sqlite")

REGISTRIES = (
    PAGES,
    PERMISSIONS,
    AUDIT_SENTENCES,
    COMMANDS,
    EFFECTS,
    JOBS,
    DOCUMENT_KINDS,
    QUESTION_KINDS,
    CARD_KINDS,
)


@pytest.fixture
def app(config, clock) -> Iterator[School]:
    """A school with the toy feature in it, which leaves no trace afterward."""
    with ExitStack() as afterward:
        for registry in REGISTRIES:
            afterward.enter_context(registry.restored_afterward())
        app = create_app(config, clock, (*PARTS, "tests.toy"))
        yield app
        app.extensions["database"].close()


def test_a_permission_may_rest_on_a_thing_that_only_its_feature_knows(app):
    assert may(identity("ines"), "toy:see", Workshop())
    assert not may(identity("ada"), "toy:see", Workshop())


@pytest.mark.parametrize(("reader", "status"), [("ines", 200), ("ana", 404), ("ada", 404)])
def test_its_page_is_served_to_those_it_permits(app, reader, status):
    assert cast.browser_of(app, reader).get("/toy/workshop").status_code == status


def test_its_act_is_told_in_the_audit_log(app):
    assert describe_act("toy:play", {"toy": "a kite"}).sentence == "Played with a kite"


def test_its_command_is_one_of_the_shell(app):
    done = CliRunner().invoke(school, ["toy"], env={"SCHOOL_SECRET_KEY": cast.SECRET})
    assert (done.exit_code, done.output) == (0, "the toy is there\n")
    assert "Say that the toy is there." in CliRunner().invoke(school, ["--help"]).output


def test_its_job_runs_in_the_background(app, database, config, clock):
    RUNS.clear()
    end = run_jobs_in_background(database, config, clock)
    wait_until(lambda: [clock()] == RUNS)
    end()


def test_its_kinds_are_known_beside_the_school_s_own(app):
    """What each of them can do is shown in tests/documents, tests/questions and tests/cards."""
    assert {"rubric", "module"} <= DOCUMENT_KINDS.keys()
    assert {"ordering", "one-choice"} <= QUESTION_KINDS.keys()
    assert {"count", "zone"} <= CARD_KINDS.keys()


def test_without_it_the_school_knows_nothing_of_it(built_app):
    assert "toy.workshop" not in built_app.view_functions
    assert "toy:see" not in PERMISSIONS
    assert "toy" not in COMMANDS
    assert "rubric" not in DOCUMENT_KINDS
