"""Changing an entry: reverse it, give it other minutes, or move its minutes to another course.

Each page first shows what will happen, and the same form then does it.
"""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from school.admissions.forms import CorrectForm, MoveForm, ReverseForm
from school.admissions.service.file import find_subject
from school.admissions.service.hours import (
    Expected,
    expect_correction,
    expect_reversal,
    expect_transfer,
)
from school.admissions.views.blueprint import bp
from school.admissions.views.steps import read_step, redirect_to_entry
from school.catalogue.guard import current_catalogue
from school.core.messages import Message
from school.core.refusals import Refusal
from school.credits.guard import entry_or_404, library, registrar
from school.credits.rules.ledger import Entry
from school.credits.service.corrections import (
    AlreadyReversed,
    IsAReversal,
    correct_entry,
    find_courses_for_transfer,
    move_minutes,
    reverse_entry,
)
from school.credits.service.ledger import find_reversal
from school.web.context import allow, now, session, who
from school.web.forms import SchoolForm


@bp.get("/desk/entries/<int:seq>")
@allow("hours:correct")
def entry(seq: int) -> str:
    return _render_reversal(_find_entry(seq), ReverseForm(formdata=None))


def _render_expired_reversal(seq: int) -> str:
    return _render_reversal(_find_entry(seq), ReverseForm())


@bp.post("/desk/entries/<int:seq>/reverse")
@allow("hours:correct", expired_page=_render_expired_reversal)
def take_back(seq: int) -> ResponseReturnValue:
    entry = _find_entry(seq)
    form = ReverseForm()
    if not form.accepted():
        return _render_reversal(entry, form), 422
    reason = form.reason.data or ""
    try:
        granted = reverse_entry(session(), registrar(), who(), entry, reason, now())
    except (AlreadyReversed, IsAReversal) as refusal:
        return _render_reversal(entry, form, refused=refusal.message), 422
    sentence = f"Entry {entry.seq} is taken back by entry {granted.entry.seq}."
    return redirect_to_entry(granted, sentence)


@bp.get("/desk/entries/<int:seq>/correct")
@allow("hours:correct")
def correction(seq: int) -> str:
    return _render_correction(_find_entry(seq), CorrectForm(formdata=None))


def _render_expired_correction(seq: int) -> str:
    return _render_correction(_find_entry(seq), CorrectForm())


@bp.post("/desk/entries/<int:seq>/correct")
@allow("hours:correct", expired_page=_render_expired_correction)
def correct(seq: int) -> ResponseReturnValue:
    entry = _find_entry(seq)
    form = CorrectForm()
    if not form.accepted():
        return _render_correction(entry, form), 422
    try:
        if read_step() == "record":
            return _correct_entry(entry, form)
        expected = expect_correction(session(), library(), entry, form.minutes_read)
    except Refusal as refusal:  # nothing was written yet, so the form is shown again
        return _render_correction(entry, form, refused=refusal.message), 422
    return _render_correction(entry, form, expected=expected if read_step() == "look" else None)


def _correct_entry(entry: Entry, form: CorrectForm) -> ResponseReturnValue:
    minutes, reason = form.minutes_read, form.reason.data or ""
    granted = correct_entry(session(), registrar(), who(), entry, minutes, reason, now())
    replacement = granted.entry
    sentence = (
        f"Entry {entry.seq} is taken back. "
        f"Entry {replacement.seq} says {replacement.minutes} min instead."
    )
    return redirect_to_entry(granted, sentence)


@bp.get("/desk/entries/<int:seq>/move")
@allow("hours:correct")
def transfer(seq: int) -> str:
    entry = _find_entry(seq)
    return _render_move(entry, _offer_courses(MoveForm(formdata=None), entry))


def _render_expired_move(seq: int) -> str:
    entry = _find_entry(seq)
    return _render_move(entry, _offer_courses(MoveForm(), entry))


@bp.post("/desk/entries/<int:seq>/move")
@allow("hours:correct", expired_page=_render_expired_move)
def move_entry(seq: int) -> ResponseReturnValue:
    entry = _find_entry(seq)
    form = _offer_courses(MoveForm(), entry)
    if not form.accepted():
        return _render_move(entry, form), 422
    try:
        if read_step() == "record":
            return _move_minutes(entry, form)
        expected = expect_transfer(session(), library(), entry, form.course.data)
    except Refusal as refusal:  # nothing was written yet, so the form is shown again
        return _render_move(entry, form, refused=refusal.message), 422
    return _render_move(entry, form, expected=expected if read_step() == "look" else None)


def _move_minutes(entry: Entry, form: MoveForm) -> ResponseReturnValue:
    slug, reason = form.course.data, form.reason.data or ""
    granted = move_minutes(session(), registrar(), who(), entry, slug, reason, now())
    replacement = granted.entry
    course_title = replacement.evidence["course"]
    sentence = (
        f"Entry {entry.seq} is taken back. "
        f"Its {replacement.minutes} min count for {course_title} (entry {replacement.seq})."
    )
    return redirect_to_entry(granted, sentence)


def _offer_courses(form: MoveForm, entry: Entry) -> MoveForm:
    """The form with the courses to which the entry's minutes can move."""
    courses = find_courses_for_transfer(session(), library(), entry)
    form.course.choices = [(slug, course.title) for slug, course in courses.items()]
    return form


def _find_entry(seq: int) -> Entry:
    return entry_or_404("hours:correct", seq)


def _render_reversal(entry: Entry, form: ReverseForm, refused: Message | None = None) -> str:
    expected = expect_reversal(session(), library(), entry)
    return _render_page("admissions/entry.html", entry, form, expected, refused)


def _render_correction(
    entry: Entry,
    form: CorrectForm,
    expected: Expected | None = None,
    refused: Message | None = None,
) -> str:
    return _render_page("admissions/correct.html", entry, form, expected, refused)


def _render_move(
    entry: Entry, form: MoveForm, expected: Expected | None = None, refused: Message | None = None
) -> str:
    return _render_page("admissions/move.html", entry, form, expected, refused)


def _render_page(
    template: str,
    entry: Entry,
    form: SchoolForm,
    expected: Expected | None,
    refused: Message | None,
) -> str:
    return render_template(
        template,
        entry=entry,
        subject=find_subject(session(), entry.person_id),
        form=form,
        expected=expected,
        refused=refused,
        reversal=find_reversal(session(), entry.seq),
        catalogue=current_catalogue(),
    )
