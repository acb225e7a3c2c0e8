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
from school.people.rules.emails import is_email, normal_email
from school.people.rules.names import clean_name, name_problem
from school.people.rules.passwords import password_problem
from school.people.service.administration import invite
from school.people.service.audit import audit
from school.people.service.joining import AddressTaken, add_person
from school.people.service.mail import send_waiting
from school.people.service.passwords import hash_password
from school.people.service.tidying import forget_old

LOOP_SECONDS = 15

pass_config = click.make_pass_decorator(Config)


@click.group()
def person() -> None:
    """People with an account."""


@person.command("add")
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
def add(config: Config, email: str, name: str, role: Role, by_mail: bool) -> None:
    """Make an account for EMAIL; the first administrator begins here."""
    email, name = normal_email(email), clean_name(name)
    _refuse(None if is_email(email) else f"{email} is not an e-mail address")
    _refuse(name_problem(name))
    password_hash = None if by_mail else hash_password(_ask_password(email, name))
    carry_out(config, "person add", email=email, name=name, role=role, password_hash=password_hash)


def add_or_invite(
    caller: Caller, email: str, name: str, role: Role, password_hash: str | None
) -> None:
    """The errand of `school person add`; without a password the person is invited."""
    try:
        _add(caller, email, name, role, password_hash)
    except AddressTaken as taken:
        raise click.ClickException(f"{email}: {taken.message}") from taken
    if password_hash is None:
        caller.say(f"invited {email}; `school mail` sends the link")
    else:
        caller.say(f"added {email}")


def _add(caller: Caller, email: str, name: str, role: Role, password_hash: str | None) -> None:
    now = datetime.now(UTC)
    with caller.database.writing() as session:
        if password_hash is None:
            invite(session, NOBODY, email, name, role, caller.config.base_url, now)
            return
        made = add_person(session, email, name, role, password_hash, now)
        audit(session, NOBODY, "person:add", f"person/{made.id}", {"role": role}, now)


def _ask_password(email: str, name: str) -> str:
    password = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    _refuse(password_problem(password, email, name))
    return password


def _refuse(problem: Message | str | None) -> None:
    if problem:
        raise click.ClickException(str(problem))


@click.command()
@click.option("--loop", is_flag=True, help="go on until told to stop")
@pass_config
def mail(config: Config, loop: bool) -> None:
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
    """Delete old tries, ended sign-ins and spent links. Run it once a day."""
    carry_out(config, "forget-old")


def forget_old_rows(caller: Caller) -> None:
    """The errand of `school forget-old`."""
    with caller.database.writing() as session:
        gone = forget_old(session, datetime.now(UTC))
    caller.say(f"{gone} rows forgotten")


COMMANDS = (person, mail, forget_old_command)
EFFECTS = {
    "person add": Effect.WRITES,
    "mail": Effect.WRITES,
    "forget-old": Effect.WRITES,
}
ERRANDS: dict[str, Errand] = {
    "person add": add_or_invite,
    "mail": send_letters,
    "forget-old": forget_old_rows,
}
