"""What a person may type about accounts."""

from __future__ import annotations

from typing import Any

from wtforms import EmailField, Field, PasswordField, SelectField, StringField, ValidationError
from wtforms.fields import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, Length

from school.people.rules import names, sentences
from school.people.rules.emails import LONGEST, is_email, normal_email
from school.people.rules.names import clean_name, name_problem
from school.people.rules.passwords import password_problem
from school.web.forms import SchoolForm

ROLES = (
    SelectChoice("student", "Student"),
    SelectChoice("instructor", "Instructor"),
    SelectChoice("officer", "Admissions officer"),
    SelectChoice("admin", "Administrator"),
)


def an_address(_form: SchoolForm, field: Field) -> None:
    if not is_email(field.data):
        raise ValidationError(sentences.NOT_AN_ADDRESS)


def a_name(_form: SchoolForm, field: Field) -> None:
    if problem := name_problem(field.data):
        raise ValidationError(str(problem))


def typed_email(value: str | None) -> str:
    return normal_email(value or "")


def typed_name(value: str | None) -> str:
    return clean_name(value or "")


def _address(label: str) -> EmailField:
    missing = InputRequired(sentences.ADDRESS_MISSING)
    return EmailField(
        label, filters=[typed_email], validators=[missing, an_address, Length(max=LONGEST)]
    )


def _name(label: str) -> StringField:
    missing = InputRequired(sentences.NAME_MISSING)
    return StringField(
        label, filters=[typed_name], validators=[missing, a_name, Length(max=names.LONGEST)]
    )


def _password(label: str) -> PasswordField:
    return PasswordField(label, validators=[InputRequired(sentences.PASSWORD_MISSING)])


def _role() -> SelectField:
    return SelectField("Role", choices=ROLES, validators=[InputRequired(sentences.ROLE_MISSING)])


def _judge_password(field: Field, owner: tuple[str, str]) -> None:
    if problem := password_problem(field.data, *owner):
        raise ValidationError(str(problem))


class SignInForm(SchoolForm):
    # No judgement on what an address or a password should look like: any that was taken once must be typable.
    email = EmailField("E-mail address", validators=[InputRequired(sentences.ADDRESS_MISSING)])
    password = _password("Password")


class JoinForm(SchoolForm):
    name = _name("Your name")
    email = _address("E-mail address")


class ForgottenForm(SchoolForm):
    email = _address("E-mail address")


class ChoosePasswordForm(SchoolForm):
    """A new password for `owner`, (address, name), neither of which it may be made of."""

    password = _password("New password")

    def __init__(self, owner: tuple[str, str], **given: Any) -> None:
        super().__init__(**given)
        self.owner = owner

    def validate_password(self, field: Field) -> None:
        _judge_password(field, self.owner)


class NameForm(SchoolForm):
    name = _name("Name")


class EmailForm(SchoolForm):
    email = _address("New e-mail address")
    password = _password("Your password")


class PasswordForm(SchoolForm):
    """The present password and a new one; its fields are named apart from those of the address form beside it."""

    current = _password("Present password")
    chosen = _password("New password")

    def __init__(self, owner: tuple[str, str], **given: Any) -> None:
        super().__init__(**given)
        self.owner = owner

    def validate_chosen(self, field: Field) -> None:
        _judge_password(field, self.owner)


class InviteForm(SchoolForm):
    name = _name("Name")
    email = _address("E-mail address")
    role = _role()


class RoleForm(SchoolForm):
    role = _role()
