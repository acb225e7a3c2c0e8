"""Accounts and mail from the shell."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import click

from school.config import Config
from school.core.commands import Caller, Effect, Errand
from school.core.identity import NOBODY, Role
from school.core.messages import Message
from school.errands import carry_out
from school.people.forms import ROLES
from school.people.rules.emails import is_email, normalize_email
from school.people.rules.names import clean_name, find_name_problem
from school.people.rules.passwords import find_password_problem
from school.people.service.administration import invite_person
from school.people.service.audit import record_act
from school.people.service.joining import AddressTaken, add_person
from school.people.service.mail import send_waiting
from school.people.service.passwords import hash_password
from school.people.service.people import find_person_by_email
from school.people.service.second_factor import has_second_factor, reset_second_factor
from school.people.service.tidying import forget_old

LOOP_SECONDS = 15

pass_config = click.make_pass_decorator(Config)


@click.group("person")
def person_commands() -> None:
    """People with an account."""


@person_commands.command("add")
@click.argument("email")
@click.option("--name", required=True, help="as on certificates")
@click.option(
    "--role",
    type=click.Choice([role.value for role in ROLES]),
    default="student",
    show_default=True,
)
@click.option(
    "--invite",
    "by_mail",
    is_flag=True,
    help="send a link to choose a password, instead of asking for one",
)
@pass_config
def add_command(config: Config, email: str, name: str, role: Role, by_mail: bool) -> None:
    """Make an account for EMAIL. The first administrator is made this way."""
    email, name = normalize_email(email), clean_name(name)
    _refuse_problem(None if is_email(email) else f"{email} is not an email address")
    _refuse_problem(find_name_problem(name))
    password_hash = None if by_mail else hash_password(_ask_password(email, name))
    carry_out(config, "person add", email=email, name=name, role=role, password_hash=password_hash)


def add_or_invite(
    caller: Caller, email: str, name: str, role: Role, password_hash: str | None
) -> None:
    """The errand of `school person add`; without a password the person is invited."""
    try:
        _add_person(caller, email, name, role, password_hash)
    except AddressTaken as taken:
        raise click.ClickException(f"{email}: {taken.message}") from taken
    if password_hash is None:
        caller.say(f"invited {email}; `school mail` sends the link")
    else:
        caller.say(f"added {email}")


def _add_person(
    caller: Caller, email: str, name: str, role: Role, password_hash: str | None
) -> None:
    now = datetime.now(UTC)
    with caller.database.writing() as session:
        if password_hash is None:
            invite_person(session, NOBODY, email, name, role, caller.config.base_url, now)
            return
        added = add_person(session, email, name, role, password_hash, now)
        record_act(session, NOBODY, "person:add", f"person/{added.id}", {"role": role}, now)


@person_commands.command("reset-second-factor")
@click.argument("email")
@pass_config
def reset_second_factor_command(config: Config, email: str) -> None:
    """Take the second factor of EMAIL away, after its owner has lost it and proved who they are."""
    carry_out(config, "person reset-second-factor", email=email)


def take_second_factor(caller: Caller, email: str) -> None:
    """The errand of `school person reset-second-factor`."""
    with caller.database.writing() as session:
        person = find_person_by_email(session, email)
        if person is None or not has_second_factor(session, person.id):
            raise click.ClickException(f"{email} has no second factor")
        now = datetime.now(UTC)
        reset_second_factor(session, NOBODY, person, caller.config.base_url, now)
    caller.say(f"{email} signs in without a second factor now")


def _ask_password(email: str, name: str) -> str:
    password = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    _refuse_problem(find_password_problem(password, email, name))
    return password


def _refuse_problem(problem: Message | str | None) -> None:
    if problem:
        raise click.ClickException(str(problem))


@click.command("mail")
@click.option("--loop", is_flag=True, help="continue until stopped")
@pass_config
def mail_command(config: Config, loop: bool) -> None:
    """Send the letters that wait in the outbox."""
    carry_out(config, "mail")
    while loop:
        time.sleep(LOOP_SECONDS)
        carry_out(config, "mail")


def send_letters(caller: Caller) -> None:
    """The errand of `school mail`: all that is due."""
    sent = 0
    while batch := send_waiting(caller.database, caller.config, datetime.now(UTC)):
        sent += batch
    caller.say(f"{sent} sent")


@click.command("forget-old")
@pass_config
def forget_old_command(config: Config) -> None:
    """Delete old tries, ended sign-ins and used links. Run it once a day."""
    carry_out(config, "forget-old")


def forget_old_rows(caller: Caller) -> None:
    """The errand of `school forget-old`."""
    with caller.database.writing() as session:
        deleted = forget_old(session, datetime.now(UTC))
    caller.say(f"{deleted} rows forgotten")


COMMANDS = (person_commands, mail_command, forget_old_command)
EFFECTS = {
    "person add": Effect.WRITES,
    "person reset-second-factor": Effect.WRITES,
    "mail": Effect.WRITES,
    "forget-old": Effect.WRITES,
}
ERRANDS: dict[str, Errand] = {
    "person add": add_or_invite,
    "person reset-second-factor": take_second_factor,
    "mail": send_letters,
    "forget-old": forget_old_rows,
}
