"""What the feature `admissions` brings to the school."""

from __future__ import annotations

from school.admissions import views
from school.admissions.service.lines import DESK_LINES
from school.admissions.views.people import offer_people
from school.catalogue.rules.offers import SEARCH_OFFERS
from school.core import policy
from school.core.jobs import JOBS
from school.core.projections import KEEPING_UP_TO_DATE, PROJECTIONS
from school.web.pages import PAGES


def register() -> None:
    PAGES.add("admissions", views.register)
    JOBS.add("projections", KEEPING_UP_TO_DATE)
    PROJECTIONS.add("officer's table", DESK_LINES)
    SEARCH_OFFERS.add("people", offer_people)
    policy.permit("people:overview", policy.office)
