"""The base of every form: typed fields, one way to read them, and what an expired one says."""

from __future__ import annotations

from flask import g, request
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict

EXPIRED = (
    "This form was open too long, or you have signed in again since then. "
    "Nothing is lost. Please send it again."
)


class SchoolForm(FlaskForm):  # type: ignore[misc] # Flask-WTF comes without types
    """A form with typed fields.

    Where `accepted()` is false the view shows the page again, with what was typed. The token was
    judged before the view ran (school/web/csrf.py); the form sees that, and does not do it twice.
    """

    class Meta:
        def wrap_formdata(self, form: FlaskForm, formdata: object) -> MultiDict[str, str] | None:
            """Fill fields from text only, never from JSON or files, which bring other types."""
            return request.form if formdata is not None and form.is_submitted() else None

    def accepted(self) -> bool:
        """True when every field is in order."""
        return bool(self.validate_on_submit())

    @property
    def expired(self) -> str | None:
        """The sentence to show when the token was refused; None when it was good."""
        return EXPIRED if g.get("form_expired") else None
