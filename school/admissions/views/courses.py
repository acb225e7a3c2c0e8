"""Moving a person to the newest edition of a course, after showing what that would change."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from school.admissions.guard import subject_or_404
from school.admissions.views.blueprint import bp
from school.credits.guard import library, registrar
from school.credits.service.taking import (
    NoNewerEdition,
    StaysAsFinished,
    expect_move,
    move_to_newest_edition,
)
from school.web.context import allow, now, session, who


@bp.get("/desk/people/<int:person_id>/courses/<slug>/edition")
@allow("hours:record")
def edition(person_id: int, slug: str) -> ResponseReturnValue:
    subject = subject_or_404("hours:record", person_id)
    back = url_for(".person", person_id=person_id)
    try:
        effect = expect_move(session(), library(), person_id, slug)
    except (NoNewerEdition, StaysAsFinished) as refusal:  # nothing to decide, but no error either
        flash(str(refusal.message), "info")
        return redirect(back, 303)
    return render_template("admissions/edition.html", effect=effect, subject=subject, back=back)


@bp.post("/desk/people/<int:person_id>/courses/<slug>/edition")
@allow("hours:record")
def move(person_id: int, slug: str) -> ResponseReturnValue:
    subject = subject_or_404("hours:record", person_id)
    edition_id = request.form.get("edition", 0, type=int)
    finished = move_to_newest_edition(
        session(), registrar(), who(), person_id, slug, edition_id, now()
    )
    flash(f"{subject.name} is now on the newest edition of this course.", "ok")
    if finished:
        flash("That completes the course.", "ok")
    return redirect(url_for(".person", person_id=person_id), 303)
