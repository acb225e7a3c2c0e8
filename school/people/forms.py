"""What a person may type about accounts."""

from __future__ import annotations

from typing import Any

from wtforms import EmailField, Field, PasswordField, SelectField, StringField, ValidationError
from wtforms.fields import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, Length

from school.people.rules import names, sentences
from school.people.rules.emails import (
    LONGEST,
    find_foreign_letter,
    is_email,
    normalize_email,
)
from school.people.rules.names import clean_name, find_name_problem
from school.people.rules.passwords import find_password_problem
from school.web.forms import SchoolForm

ROLES = (
    SelectChoice("student", "Student"),
    SelectChoice("instructor", "Instructor"),
    SelectChoice("officer", "Admissions officer"),
    SelectChoice("admin", "Administrator"),
)


def check_address(_form: SchoolForm, field: Field) -> None:
    """Raises ValidationError unless the field holds an email address."""
    if is_email(field.data):
        return
    if sign := find_foreign_letter(field.data):
        raise ValidationError(sentences.LOCAL_PART_NOT_ASCII.format(sign=sign))
    raise ValidationError(sentences.NOT_AN_ADDRESS)


def check_name(_form: SchoolForm, field: Field) -> None:
    """Raises ValidationError unless the field holds a name that can be printed."""
    if problem := find_name_problem(field.data):
        raise ValidationError(str(problem))


def clean_typed_email(value: str | None) -> str:
    """The address as it is stored; "" if the field was not sent."""
    return normalize_email(value or "")


def clean_typed_name(value: str | None) -> str:
    """The name as it is stored; "" if the field was not sent."""
    return clean_name(value or "")


def _make_email_field(label: str) -> EmailField:
    required = InputRequired(sentences.ADDRESS_MISSING)
    validators = [required, check_address, Length(max=LONGEST)]
    return EmailField(label, filters=[clean_typed_email], validators=validators)


def _make_name_field(label: str) -> StringField:
    required = InputRequired(sentences.NAME_MISSING)
    validators = [required, check_name, Length(max=names.LONGEST)]
    return StringField(label, filters=[clean_typed_name], validators=validators)


def _make_password_field(label: str) -> PasswordField:
    return PasswordField(label, validators=[InputRequired(sentences.PASSWORD_MISSING)])


def _make_role_field() -> SelectField:
    return SelectField("Role", choices=ROLES, validators=[InputRequired(sentences.ROLE_MISSING)])


def _check_password(field: Field, owner: tuple[str, str]) -> None:
    if problem := find_password_problem(field.data, *owner):
        raise ValidationError(str(problem))


class SignInForm(SchoolForm):
    """An address and a password. Any that was ever accepted can be typed, so neither is judged."""

    email = EmailField("Email address", validators=[InputRequired(sentences.ADDRESS_MISSING)])
    password = _make_password_field("Password")


class JoinForm(SchoolForm):
    name = _make_name_field("Your name")
    email = _make_email_field("Email address")


class ForgottenForm(SchoolForm):
    email = _make_email_field("Email address")


class ChoosePasswordForm(SchoolForm):
    """A new password for `owner`, (address, name); it must not be built from either."""

    password = _make_password_field("New password")

    def __init__(self, owner: tuple[str, str], **arguments: Any) -> None:
        super().__init__(**arguments)
        self.owner = owner

    def validate_password(self, field: Field) -> None:
        _check_password(field, self.owner)


class CodeForm(SchoolForm):
    """A code from an authenticator app, or one from the list of recovery codes."""

    code = StringField("Code", validators=[InputRequired(sentences.CODE_MISSING), Length(max=64)])


class BeginSecondFactorForm(SchoolForm):
    password = _make_password_field("Your password")


class NameForm(SchoolForm):
    name = _make_name_field("Name")


class EmailForm(SchoolForm):
    email = _make_email_field("New email address")
    password = _make_password_field("Your password")


class PasswordForm(SchoolForm):
    """The present password and a new one.

    Its fields have other names than those of the address form, which is on the same page.
    """

    current = _make_password_field("Present password")
    chosen = _make_password_field("New password")

    def __init__(self, owner: tuple[str, str], **arguments: Any) -> None:
        super().__init__(**arguments)
        self.owner = owner

    def validate_chosen(self, field: Field) -> None:
        _check_password(field, self.owner)


class InviteForm(SchoolForm):
    name = _make_name_field("Name")
    email = _make_email_field("Email address")
    role = _make_role_field()


class RoleForm(SchoolForm):
    role = _make_role_field()
