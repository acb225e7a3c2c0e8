"""The witness instead of the usual test school.

`config` leads to a migrated copy of it, `unmigrated` to one as it was left.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from school.config import Config
from school.db import Database
from school.migrate import migrate
from tests.cast import SECRET
from tests.witness import opened

KINDS = ("sqlite", "postgres")


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    """Which database: "sqlite" or "postgres"."""
    return request.param


@pytest.fixture
def unmigrated(request: pytest.FixtureRequest, kind: str, tmp_path: Path) -> Iterator[Config]:
    """The witness as it was left."""
    outbox = str(tmp_path / "outbox")
    if kind == "sqlite":
        url = opened.unpack_sqlite(tmp_path / "witness.db")
        yield Config(secret_key=SECRET, database_url=url, outbox_dir=outbox)
        return
    with opened.unpack_postgres(request.getfixturevalue("postgres_server")) as url:
        yield Config(secret_key=SECRET, database_url=url, outbox_dir=outbox)


@pytest.fixture
def config(unmigrated: Config) -> Config:
    """The witness, brought to the newest tables."""
    database = Database(unmigrated)
    migrate(database)
    database.close()
    return unmigrated


@pytest.fixture
def noted(kind: str) -> dict[str, Any]:
    """What was written down when the witness was made."""
    return opened.read_notes(kind)
