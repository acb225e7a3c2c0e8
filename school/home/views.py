"""The front page for strangers, the desk for students; and what every page shows at its top."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, get_flashed_messages, redirect, render_template, request, url_for
from flask import session as browser
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError

from school.cards.rules.decks import Deck
from school.catalogue.guard import catalogue
from school.catalogue.rules.documents import Catalogue
from school.credits.guard import library
from school.documents.guard import shelf
from school.documents.service.shelf import NothingPublished
from school.home import service
from school.home.navigation import ShownPage, navigation
from school.web.app import School
from school.web.context import allow, language, now, session, who
from school.web.links import address_of

bp = Blueprint("home", __name__)

UNNAMED = "NMT School"  # what the school is called until it has published what it is called
DESKS = {
    "instructor": "studio.index",
    "officer": "admissions.people",
    "admin": "admissions.people",
}


def register(app: School) -> None:
    app.register_blueprint(bp)
    app.context_processor(every_page)


def every_page() -> dict[str, Any]:
    """What base.html shows; it must work on an error page too, with the database away."""
    return {
        "who": who(),
        "language": language(),
        "school_name": _school_name(),
        "navigation": navigation(who().role, _page(), address_of),
        "flashes": get_flashed_messages(with_categories=True) if "_flashes" in browser else (),
    }


def _page() -> ShownPage:
    return ShownPage(request.path, request.endpoint or "", request.blueprint or "")


def _school_name() -> str:
    try:
        return catalogue().school.name
    except (NothingPublished, SQLAlchemyError):
        known = shelf().last_known
        return Catalogue(known).school.name if known else UNNAMED


@bp.get("/")
@allow("content:read")
def today() -> ResponseReturnValue:
    """Where one begins: strangers at the front page, students at their desk, staff at theirs."""
    if not who().signed_in:
        return front()
    if who().role in DESKS:
        return redirect(url_for(DESKS[who().role]), 303)
    desk = service.desk(session(), library(), who(), now())
    return render_template("home/desk.html", desk=desk)


def front() -> str:
    current = catalogue()
    return render_template(
        "home/front.html",
        modules=tuple(current.modules.values()),
        courses=tuple(current.courses.values()),
        cards=sum(len(deck.graded) for deck in current.of(Deck).values()),
    )
