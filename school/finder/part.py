"""What the feature `finder` brings to the school."""

from __future__ import annotations

from school.catalogue.rules.offers import SEARCH_OFFERS
from school.finder import views
from school.web.pages import PAGES


def register() -> None:
    PAGES.add("finder", views.register)
    SEARCH_OFFERS.add("pain finder", views.offer_finder)
