"""Putting hours right: record time in the room, take an entry back, give it other minutes.

Each page first shows what will happen; the same form, sent once more, does it.
"""

from __future__ import annotations

import secrets

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from school.admissions.forms import ClassroomForm, CorrectForm, MoveForm, ReverseForm
from school.admissions.guard import subject_or_404
from school.admissions.service import hours
from school.admissions.service.file import Subject, subject_of
from school.admissions.service.hours import Expected, TimeInRoom, certificate_of, courses_taken
from school.admissions.views.blueprint import bp
from school.catalogue.guard import current_catalogue
from school.core.messages import Message
from school.core.refusals import Refusal
from school.credits.guard import entry_or_404, library, registrar
from school.credits.rules.days import earned_on
from school.credits.rules.ledger import Entry
from school.credits.service.awards import ClassTime
from school.credits.service.completing import Granted
from school.credits.service.corrections import (
    AlreadyTakenBack,
    IsAReversal,
    courses_that_can_take,
    move_minutes,
    reverse,
)
from school.credits.service.corrections import correct as correct_entry
from school.credits.service.ledger import reversal_of
from school.web.context import allow, now, session, who
from school.web.forms import SchoolForm


@bp.get("/desk/people/<int:person_id>/classroom")
@allow("hours:record")
def classroom(person_id: int) -> str:
    subject = subject_or_404("hours:record", person_id)
    return _classroom_page(subject, _classroom_form(subject))


@bp.post("/desk/people/<int:person_id>/classroom")
@allow("hours:record", expired_page=classroom)
def record(person_id: int) -> ResponseReturnValue:
    subject = subject_or_404("hours:record", person_id)
    form = _classroom_form(subject)
    if not form.accepted():
        return _classroom_page(subject, form), 422
    details = _time_in_room(form)
    try:
        if _step() == "record":
            return _record(subject, form, details)
        expected = hours.expect_time_in_room(session(), library(), person_id, details, now())
    except (
        Refusal
    ) as refused:  # before anything was written: what was typed comes back with the sentence
        return _classroom_page(subject, form, refused=refused.message), 422
    return _classroom_page(subject, form, expected=expected if _step() == "look" else None)


def _record(subject: Subject, form: ClassroomForm, details: TimeInRoom) -> ResponseReturnValue:
    granted = hours.record_time_in_room(
        session(), registrar(), who(), subject.person_id, details, now()
    )
    entry = granted.entry
    return _done(granted, f"Entry {entry.seq}: {entry.minutes} min recorded for {subject.name}.")


@bp.get("/desk/entries/<int:seq>")
@allow("hours:correct")
def entry(seq: int) -> str:
    return _entry_page(_entry(seq), ReverseForm(formdata=None))


@bp.post("/desk/entries/<int:seq>/reverse")
@allow("hours:correct", expired_page=lambda seq: _entry_page(_entry(seq), ReverseForm()))
def take_back(seq: int) -> ResponseReturnValue:
    found = _entry(seq)
    form = ReverseForm()
    if not form.accepted():
        return _entry_page(found, form), 422
    try:
        granted = reverse(session(), registrar(), who(), found, form.reason.data or "", now())
    except (AlreadyTakenBack, IsAReversal) as refused:
        return _entry_page(found, form, refused=refused.message), 422
    return _done(granted, f"Entry {found.seq} is taken back by entry {granted.entry.seq}.")


@bp.get("/desk/entries/<int:seq>/correct")
@allow("hours:correct")
def correction(seq: int) -> str:
    return _correct_page(_entry(seq), CorrectForm(formdata=None))


@bp.post("/desk/entries/<int:seq>/correct")
@allow("hours:correct", expired_page=lambda seq: _correct_page(_entry(seq), CorrectForm()))
def correct(seq: int) -> ResponseReturnValue:
    found = _entry(seq)
    form = CorrectForm()
    if not form.accepted():
        return _correct_page(found, form), 422
    try:
        if _step() == "record":
            return _correct(found, form)
        expected = hours.expect_correction(session(), library(), found, form.minutes_read)
    except Refusal as refused:  # before anything was written
        return _correct_page(found, form, refused=refused.message), 422
    return _correct_page(found, form, expected=expected if _step() == "look" else None)


def _correct(found: Entry, form: CorrectForm) -> ResponseReturnValue:
    minutes, reason = form.minutes_read, form.reason.data or ""
    granted = correct_entry(session(), registrar(), who(), found, minutes, reason, now())
    corrected = granted.entry
    said = f"Entry {found.seq} is taken back; entry {corrected.seq} says {corrected.minutes} min instead."
    return _done(granted, said)


@bp.get("/desk/entries/<int:seq>/move")
@allow("hours:correct")
def transfer(seq: int) -> str:
    found = _entry(seq)
    return _move_page(found, _move_form(found, typed=False))


def _expired_move(seq: int) -> str:
    found = _entry(seq)
    return _move_page(found, _move_form(found))


@bp.post("/desk/entries/<int:seq>/move")
@allow("hours:correct", expired_page=_expired_move)
def move_entry(seq: int) -> ResponseReturnValue:
    found = _entry(seq)
    form = _move_form(found)
    if not form.accepted():
        return _move_page(found, form), 422
    try:
        if _step() == "record":
            return _move(found, form)
        expected = hours.expect_transfer(session(), library(), found, form.course.data)
    except Refusal as refused:  # before anything was written
        return _move_page(found, form, refused=refused.message), 422
    return _move_page(found, form, expected=expected if _step() == "look" else None)


def _move(found: Entry, form: MoveForm) -> ResponseReturnValue:
    reason = form.reason.data or ""
    granted = move_minutes(session(), registrar(), who(), found, form.course.data, reason, now())
    moved = granted.entry
    title = moved.evidence["course"]
    return _done(
        granted,
        f"Entry {found.seq} is taken back; its {moved.minutes} min count for {title} (entry {moved.seq}).",
    )


def _move_form(found: Entry, *, typed: bool = True) -> MoveForm:
    form = MoveForm() if typed else MoveForm(formdata=None)
    courses = courses_that_can_take(session(), library(), found)
    form.course.choices = [(slug, course.title) for slug, course in courses.items()]
    return form


def _entry(seq: int) -> Entry:
    return entry_or_404("hours:correct", seq)


def _step() -> str:
    """Which button was pressed: "look" at what will happen, "change" what was typed, "record" it."""
    return request.form.get("step", "look")


def _time_in_room(form: ClassroomForm) -> TimeInRoom:
    course_slug, _, part_id = form.where.data.partition("/")
    assert form.held_on.data is not None
    seen, form_key = form.seen.data or "", form.form_key.data or ""
    time = ClassTime(part_id, form.minutes_read, form.held_on.data, seen, form_key)
    return TimeInRoom(course_slug, time)


def _classroom_form(subject: Subject) -> ClassroomForm:
    today = earned_on(now(), current_catalogue().school.zone)
    form = ClassroomForm(held_on=today, form_key=secrets.token_urlsafe(24))
    taken = courses_taken(session(), library(), subject.person_id).values()
    form.where.choices = [
        (f"{course.slug}/{part.id}", f"{course.title}: {part.title} ({part.minutes} min in all)")
        for course in taken
        for part in course.parts
        if part.delivery == "live"
    ]
    return form


def _classroom_page(
    subject: Subject,
    form: ClassroomForm,
    expected: Expected | None = None,
    refused: Message | None = None,
) -> str:
    return render_template(
        "admissions/classroom.html", subject=subject, form=form, expected=expected, refused=refused
    )


def _entry_page(found: Entry, form: ReverseForm, refused: Message | None = None) -> str:
    return _about_entry(
        "admissions/entry.html",
        found,
        form,
        hours.expect_reversal(session(), library(), found),
        refused,
    )


def _correct_page(
    found: Entry,
    form: CorrectForm,
    expected: Expected | None = None,
    refused: Message | None = None,
) -> str:
    return _about_entry("admissions/correct.html", found, form, expected, refused)


def _move_page(
    found: Entry, form: MoveForm, expected: Expected | None = None, refused: Message | None = None
) -> str:
    return _about_entry("admissions/move.html", found, form, expected, refused)


def _about_entry(
    template: str,
    found: Entry,
    form: SchoolForm,
    expected: Expected | None,
    refused: Message | None,
) -> str:
    return render_template(
        template,
        entry=found,
        subject=subject_of(session(), found.person_id),
        form=form,
        expected=expected,
        refused=refused,
        reversal=reversal_of(session(), found.seq),
        catalogue=current_catalogue(),
    )


def _done(granted: Granted, sentence: str) -> ResponseReturnValue:
    entry = granted.entry
    flash(sentence, "ok")
    for completion in granted.completions:
        certificate = certificate_of(session(), completion)
        title = (
            library().find_course(session(), completion.course_slug, completion.edition_id).title
        )
        if certificate is not None:
            flash(f"{title} is finished: certificate {certificate.code} is issued.", "ok")
        else:
            flash(f"{title} is finished. Its certificate waits: see what is missing below.", "warn")
    where = url_for("admissions.person", person_id=entry.person_id, _anchor=f"entry-{entry.seq}")
    return redirect(where, 303)
