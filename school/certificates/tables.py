"""Certificates as issued: the fields, the bytes of the PDF, and the ledger entries they rest on."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, deferred, mapped_column

from school.db import Base


class Certificate(Base):
    """A certificate, never changed after issue."""

    __tablename__ = "certificate"
    __table_args__ = (UniqueConstraint("person_id", "course_slug", "revision"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)  # 80 random bits: 7KQ2-9FXD-M3TA-VB6N
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    course_slug: Mapped[str]
    revision: Mapped[int]  # 1; a reissue is the next number
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"))  # the course's edition
    issued_at: Mapped[datetime]
    completed_on: Mapped[date]
    minutes: Mapped[int]
    fields: Mapped[dict[str, Any]]  # everything that is printed
    entries: Mapped[list[Any]]  # seq of the ledger entries it rests on
    pdf: Mapped[bytes] = deferred(mapped_column(LargeBinary))
    pdf_sha256: Mapped[str]
