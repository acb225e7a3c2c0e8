"""The last attempt to publish, with the problems that stopped it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from school.documents.tables import PublishRun
from school.markup.problems import Problem


@dataclass(frozen=True)
class LastRun:
    """One attempt to publish."""

    at: datetime
    author: str
    published: bool  # False: refused for its problems, or nothing had changed
    problems: tuple[Problem, ...]

    def list_problems_of(self, path: str) -> tuple[Problem, ...]:
        """Return the problems of one file; `path` is its path within the content tree."""
        return tuple(
            problem for problem in self.problems if f"/{problem.path}".endswith(f"/{path}")
        )


def find_last_run(session: Session) -> LastRun | None:
    """Return the last attempt, or None before the first. One statement."""
    row = session.execute(_LAST).first()
    if row is None:
        return None
    return LastRun(
        row.at,
        row.author,
        row.release_id is not None,
        tuple(Problem(**fields) for fields in row.problems),
    )


_LAST = (
    select(PublishRun.at, PublishRun.author, PublishRun.release_id, PublishRun.problems)
    .order_by(PublishRun.id.desc())
    .limit(1)
)
