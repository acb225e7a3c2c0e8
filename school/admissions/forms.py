"""What an officer may type about a person's hours."""

from __future__ import annotations

from wtforms import (
    DateField,
    Field,
    HiddenField,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import InputRequired, Regexp

from school.admissions.rules.minutes import read_minutes
from school.credits.service.awards import MOST_MINUTES, UnclearReason, judge_reason
from school.web.forms import SchoolForm

DAMAGED = (
    "This form came back damaged, and nothing was recorded. Open the page again and type it again."
)


def check_minutes(_form: SchoolForm, field: Field) -> None:
    minutes = read_minutes(field.data or "")
    if minutes is None:
        raise ValidationError("Write minutes as 90, or hours and minutes as 1:30.")
    if not 1 <= minutes <= MOST_MINUTES:
        raise ValidationError(f"One entry holds from 1 to {MOST_MINUTES} minutes.")


def check_reason(_form: SchoolForm, field: Field) -> None:
    try:
        judge_reason(field.data or "")
    except UnclearReason as unclear:
        raise ValidationError(str(unclear.message)) from unclear


def _make_minutes_field(label: str) -> StringField:
    return StringField(label, validators=[InputRequired("Write how long it was."), check_minutes])


def _make_reason_field(label: str) -> TextAreaField:
    return TextAreaField(
        label, validators=[InputRequired("Write a sentence that explains it."), check_reason]
    )


class TypedMinutes(SchoolForm):
    """A form in which a time is typed."""

    minutes = _make_minutes_field("How long")

    @property
    def minutes_read(self) -> int:
        """The minutes that were typed. Ask only after the form was accepted."""
        return read_minutes(self.minutes.data or "") or 0


class ClassroomForm(TypedMinutes):
    """Class time."""

    where = SelectField("Course and part", validators=[InputRequired("Choose what it was for.")])
    held_on = DateField(
        "Day", validators=[InputRequired("Write the day as year-month-day, such as 2026-11-19.")]
    )
    seen = _make_reason_field("What you saw")
    form_key = HiddenField(validators=[Regexp(r"\A[\w-]{16,64}\Z", message=DAMAGED)])


class ReverseForm(SchoolForm):
    """Reversing an entry."""

    reason = _make_reason_field("Why it is taken back")


class MoveForm(SchoolForm):
    """Moving an entry's minutes to another course."""

    course = SelectField("Course", validators=[InputRequired("Choose the course.")])
    reason = _make_reason_field("Why they are moved")


class CorrectForm(TypedMinutes):
    """Giving an entry other minutes."""

    reason = _make_reason_field("Why it is changed")
