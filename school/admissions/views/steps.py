"""What the pages that change hours share: which button was pressed, and where an act leads."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from school.admissions.service.hours import find_certificate_for
from school.credits.guard import library
from school.credits.rules.completions import Completion
from school.credits.service.completing import Granted
from school.web.context import session


def read_step() -> str:
    """Which button was pressed: "look" at what would happen, "change" the form, or "record" it."""
    return request.form.get("step", "look")


def redirect_to_entry(granted: Granted, sentence: str) -> ResponseReturnValue:
    """To the new entry in the person's file, with `sentence` and each course it finished."""
    entry = granted.entry
    flash(sentence, "ok")
    for completion in granted.completions:
        _announce_completion(completion)
    page = url_for("admissions.person", person_id=entry.person_id, _anchor=f"entry-{entry.seq}")
    return redirect(page, 303)


def _announce_completion(completion: Completion) -> None:
    certificate = find_certificate_for(session(), completion)
    title = library().find_course(session(), completion.course_slug, completion.edition_id).title
    if certificate is not None:
        flash(f"{title} is finished, and certificate {certificate.code} is issued.", "ok")
    else:
        flash(f"{title} is finished. Its certificate waits: see below what is missing.", "warn")
