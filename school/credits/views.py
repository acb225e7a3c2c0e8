"""Pages about hours: a student's own, one entry, and what taking a course would change."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from school.catalogue.guard import course_or_404, current_catalogue
from school.credits.guard import entry_or_404, library, registrar
from school.credits.rules import words
from school.credits.service.hours import read_evidence, read_hours
from school.credits.service.records import read_course_records
from school.credits.service.taking import (
    NoNewerEdition,
    StaysAsFinished,
    expect_move,
    move_to_newest_edition,
    read_overlap,
)
from school.web.app import School
from school.web.context import allow, now, session, who

bp = Blueprint("credits", __name__)


def register(app: School) -> None:
    app.extensions["completion_listeners"] = []  # later features add a CompletionListener each
    app.register_blueprint(bp)
    app.jinja_env.globals["entry_words"] = words


@bp.get("/hours")
@allow("hours:see-own")
def index() -> str:
    hours = read_hours(session(), library(), who().id)
    return render_template("credits/hours.html", hours=hours, catalogue=current_catalogue())


@bp.get("/hours/<int:seq>")
@allow("hours:see")
def entry(seq: int) -> str:
    entry_shown = entry_or_404("hours:see", seq)
    return render_template(
        "credits/entry.html",
        evidence=read_evidence(session(), entry_shown),
        entry=entry_shown,
        catalogue=current_catalogue(),
    )


@bp.get("/courses/<slug>/enroll")
@allow("course:enrol")
def enrolling(slug: str) -> ResponseReturnValue:
    """What will and won't count in a course, for somebody who already takes others."""
    course = course_or_404(slug)
    record = read_course_records(session(), who().id).get(slug)
    if record is not None and record.enrolled_at is not None:
        return redirect(url_for("catalogue.course", slug=slug), 303)
    overlap = read_overlap(session(), library(), who().id, course)
    return render_template("credits/enrolling.html", course=course, overlap=overlap)


@bp.get("/courses/<slug>/edition")
@allow("course:enrol")
def edition(slug: str) -> ResponseReturnValue:
    """What moving to the newest edition of a course would change."""
    back = url_for(".index")
    try:
        effect = expect_move(session(), library(), who().id, slug)
    except (NoNewerEdition, StaysAsFinished) as refusal:  # nothing to decide, but no error either
        flash(str(refusal.message), "info")
        return redirect(back, 303)
    return render_template("credits/edition.html", effect=effect, back=back)


@bp.post("/courses/<slug>/edition")
@allow("course:enrol")
def move(slug: str) -> ResponseReturnValue:
    edition_id = request.form.get("edition", 0, type=int)
    finished = move_to_newest_edition(
        session(), registrar(), who(), who().id, slug, edition_id, now()
    )
    flash("You are now on the newest edition of this course.", "ok")
    if finished:
        flash("That completes the course.", "ok")
    return redirect(url_for(".index"), 303)
