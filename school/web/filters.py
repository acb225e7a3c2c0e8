"""How values read in a page: hours, days, moments."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from flask import current_app, g
from markupsafe import Markup

from school.web.app import School
from school.web.links import address_of


def register(app: School, zone_of_school: Callable[[], str]) -> None:
    """`zone_of_school` gives the name of the school's time zone, as "America/Los_Angeles"."""
    app.extensions["zone_of_school"] = zone_of_school
    app.add_template_filter(counted)
    app.add_template_filter(hours)
    app.add_template_filter(day)
    app.add_template_filter(moment)
    app.add_template_filter(percent)
    app.add_template_filter(address_of, "address")


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun: 1 review, 2 reviews; 1 person, 2 people."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def hours(minutes: int) -> str:
    """Minutes as people say them: 8 min, 1 h, 12.5 h. From an hour on, rounded to a tenth."""
    sign = "−" if minutes < 0 else ""
    if abs(minutes) < 60:
        return f"{sign}{abs(minutes)} min"
    tenths = (abs(minutes) * 10 + 30) // 60
    whole, tenth = divmod(tenths, 10)
    return f"{sign}{whole}.{tenth} h" if tenth else f"{sign}{whole} h"


def zone() -> ZoneInfo:
    """The school's time zone; asked for once a request."""
    known: ZoneInfo | None = g.get("zone")
    if known is None:
        known = g.zone = ZoneInfo(current_app.extensions["zone_of_school"]())
    return known


def day(value: date | datetime) -> str:
    """A date in words: November 20, 2026."""
    value = value.astimezone(zone()) if isinstance(value, datetime) else value
    return f"{value:%B} {value.day}, {value.year}"


def moment(value: datetime) -> Markup:
    """A time in the school's zone: Nov 20, 2026, 4:05 p.m. The machine's form is beside it."""
    local = value.astimezone(zone())
    clock = f"{local.hour % 12 or 12}:{local:%M} {'a.m.' if local.hour < 12 else 'p.m.'}"
    words = f"{local:%b} {local.day}, {local.year}, {clock}"
    return Markup('<time datetime="{}">{}</time>').format(value.isoformat(), words)


def percent(share: float) -> str:
    """A share of one as whole percent, rounded to nearest: 0.675 → 68 %."""
    return f"{int(share * 100 + 0.5)} %"
