"""The officer's table of people and hours, as a page and as an export, and one person's file."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from flask import Response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from school.admissions.rules.filters import ROLES, Filters, read_filters, read_number
from school.admissions.rules.state import STATES
from school.admissions.service.export import write_table
from school.admissions.service.file import read_person_file
from school.admissions.service.listing import read_all_rows, read_overview
from school.admissions.service.numbers import find_numbered
from school.admissions.views.blueprint import bp
from school.catalogue.guard import current_catalogue
from school.catalogue.rules.documents import Catalogue
from school.catalogue.rules.offers import Offer
from school.core.policy import may
from school.core.refusals import NotFound
from school.credits.guard import library
from school.quizzes.rules.quiz import Quiz
from school.web.context import allow, now, session, who
from school.web.limits import TABLES
from school.web.throttle import count_act

NAMES_OFFERED = 4
ABOUT_FILE = "Their courses, hours and certificates."


@dataclass(frozen=True)
class TablePage:
    """A page of the table, in the form that the pagination macro needs."""

    filters: Filters
    number: int
    pages: int

    def url(self, number: int) -> str:
        return url_for("admissions.people", **self.filters.build_query(page=number))


@bp.get("/desk/people")
@allow("people:overview")
def people() -> str:
    filters = read_filters(request.args, current_catalogue().courses)
    overview = read_overview(session(), library(), filters, now())
    number = read_number(filters.words)
    return render_template(
        "admissions/people.html",
        filters=filters,
        numbered=find_numbered(session(), number) if number else None,
        overview=overview,
        page=TablePage(filters, overview.number, overview.pages),
        courses=current_catalogue().courses,
        states=STATES,
        roles=ROLES,
    )


def offer_people(typed: str, current: Catalogue) -> Offer | None:
    """Return the people whom the office finds by what was typed, or None for other readers."""
    if not may(who(), "people:overview"):
        return None
    filters = read_filters({"q": typed, "role": "everyone"}, current.courses)
    overview = read_overview(session(), library(), filters, now())
    names = list(dict.fromkeys(row.progress.name for row in overview.rows))
    if not names:
        return None
    title = names[0] if len(names) == 1 else "People and hours"
    shown = ", ".join(names[:NAMES_OFFERED])
    more = len(names) > NAMES_OFFERED or overview.pages > 1
    about = f"{shown} and others." if more else f"{shown}."
    if len(names) == 1:
        person_id = overview.rows[0].progress.person_id
        return Offer(url_for("admissions.person", person_id=person_id), title, ABOUT_FILE)
    return Offer(url_for("admissions.people", **filters.build_query()), title, about)


@bp.get("/desk/people.csv")
@allow("people:overview")
def export() -> Response:
    """All lines that fit, as a file.

    It is complete before it is sent, so that a slow reader keeps no transaction open.
    """
    count_act(TABLES)
    filters = read_filters(request.args, current_catalogue().courses)
    rows = read_all_rows(session(), library(), filters, now())
    zone = ZoneInfo(current_catalogue().school.zone)
    file_name = f"people-and-hours-{now().astimezone(zone).date().isoformat()}.csv"
    return Response(
        write_table(rows, zone),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{file_name}"'},
    )


@bp.get("/desk/people/<int:person_id>")
@allow("people:overview")
def person(person_id: int) -> ResponseReturnValue:
    file = read_person_file(session(), library(), person_id)
    if file is None:
        raise NotFound
    return render_template(
        "admissions/person.html",
        file=file,
        catalogue=current_catalogue(),
        quizzes=current_catalogue().of(Quiz),
        may_record=may(who(), "hours:record", file.subject),
    )
