"""The officer's table as a file for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from school.admissions.service.listing import TableRow
from school.core.cells import Cell, guarded

BYTE_ORDER_MARK = "\ufeff"  # without it, a spreadsheet doesn't read the file as UTF-8
HEADINGS = (
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


def write_table(rows: Iterable[TableRow], zone: ZoneInfo) -> str:
    """The rows as CSV (RFC 4180), with minutes as numbers and days as local dates in `zone`.

    Text is guarded, so that no spreadsheet takes it for a formula.
    """
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerow(HEADINGS)
    for row in rows:
        writer.writerow([guarded(cell) for cell in _list_cells(row, zone)])
    return BYTE_ORDER_MARK + text.getvalue()


def _list_cells(row: TableRow, zone: ZoneInfo) -> tuple[Cell, ...]:
    progress, certificate = row.progress, row.progress.certificate
    return (
        progress.name,
        progress.email or "",
        progress.role,
        progress.course_title,
        progress.minutes,
        "" if progress.needed is None else progress.needed,
        _write_day(progress.last_earned_at, zone),
        row.state.label,
        str(row.state.sentence),
        certificate.code if certificate else "",
        _write_day(certificate.issued_at if certificate else None, zone),
    )


def _write_day(at: datetime | None, zone: ZoneInfo) -> str:
    return at.astimezone(zone).date().isoformat() if at else ""
