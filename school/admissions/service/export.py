"""The officer's table as a file for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from school.admissions.service.listing import TableRow
from school.core.cells import Cell, guarded

BYTE_ORDER_MARK = "\ufeff"  # without it a spreadsheet reads UTF-8 as something older
HEAD = (
    "Name",
    "E-mail",
    "Role",
    "Course",
    "Minutes earned",
    "Minutes needed",
    "Last hours",
    "State",
    "Why",
    "Certificate",
    "Issued on",
)


def table_file(rows: Iterable[TableRow], zone: ZoneInfo) -> str:
    """The rows as CSV (RFC 4180): text quoted and guarded, minutes as numbers, days as local dates in `zone`."""
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerow(HEAD)
    for row in rows:
        writer.writerow([guarded(cell) for cell in _cells(row, zone)])
    return BYTE_ORDER_MARK + text.getvalue()


def _cells(row: TableRow, zone: ZoneInfo) -> tuple[Cell, ...]:
    person, certificate = row.progress, row.progress.certificate
    return (
        person.name,
        person.email or "",
        person.role,
        person.course_title,
        person.minutes,
        "" if person.needed is None else person.needed,
        _day(person.last_earned_at, zone),
        row.state.label,
        str(row.state.sentence),
        certificate.code if certificate else "",
        _day(certificate.issued_at if certificate else None, zone),
    )


def _day(at: datetime | None, zone: ZoneInfo) -> str:
    return at.astimezone(zone).date().isoformat() if at else ""
