"""The last try to publish, with what stood in its way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from school.documents.tables import PublishRun
from school.markup.problems import Problem


@dataclass(frozen=True)
class LastRun:
    """One try to publish."""

    at: datetime
    author: str
    published: bool  # False: refused for its problems, or nothing had changed
    problems: tuple[Problem, ...]

    def of(self, path: str) -> tuple[Problem, ...]:
        """The problems of one file; `path` as its edition has it, within the content tree."""
        return tuple(
            problem for problem in self.problems if f"/{problem.path}".endswith(f"/{path}")
        )


def last_run(session: Session) -> LastRun | None:
    """The last try; None before the first one. One statement."""
    row = session.execute(_LAST).first()
    if row is None:
        return None
    return LastRun(
        row.at,
        row.author,
        row.release_id is not None,
        tuple(Problem(**said) for said in row.problems),
    )


_LAST = (
    select(PublishRun.at, PublishRun.author, PublishRun.release_id, PublishRun.problems)
    .order_by(PublishRun.id.desc())
    .limit(1)
)
