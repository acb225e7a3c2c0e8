"""Unpacks the witness: a database as an older commit left it, not yet migrated.

There is one of SQLite and one of PostgreSQL.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

from tests import postgres

HERE = Path(__file__).parent
PLAIN_URL = "postgresql+psycopg://", "postgresql://"


def read_notes(kind: str) -> dict[str, Any]:
    """What was written down when the witness of this kind ("sqlite" or "postgres") was made."""
    return json.loads((HERE / f"{kind}.json").read_text(encoding="utf-8"))


def read_queue() -> str:
    """The reviews that wait in a browser, as it sends them."""
    return json.dumps(json.loads((HERE / "queue.json").read_text(encoding="utf-8")))


def unpack_sqlite(path: Path) -> str:
    """Write the witness to `path`; return its address."""
    path.write_bytes(gzip.decompress((HERE / "sqlite.db.gz").read_bytes()))
    return f"sqlite:///{path}"


@contextmanager
def unpack_postgres(server: postgres.Server) -> Iterator[str]:
    """A database of its own with the witness in it; gone afterwards."""
    script = gzip.decompress((HERE / "postgres.sql.gz").read_bytes()).decode()
    with server.copy("template0") as url:
        with psycopg.connect(url.replace(*PLAIN_URL), autocommit=True) as connection:
            connection.execute(script)  # type: ignore[call-overload]
        yield url
