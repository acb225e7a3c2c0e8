"""The database: the base of all tables, column types, and the two ways into a transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, ClassVar

from sqlalchemy import CursorResult, DateTime, Engine, MetaData, UpdateBase, create_engine, event
from sqlalchemy.engine import Connection, Dialect
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.pool import QueuePool
from sqlalchemy.types import JSON, TypeDecorator

from school.config import Config

# The SQLite releases before this one can corrupt a database when two connections write or
# checkpoint at once (the WAL-reset bug); one writing connection steps around it.
SQLITE_WITHOUT_WAL_RESET_BUG = (3, 51, 3)
WAIT_FOR_WRITER_SECONDS = 2.0  # longer, and the reader is told to come back (503)

SQLITE_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "recursive_triggers=ON",
    "trusted_schema=OFF",
    "mmap_size=0",
    f"busy_timeout={WAIT_FOR_WRITER_SECONDS * 1000:.0f}",
)


class UTCDateTime(TypeDecorator[datetime]):
    """An instant. Refuses a naive value, stores UTC, gives back an aware one."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a naive time was given to the database: {value!r}")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """The base of every table."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: UTCDateTime,
        dict[str, Any]: JSON,
        list[Any]: JSON,
    }


class Database:
    """The two ways in. `reading()` can't write; `writing()` holds the write lock from its start.

    Leaving a door normally commits; leaving it by an exception rolls back.
    """

    def __init__(self, config: Config) -> None:
        self.on_sqlite = config.on_sqlite
        if self.on_sqlite:
            config.sqlite_path.parent.mkdir(parents=True, exist_ok=True)
            self._writer = _sqlite_engine(
                config.database_url, "BEGIN IMMEDIATE", 1, WAIT_FOR_WRITER_SECONDS
            )
            self._reader = _sqlite_engine(config.database_url, "BEGIN", config.threads + 2, 10.0)
            self._replica = self._reader
        else:
            self._writer = _postgres_engine(config.database_url, config.threads + 2)
            self._reader = self._writer.execution_options(postgresql_readonly=True)
            self._replica = self._reader
            if config.database_read_url:
                replica = _postgres_engine(config.database_read_url, config.threads + 2)
                self._replica = replica.execution_options(postgresql_readonly=True)

    @property
    def engine(self) -> Engine:
        """The writing engine, for migrations and for tests that look underneath."""
        return self._writer

    @property
    def engines(self) -> tuple[Engine, ...]:
        """One engine a pool. Listeners on the writing engine hear the reading one too."""
        by_pool = {}
        for engine in (self._replica, self._reader, self._writer):
            by_pool[id(engine.pool)] = engine
        return tuple(by_pool.values())

    @property
    def has_replica(self) -> bool:
        return self._replica is not self._reader

    @contextmanager
    def reading(self, own_writes: bool = False) -> Iterator[Session]:
        """A transaction that the database itself refuses to write in.

        `own_writes`: the reader has just written, and a replica might lag behind; ask the primary.
        """
        engine = self._reader if own_writes else self._replica
        with Session(engine, autoflush=False, expire_on_commit=False) as session, session.begin():
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A transaction that may write. On SQLite it takes the write lock at its start."""
        with Session(self._writer, expire_on_commit=False) as session, session.begin():
            yield session

    def close(self) -> None:
        for engine in self.engines:
            engine.dispose()


def count_changed(session: Session, statement: UpdateBase) -> int:
    """Run an UPDATE or DELETE, and return how many rows it changed."""
    result = session.execute(statement)
    assert isinstance(result, CursorResult)
    return result.rowcount


def _sqlite_engine(url: str, begin: str, size: int, wait: float) -> Engine:
    engine = create_engine(
        url,
        poolclass=QueuePool,
        pool_size=size,
        max_overflow=0,
        pool_timeout=wait,
        connect_args={"check_same_thread": False},
    )
    reads_only = begin == "BEGIN"

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None  # the driver begins no transactions; we do
        for pragma in SQLITE_PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        if reads_only:
            connection.execute("PRAGMA query_only=ON")
            connection.execute("PRAGMA wal_autocheckpoint=0")

    @event.listens_for(engine, "begin")
    def start(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def _postgres_engine(url: str, size: int) -> Engine:
    return create_engine(url, pool_size=size, max_overflow=0, pool_timeout=10, pool_pre_ping=False)


def describe_sqlite_bug() -> str | None:
    """Return a warning if this SQLite release has the WAL-reset bug; None if it does not."""
    if sqlite3.sqlite_version_info >= SQLITE_WITHOUT_WAL_RESET_BUG:
        return None
    return (
        f"SQLite {sqlite3.sqlite_version} has the WAL-reset bug (fixed in 3.51.3); "
        "the school uses a single writing connection, which avoids it. Run only one server process."
    )


def ensure_folder(path: Path) -> Path:
    path.mkdir(parents=True, exist_ok=True)
    return path
