"""The one place where a refusal or a failure becomes a page.

It says what happened, that nothing was lost, and what to do.
"""

from __future__ import annotations

import logging

from flask import Response, g, jsonify, make_response, render_template, request, session, url_for
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as WaitedTooLong
from werkzeug.exceptions import HTTPException
from werkzeug.routing import BuildError

from school.core.messages import Message
from school.core.refusals import (
    Conflict,
    Forbidden,
    FormExpired,
    Invalid,
    NotFound,
    Refusal,
    SignInFirst,
    TooOften,
    Unavailable,
)
from school.core.waits import count_seconds
from school.web.app import SAFE, School
from school.web.logs import path_without_secret

log = logging.getLogger("school")

# The kinds of refusals, and the status of HTTP that each is answered with.
STATUSES: dict[type[Refusal], int] = {
    FormExpired: 400,
    SignInFirst: 401,
    Forbidden: 403,
    NotFound: 404,
    Conflict: 409,
    Invalid: 422,
    TooOften: 429,
    Unavailable: 503,
}
TITLES = {
    400: "Please send it again",
    401: "Please sign in",
    403: "You can't change this",
    404: "No such page",
    405: "That can't be done here",
    409: "That could not be done",
    413: "That was too large",
    422: "The school could not read that",
    429: "Please wait a moment",
    500: "Something went wrong on our side",
    503: "The school is busy",
}
SENTENCES = {
    404: NotFound.sentence,
    405: "This page can't be opened that way.",
    413: "What you sent is too large.",
    500: "The error has been logged. Nothing that was saved before is lost.",
    503: (
        "The school can't save anything right now. Nothing that was saved before is lost; "
        "keep this page open and try again in a moment."
    ),
}
RETRY_AFTER_SECONDS = "3"
SEND_AGAIN = frozenset({400, 401, 503})  # refusals after which the same form may be sent once more


def register(app: School) -> None:
    app.register_error_handler(Refusal, refused)
    app.register_error_handler(HTTPException, not_served)
    app.register_error_handler(WaitedTooLong, busy)
    app.register_error_handler(OperationalError, busy)
    app.register_error_handler(Exception, broken)


def refused(refusal: Refusal) -> Response:
    if isinstance(refusal, SignInFirst) and request.method in SAFE and not wants_json():
        return _to_sign_in()
    response = page(status_of(refusal), refusal.message)
    if isinstance(refusal, TooOften) and refusal.wait is not None:
        response.headers["Retry-After"] = str(count_seconds(refusal.wait))
    return response


def status_of(refusal: Refusal) -> int:
    """The status of the refusal's kind."""
    return next(STATUSES[kind] for kind in type(refusal).__mro__ if kind in STATUSES)


def not_served(error: HTTPException) -> Response:
    if error.response is not None:  # a redirect by the router
        return make_response(error.response)
    status = error.code or 500
    response = page(status, SENTENCES.get(status, error.description or ""))
    for name, value in error.get_headers():
        if name == "Allow":
            response.headers[name] = value
    return response


def busy(error: Exception) -> Response:
    log.error(
        "database busy",
        extra={"facts": {"request_id": g.get("request_id"), "error": str(error)[:200]}},
    )
    response = page(503, SENTENCES[503])
    response.headers["Retry-After"] = RETRY_AFTER_SECONDS
    return response


def broken(error: Exception) -> Response:
    facts = {"request_id": g.get("request_id"), "path": path_without_secret()}
    log.exception("request failed", extra={"facts": facts})
    return page(500, SENTENCES[500])


def page(status: int, sentence: Message | str) -> Response:
    """The refusal as JSON for a script, as a page for a reader."""
    if wants_json():
        return make_response(jsonify(error=str(sentence)), status)
    html = render_template(
        "errors/refusal.html",
        status=status,
        title=TITLES.get(status, "That did not work"),
        sentence=sentence,
        typed=_typed() if status in SEND_AGAIN else {},
        request_id=g.get("request_id", ""),
    )
    return make_response(html, status)


def _typed() -> dict[str, str]:
    """What the reader typed, shown so that it can be sent again. Never a password or a token."""
    try:
        fields = request.form.items()
    except HTTPException:  # too much to be read at all
        return {}
    return {name: value for name, value in fields if value and not _is_secret(name)}


def _is_secret(name: str) -> bool:
    return "password" in name or name == "csrf_token"


def wants_json() -> bool:
    return (
        request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json"
    )


def _to_sign_in() -> Response:
    # Where to go afterward is one of our own endpoints, never an address that somebody typed.
    try:
        session["after_sign_in"] = url_for(request.endpoint or "", **(request.view_args or {}))
    except BuildError:
        session.pop("after_sign_in", None)
    response = make_response("", 303)
    response.headers["Location"] = url_for("people.sign_in")
    return response
