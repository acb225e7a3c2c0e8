"""The base of every form: a token against forged posts, and one way to read it."""

from __future__ import annotations

from flask import request
from flask_wtf import FlaskForm
from flask_wtf.csrf import validate_csrf
from werkzeug.datastructures import MultiDict
from wtforms import ValidationError

from school.web.refusals import FormExpired

EXPIRED = (
    "This form had been open too long, or you signed in again meanwhile. Nothing is lost: please send it once more."
)


class SchoolForm(FlaskForm):
    """A form with typed fields. Where `accepted()` is false the view shows the page again, with what was typed."""

    class Meta:
        csrf_time_limit = None  # a token lives as long as the browser's session

        def wrap_formdata(self, form: FlaskForm, formdata: object) -> MultiDict[str, str] | None:
            """What fills the fields: texts of a form, never JSON or files, which bring other things than text."""
            return request.form if formdata is not None and form.is_submitted() else None

    def accepted(self) -> bool:
        """True when the token is good and every field is in order."""
        return self.validate_on_submit()

    @property
    def expired(self) -> str | None:
        """The sentence to show when the token was refused; None when it was good."""
        return EXPIRED if self.errors.get("csrf_token") else None


def check_token() -> None:
    """Refuse a post whose form is a mere button, or a script's, unless its token is good. Raises FormExpired."""
    token = request.headers.get("X-CSRFToken") or request.form.get("csrf_token", "")
    try:
        validate_csrf(token, time_limit=None)
    except ValidationError as refused:
        raise FormExpired from refused
