"""Forged requests: none that could write runs its view without the token of this browser."""

from __future__ import annotations

from typing import cast

from flask import current_app, g, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError, CSRFProtect, generate_csrf

from school.core.refusals import FormExpired
from school.web.app import School
from school.web.errors import STATUSES, refused, wants_json


def register(app: School) -> None:
    app.config.update(
        # Every POST, PUT, PATCH and DELETE is checked before its view, and before `School` opens
        # a transaction: a new view is safe without a line of its own, and a forged request never
        # waits for the write lock, nor makes others wait.
        WTF_CSRF_CHECK_DEFAULT=True,
        # A token lives as long as the browser's session: a form may stay open all day.
        WTF_CSRF_TIME_LIMIT=None,
        # No Referer is asked for on https. The check guards against somebody who can plant a cookie
        # from a subdomain or over http, with a token that fits it; a cookie whose name begins with
        # __Host- cannot be planted so. And browsers that send no Referer could not send a form.
        WTF_CSRF_SSL_STRICT=False,
    )
    CSRFProtect(app)
    app.jinja_env.globals["csrf_token"] = form_token  # which the macro for forms calls
    app.register_error_handler(CSRFError, refuse_expired_form)


def form_token() -> str:
    """The token for a form, made once a request: a module page has a form for every section."""
    if "form_token" not in g:
        g.form_token = generate_csrf()
    token: str = g.form_token
    return token


def refuse_expired_form(_error: CSRFError) -> ResponseReturnValue:
    """Answer a request whose token is not good. Its view does not run.

    Whoever may not do this anyway is told that, as with a good token: somebody whose sign-in has
    ended needs to sign in, not to load the page again.
    """
    app = cast(School, current_app)
    view = app.view_functions[request.endpoint or ""]
    page_again = getattr(view, "expired_page", None)
    g.form_expired = True
    try:
        with app.reading_for(view):
            if page_again is None or wants_json():
                return refused(FormExpired())
            return page_again(**(request.view_args or {})), STATUSES[FormExpired]
    except Exception as refusal:  # Flask looks for no handler of what a handler raises
        return app.handle_user_exception(refusal)
