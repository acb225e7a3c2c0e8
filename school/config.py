"""Configuration: one frozen value, read once from the environment, refused loudly when wrong."""

from __future__ import annotations

import difflib
import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

PACKAGE = Path(__file__).resolve().parent


def find_root(package: Path) -> Path:
    """The folder that holds templates/ and content/.

    In a checkout they lie beside the program, in an installed package inside (tools/wheel.py).
    """
    return package if (package / "templates").is_dir() else package.parent


def find_data_folder(package: Path, environ: Mapping[str, str]) -> Path:
    """The folder where a school keeps its data unless it is told another.

    That is var/ in a checkout. Nothing is kept inside an installed package: an update would take it
    away. Its data live where the XDG Base Directory Specification puts those of a user, which is
    the same place wherever a command is started.
    """
    root = find_root(package)
    if root != package:
        return root / "var"
    folder = environ.get("XDG_DATA_HOME", "")
    if not os.path.isabs(folder):  # the specification: a relative path is to be ignored
        folder = os.path.expanduser("~/.local/share")
    return Path(folder) / "nmt-school"


ROOT = find_root(PACKAGE)
DATA_FOLDER = find_data_folder(PACKAGE, os.environ)
PREFIX = "SCHOOL_"
MAKE_A_KEY = 'python3 -c "import secrets; print(secrets.token_urlsafe(48))"'


class BadConfiguration(Exception):
    """A setting that the school cannot start with; the text says how to mend it."""


@dataclass(frozen=True)
class Config:
    """What differs from one installation to the next. Each field is read from SCHOOL_<FIELD>."""

    secret_key: str
    database_url: str = f"sqlite:///{DATA_FOLDER / 'school.db'}"
    database_read_url: str = ""  # a PostgreSQL replica; empty: reads go where writes go
    base_url: str = "http://localhost:8000"
    content_dir: str = str(ROOT / "content")
    mail_url: str = ""  # smtp://user:password@host:587; empty: messages become files in outbox_dir
    mail_from: str = "school@localhost"
    outbox_dir: str = str(DATA_FOLDER / "outbox")
    host: str = "127.0.0.1"
    port: int = 8000
    threads: int = 2  # request threads in the one process that SQLite allows
    workers: int = 1  # processes; more than one needs PostgreSQL
    trusted_proxies: int = 0  # how many proxies in front set X-Forwarded-For
    staff_second_factor: str = ""  # required, optional; empty: required where people use https
    staff_idle_minutes: int = 30  # unused for so long, a sign-in ends, but for students

    @property
    def secure(self) -> bool:
        """True when people reach the school by https, so that cookies may insist on it."""
        return urlsplit(self.base_url).scheme == "https"

    @property
    def requires_second_factor(self) -> bool:
        """True when staff must have a second factor: in production, unless somebody says no."""
        if self.staff_second_factor:
            return self.staff_second_factor == "required"
        return self.secure

    @property
    def on_sqlite(self) -> bool:
        return self.database_url.startswith("sqlite")

    @property
    def sqlite_path(self) -> Path:
        return Path(self.database_url.removeprefix("sqlite:///"))


def read_config(environ: Mapping[str, str]) -> Config:
    """Read the configuration, or raise BadConfiguration naming every setting that is wrong."""
    known = {PREFIX + field.name.upper(): field for field in fields(Config)}
    problems = []
    for name in environ:
        if name.startswith(PREFIX) and name not in known:
            problems.append(_describe_unknown(name, known))
    values: dict[str, Any] = {"secret_key": ""}
    for name, field in known.items():
        if name not in environ:
            continue
        text = environ[name].strip()
        if field.type != "int":
            values[field.name] = text
        elif text.isascii() and text.isdigit():
            values[field.name] = int(text)
        else:
            problems.append(f"{name} must be a whole number, not {text!r}")
    config = Config(**values)
    problems += _judge_config(config)
    if problems:
        raise BadConfiguration("The school cannot start:\n  " + "\n  ".join(problems))
    return config


def _describe_unknown(name: str, known: Mapping[str, object]) -> str:
    near = difflib.get_close_matches(name, known, n=1)
    hint = f"did you mean {near[0]}?" if near else f"known are {', '.join(known)}"
    return f"{name} is not a setting; {hint}"


def _judge_config(config: Config) -> list[str]:
    problems = []
    if len(config.secret_key) < 32 or len(set(config.secret_key)) < 10:
        state = "is missing" if not config.secret_key else "is too weak"
        problems.append(f"SCHOOL_SECRET_KEY {state}; make one with: {MAKE_A_KEY}")
    if not config.database_url.startswith(("sqlite:///", "postgresql")):
        problems.append("SCHOOL_DATABASE_URL must begin with sqlite:/// or postgresql://")
    elif config.on_sqlite and str(config.sqlite_path) in ("", ".", ":memory:"):
        problems.append("SCHOOL_DATABASE_URL names no file; a school kept in memory would be lost")
    elif config.on_sqlite and config.workers > 1:
        problems.append("SCHOOL_WORKERS above 1 needs PostgreSQL: SQLite has one writer")
    if config.database_read_url and config.on_sqlite:
        problems.append("SCHOOL_DATABASE_READ_URL needs PostgreSQL")
    base = urlsplit(config.base_url)
    if base.scheme not in ("http", "https") or not base.netloc:
        problems.append("SCHOOL_BASE_URL must be the address people use, as https://school.example")
    if config.mail_url and urlsplit(config.mail_url).scheme not in ("smtp", "smtps"):
        problems.append("SCHOOL_MAIL_URL must begin with smtp:// or smtps://")
    if config.threads < 1 or config.workers < 1:
        problems.append("SCHOOL_THREADS and SCHOOL_WORKERS must be at least 1")
    return problems + _judge_staff_settings(config)


def _judge_staff_settings(config: Config) -> list[str]:
    problems = []
    if config.staff_second_factor not in ("", "required", "optional"):
        problems.append("SCHOOL_STAFF_SECOND_FACTOR must be required or optional")
    if not 5 <= config.staff_idle_minutes <= 12 * 60:
        problems.append("SCHOOL_STAFF_IDLE_MINUTES must be from 5 to 720")
    return problems
