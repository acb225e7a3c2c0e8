"""The front page for visitors, the desk for students, and what every page shows at the top."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, get_flashed_messages, redirect, render_template, request, url_for
from flask import session as browser
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError

from school.cards.rules.decks import Deck
from school.catalogue.guard import current_catalogue
from school.catalogue.rules.documents import Catalogue
from school.credits.guard import library
from school.documents.guard import current_shelf
from school.documents.service.shelf import NothingPublished
from school.home import service
from school.home.navigation import ShownPage, build_navigation
from school.web.app import School
from school.web.context import allow, language, now, session, who
from school.web.links import address_of

bp = Blueprint("home", __name__)

UNNAMED = "NMT School"  # the school's name until its content, which holds the name, is published
DESKS = {
    "instructor": "studio.list_documents",
    "officer": "admissions.people",
    "admin": "admissions.people",
}


def register(app: School) -> None:
    app.register_blueprint(bp)
    app.context_processor(make_page_context)


def make_page_context() -> dict[str, Any]:
    """Return what base.html shows. It must also work on an error page, without a database."""
    return {
        "who": who(),
        "language": language(),
        "school_name": _find_school_name(),
        "navigation": build_navigation(who().role, _find_page(), address_of),
        "flashes": get_flashed_messages(with_categories=True) if "_flashes" in browser else (),
    }


def _find_page() -> ShownPage:
    return ShownPage(request.path, request.endpoint or "", request.blueprint or "")


def _find_school_name() -> str:
    try:
        return current_catalogue().school.name
    except (NothingPublished, SQLAlchemyError):
        known = current_shelf().last_known
        return Catalogue(known).school.name if known else UNNAMED


@bp.get("/")
@allow("content:read")
def show_start_page() -> ResponseReturnValue:
    """Show visitors the front page and students their desk; send staff to theirs."""
    if not who().signed_in:
        return show_front_page()
    if who().role in DESKS:
        return redirect(url_for(DESKS[who().role]), 303)
    desk = service.build_desk(session(), library(), who(), now())
    return render_template("home/desk.html", desk=desk)


def show_front_page() -> str:
    current = current_catalogue()
    return render_template(
        "home/front.html",
        modules=tuple(current.modules.values()),
        courses=tuple(current.courses.values()),
        cards=sum(len(deck.graded) for deck in current.of(Deck).values()),
    )
