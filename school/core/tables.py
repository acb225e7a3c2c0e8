"""What the school remembers of its own work: background jobs, and projections that were built."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from school.db import Base


class BackgroundJob(Base):
    """When a job runs next and who has it. All nodes share the row, so each run happens once."""

    __tablename__ = "background_job"

    name: Mapped[str] = mapped_column(primary_key=True)
    due_at: Mapped[datetime]
    claimed_until: Mapped[datetime | None]  # None: nobody runs it; past: whoever ran it is gone
    started_at: Mapped[datetime | None]  # of the last run
    finished_at: Mapped[datetime | None]  # of the last run that ended well
    last_error: Mapped[str | None]  # of the last run; None when it ended well


class BuiltProjection(Base):
    """That a projection was built, and what it rests on besides facts about people."""

    __tablename__ = "built_projection"

    name: Mapped[str] = mapped_column(primary_key=True)
    rests_on: Mapped[str]
