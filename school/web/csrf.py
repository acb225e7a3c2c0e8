"""Forged requests: none that could write runs its view without the token of this browser."""

from __future__ import annotations

from typing import cast

from flask import current_app, g, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import generate_csrf, validate_csrf
from wtforms.validators import ValidationError

from school.core.refusals import FormExpired
from school.web.app import SAFE, School
from school.web.errors import STATUSES, refused, wants_json
from school.web.masking import mask_token, unmask_token

FIELD, HEADER = "csrf_token", "X-CSRFToken"


def register(app: School) -> None:
    # A token lives as long as the browser's session: a form may stay open all day.
    app.config["WTF_CSRF_TIME_LIMIT"] = None
    # Every POST, PUT, PATCH and DELETE is checked before its view, and before `School` opens a
    # transaction: a new view is safe without a line of its own, and a forged request never waits
    # for the write lock, nor makes others wait.
    #
    # No Referer is asked for on https. Such a check guards against somebody who can plant a cookie
    # from a subdomain or over http, with a token that fits it; a cookie whose name begins with
    # __Host- cannot be planted so. And browsers that send no Referer could not send a form.
    app.before_request(refuse_forged_request)
    app.jinja_env.globals["csrf_token"] = form_token  # which the macro for forms calls


def refuse_forged_request() -> ResponseReturnValue | None:
    """Refuse a request that could write and has no good token; None lets it go on."""
    # Without an endpoint there is no such page, or not for this method; the router says so.
    if request.method in SAFE or request.endpoint is None:
        return None
    try:
        validate_csrf(unmask_token(_sent_token()))
    except ValidationError:
        return refuse_expired_form()
    g.csrf_valid = True  # forms of Flask-WTF need not check again
    return None


def _sent_token() -> str:
    return request.form.get(FIELD) or request.headers.get(HEADER, "")


def form_token() -> str:
    """The token for a form, made once a request: a module page has a form for every section."""
    if "form_token" not in g:
        g.form_token = mask_token(generate_csrf())
    token: str = g.form_token
    return token


def refuse_expired_form() -> ResponseReturnValue:
    """Answer a request whose token is not good. Its view does not run.

    Whoever may not do this anyway is told that, as with a good token: somebody whose sign-in has
    ended needs to sign in, not to load the page again.
    """
    app = cast(School, current_app)
    view = app.view_functions[request.endpoint or ""]
    page_again = getattr(view, "expired_page", None)
    g.form_expired = True
    with app.reading_for(view):
        if page_again is None or wants_json():
            return refused(FormExpired())
        return page_again(**(request.view_args or {})), STATUSES[FormExpired]
