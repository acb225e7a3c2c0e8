"""Pages of hours: a student's own, course by course, and one entry with what it rests on."""

from __future__ import annotations

from flask import Blueprint, render_template

from school.catalogue.guard import catalogue
from school.credits.guard import entry_or_404, library
from school.credits.service.hours import evidence_of, hours_of
from school.web.app import School
from school.web.context import allow, session, who

bp = Blueprint("credits", __name__)


def register(app: School) -> None:
    app.extensions["completion_listeners"] = []  # later features add a CompletionListener each
    app.register_blueprint(bp)


@bp.get("/hours")
@allow("hours:see-own")
def index() -> str:
    hours = hours_of(session(), library(), who().id)
    return render_template("credits/hours.html", hours=hours, catalogue=catalogue())


@bp.get("/hours/<int:seq>")
@allow("hours:see")
def entry(seq: int) -> str:
    found = entry_or_404("hours:see", seq)
    evidence = evidence_of(session(), found)
    return render_template("credits/entry.html", evidence=evidence, entry=found, catalogue=catalogue())
