"""The same acts from the shell."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from school.people.commands import forget_old_command, mail_command, person_commands
from school.people.rules.letters import Letter
from school.people.service.mail import queue_letter
from school.people.service.passwords import is_right_password
from school.people.service.people import find_person_by_email
from school.people.tables import AuditEntry
from tests.cast import NOON

PASSWORD = "plain river lamp"


def run(config, command, *words, typed=""):
    return CliRunner().invoke(command, words, obj=config, input=typed)


def test_the_first_administrator_is_added_with_a_password(config, database):
    done = run(
        config, person_commands, "add", " Dora@School.Example ",
        "--name", "Dora Lind", "--role", "admin",
        typed=f"{PASSWORD}\n{PASSWORD}\n",
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    assert PASSWORD not in done.output
    with database.reading() as session:
        added = find_person_by_email(session, "dora@school.example")
        assert (added.role, added.name) == ("admin", "Dora Lind")
        assert is_right_password(added.password_hash, PASSWORD)
        entry = session.scalars(select(AuditEntry)).one()
    assert (entry.act, entry.who_id) == ("person:add", None)


def test_somebody_is_invited_by_mail(config, database, letters):
    done = run(
        config,
        person_commands,
        "add",
        "dora@school.example",
        "--name",
        "Dora Lind",
        "--role",
        "officer",
        "--invite",
    )
    assert done.exit_code == 0, done.output
    assert letters()[0].to == "dora@school.example"
    assert "The school made an account for you" in letters()[0].body


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("dora", "--name", "Dora Lind", "--invite"), "is not an email address"),
        (("dora@school.example", "--name", "...", "--invite"), "Write your name"),
        (("ana@school.example", "--name", "Ana", "--invite"), "already has an account"),
        (("dora@school.example", "--name", "Dora", "--role", "owner"), "owner"),
        (("dora@school.example", "--name", "Dora"), "at least 12"),
    ],
)
def test_what_cannot_be_is_said_and_fails(config, words, says):
    done = run(config, person_commands, "add", *words, typed="short\nshort\n")
    assert done.exit_code != 0
    assert says in done.output


def test_mail_that_waits_is_sent(config, database):
    with database.writing() as session:
        queue_letter(
            session,
            "ana@school.example",
            Letter("A subject", "A text\n"),
            NOON - timedelta(days=365),
        )
    assert run(config, mail_command).output == "1 sent\n"
    assert len(list(Path(config.outbox_dir).glob("*.eml"))) == 1
    assert run(config, mail_command).output == "0 sent\n"


def test_forgetting_says_how_much(config):
    assert run(config, forget_old_command).output == "0 rows forgotten\n"
