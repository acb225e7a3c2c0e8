"""Recording class time: the page shows what will happen, and the same form then records it."""

from __future__ import annotations

import secrets

from flask import render_template
from flask.typing import ResponseReturnValue

from school.admissions.forms import ClassroomForm
from school.admissions.guard import subject_or_404
from school.admissions.service.file import Subject
from school.admissions.service.hours import (
    CourseClassTime,
    Expected,
    enter_class_time,
    expect_class_time,
    find_enrolled_courses,
)
from school.admissions.views.blueprint import bp
from school.admissions.views.steps import read_step, redirect_to_entry
from school.catalogue.guard import current_catalogue
from school.core.messages import Message
from school.core.refusals import Refusal
from school.credits.guard import library, registrar
from school.credits.rules.days import find_local_date
from school.credits.service.awards import ClassTime
from school.web.context import allow, now, session, who


@bp.get("/desk/people/<int:person_id>/classroom")
@allow("hours:record")
def classroom(person_id: int) -> str:
    subject = subject_or_404("hours:record", person_id)
    return _render_classroom(subject, _make_form(subject))


@bp.post("/desk/people/<int:person_id>/classroom")
@allow("hours:record", expired_page=classroom)
def record(person_id: int) -> ResponseReturnValue:
    subject = subject_or_404("hours:record", person_id)
    form = _make_form(subject)
    if not form.accepted():
        return _render_classroom(subject, form), 422
    class_time = _read_class_time(form)
    try:
        if read_step() == "record":
            return _record_class_time(subject, class_time)
        expected = expect_class_time(session(), library(), person_id, class_time, now())
    except Refusal as refusal:  # nothing was written yet, so the form is shown again
        return _render_classroom(subject, form, refused=refusal.message), 422
    return _render_classroom(subject, form, expected=expected if read_step() == "look" else None)


def _record_class_time(subject: Subject, class_time: CourseClassTime) -> ResponseReturnValue:
    person_id = subject.person_id
    granted = enter_class_time(session(), registrar(), who(), person_id, class_time, now())
    entry = granted.entry
    sentence = f"Entry {entry.seq}: {entry.minutes} min recorded for {subject.name}."
    return redirect_to_entry(granted, sentence)


def _read_class_time(form: ClassroomForm) -> CourseClassTime:
    course_slug, _, part_id = form.where.data.partition("/")
    assert form.held_on.data is not None
    time = ClassTime(
        part_id=part_id,
        minutes=form.minutes_read,
        held_on=form.held_on.data,
        observation=form.seen.data or "",
        form_key=form.form_key.data or "",
    )
    return CourseClassTime(course_slug, time)


def _make_form(subject: Subject) -> ClassroomForm:
    today = find_local_date(now(), current_catalogue().school.zone)
    form = ClassroomForm(held_on=today, form_key=secrets.token_urlsafe(24))
    choices = []
    for course in find_enrolled_courses(session(), library(), subject.person_id).values():
        for part in course.parts:
            if part.delivery == "live":
                label = f"{course.title}: {part.title} ({part.minutes} min in all)"
                choices.append((f"{course.slug}/{part.id}", label))
    form.where.choices = choices
    return form


def _render_classroom(
    subject: Subject,
    form: ClassroomForm,
    expected: Expected | None = None,
    refused: Message | None = None,
) -> str:
    return render_template(
        "admissions/classroom.html", subject=subject, form=form, expected=expected, refused=refused
    )
