"""Commands of the people who run the school: migrate, serve, back up, and open the demo school."""

from __future__ import annotations

import gc
import os
import secrets
import sqlite3
import sys
from collections.abc import Mapping
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import click
from granian import Granian
from granian.constants import HTTPModes, Interfaces, Loops, TaskImpl
from granian.http import HTTP1Settings

from school.config import ROOT, Config, read_config
from school.core.projections import rebuild_outdated
from school.credits.service.ledger import verify_ledger
from school.db import Database, describe_sqlite_bug
from school.demo.opening import ContentHasProblems, open_demo
from school.demo.people import PASSWORD, STAFF, STUDENTS
from school.migrate import CannotMigrate, migrate
from school.readiness import find_migration_fault, find_start_fault
from school.serving.limits import Limits
from school.serving.sockets import allow_many_connections
from school.triggers import describe_missing_guards

# A worker that is told to end finishes what it does. One that a client holds up is ended after
# this many seconds.
SECONDS_TO_END = 15
FILES_BESIDE_CONNECTIONS = 256


pass_config = click.make_pass_decorator(Config)


@click.command("migrate")
@pass_config
def migrate_command(config: Config) -> None:
    """Bring the database to the newest tables."""
    with closing(Database(config)) as database:
        try:
            migrate(database)
            rebuild_outdated(database)
        except CannotMigrate as fault:
            raise click.ClickException(str(fault)) from fault
    click.echo("the database is at the newest migration")


@click.command()
@pass_config
def serve(config: Config) -> None:
    """Serve the school, as configured by the environment."""
    _refuse_unless_ready(config)
    if config.on_sqlite and (warning := describe_sqlite_bug()):
        click.echo(f"note: {warning}", err=True)
    run_server(config)


def _refuse_unless_ready(config: Config) -> None:
    database = Database(config)
    with closing(database):
        fault = find_start_fault(database)
    if fault:
        raise click.ClickException(fault)


def run_server(config: Config) -> None:
    """Serve until told to stop. The worker reads the configuration from the environment again."""
    # Workers are forks of this process. The garbage collector writes to every object it scans, and
    # a memory page that was written to is no longer shared. Kept away from what is loaded already,
    # it leaves about 18 MB shared.
    gc.collect()
    gc.freeze()
    limits = Limits()
    allow_many_connections(limits.connections + FILES_BESIDE_CONNECTIONS)
    Granian(
        "school.rsgi:app",
        address=config.host,
        port=config.port,
        interface=Interfaces.RSGI,
        workers=config.workers,
        loop=Loops.asyncio,
        # The task of a client that stays away is canceled; tasks made in Rust cannot be.
        task_impl=TaskImpl.asyncio,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=limits.seconds_for_headers * 1000),
        backpressure=limits.connections,  # connections, idle ones too; not requests at work
        workers_kill_timeout=SECONDS_TO_END,
        log_access=False,
        respawn_failed_workers=True,
        process_name=None,
        websockets=False,
    ).serve()


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@pass_config
def backup(config: Config, folder: Path) -> None:
    """Copy the SQLite database into FOLDER: written beside, checked, then renamed into place."""
    _refuse_unless_on_sqlite(config)
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"school-{datetime.now(UTC):%Y%m%dT%H%M%SZ}.db"
    unfinished = target.with_suffix(".unfinished")
    try:
        _copy_database(config.sqlite_path, unfinished)
        _check_copy(unfinished)
        _sync_to_disk(unfinished)
        unfinished.rename(target)
    finally:
        for leftover in ("", "-wal", "-shm"):
            unfinished.with_name(unfinished.name + leftover).unlink(missing_ok=True)
    _sync_to_disk(folder)
    click.echo(f"{target} ({target.stat().st_size // 1024} kB), checked")


def _refuse_unless_on_sqlite(config: Config) -> None:
    if not config.on_sqlite:
        raise click.ClickException(
            "this is for SQLite; for PostgreSQL use pg_dump or your base backups"
        )
    if not config.sqlite_path.is_file():
        raise click.ClickException(
            f"there is no database at {config.sqlite_path}; check SCHOOL_DATABASE_URL"
        )


def _copy_database(live: Path, copy: Path) -> None:
    copy.unlink(missing_ok=True)
    with closing(sqlite3.connect(live)) as connection:
        connection.execute("VACUUM INTO ?", (str(copy),))


def _check_copy(path: Path) -> None:
    with closing(sqlite3.connect(path)) as copy:
        verdict = copy.execute("PRAGMA integrity_check").fetchone()[0]
    if verdict != "ok":
        raise click.ClickException(f"the copy is damaged and was not kept: {verdict}")
    _check_records(path)


def _check_records(path: Path) -> None:
    """Check the guards and the ledger in a copy. Refuse one whose ledger does not verify."""
    database = Database(Config(secret_key="", database_url=f"sqlite:///{path}"))
    with closing(database), database.reading() as session:
        not_readable = find_migration_fault(session)
        faults = [] if not_readable else verify_ledger(session)
        unguarded = None if not_readable else describe_missing_guards(session.connection())
    if unguarded:
        click.echo(f"warning: in the copy as in the database, {unguarded}", err=True)
    if not_readable:
        note = f"note: the ledger in the copy was not verified, because {not_readable}"
        click.echo(note, err=True)
    if faults:
        raise click.ClickException(
            f"the ledger in the copy does not verify, so it was not kept: {faults[0]}"
        )


def _sync_to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@click.command("open")
@click.option("--port", default=8000, show_default=True, help="where to listen on this machine")
@click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=ROOT / "var",
    help="where its data is stored",
)
@click.option("--no-serve", is_flag=True, help="prepare everything, but do not serve")
def open_school(port: int, folder: Path, no_serve: bool) -> None:
    """Open the demo school on this machine: tables, content, a cast with history, and serve."""
    environment = prepare_demo_environment(folder, port)
    os.environ.update(environment)
    config = read_config(os.environ)
    try:
        open_demo(config, datetime.now(UTC), say=click.echo)
    except CannotMigrate as fault:
        raise click.ClickException(str(fault)) from fault
    except ContentHasProblems as problems:
        raise click.ClickException(f"the content cannot be published:\n{problems}") from problems
    if not no_serve:
        _print_demo_sign_ins(port)
        _serve_in_fresh_process()


def _print_demo_sign_ins(port: int) -> None:
    """Print the address, and how two students and the staff sign in."""
    click.echo(f"\nThe school is open at http://localhost:{port}   (Ctrl-C closes it)\n")
    sign_ins = [(student.login, "student") for student in STUDENTS[:2]]
    sign_ins += [(login, role) for login, _name, role in STAFF]
    for login, role in sign_ins:
        click.echo(f"  {login + '@school.example':22} {role}")
    click.echo(f"  password of all: {PASSWORD}\n")
    sys.stdout.flush()


def _serve_in_fresh_process() -> None:
    """Replace this process by one that serves.

    The typesetter that wrote the demo's certificates has started threads, which the forks of the
    server would lose.
    """
    command = [sys.executable, "-m", "school", "serve"]
    os.execv(sys.executable, command)  # noqa: S606 - no shell, our own program


def prepare_demo_environment(folder: Path, port: int) -> Mapping[str, str]:
    """Return the settings of a demo school in `folder`: loopback only, with its own secret key."""
    folder.mkdir(parents=True, exist_ok=True)
    key = folder / "secret_key"
    if not key.exists():
        key.touch(mode=0o600)
        key.write_text(secrets.token_urlsafe(48), encoding="ascii")
    return {
        "SCHOOL_SECRET_KEY": key.read_text(encoding="ascii").strip(),
        "SCHOOL_DATABASE_URL": f"sqlite:///{folder / 'school.db'}",
        "SCHOOL_OUTBOX_DIR": str(folder / "outbox"),
        "SCHOOL_BASE_URL": f"http://localhost:{port}",
        "SCHOOL_HOST": "127.0.0.1",
        "SCHOOL_PORT": str(port),
    }


COMMANDS = (migrate_command, serve, backup, open_school)
