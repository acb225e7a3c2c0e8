"""Who is reading: from the cookie of a browser to an Identity, and the cookie's coming and going."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Request, current_app, request, session
from flask_login import LoginManager
from werkzeug import Response

from school.config import Config
from school.core.identity import NOBODY, Identity
from school.people.rules.sign_ins import find_network, name_device
from school.people.service.mail import THIS_MACHINE
from school.people.service.sign_in import Browser, NewSignIn, find_reader
from school.web.app import School
from school.web.context import any_session, now


def register_reader(app: School) -> None:
    """Flask-Login carries the identity; the sign-in itself is our cookie and its row."""
    manager = LoginManager()
    manager.session_protection = None
    manager.anonymous_user = lambda: NOBODY
    manager.request_loader(load_reader)
    # Not init_app: it looks into the browser's session after every request, for a cookie that we do not use. Then
    # static files would vary by cookie, and a browser would fetch them all again after each flashed sentence.
    app.login_manager = manager  # type: ignore[attr-defined] # Flask has no such field


def load_reader(asked: Request) -> Identity | None:
    """The reader whose cookie came with the request; None where there is none or it counts no more."""
    cookie = asked.cookies.get(name_cookie())
    if not cookie:
        return None
    with any_session() as transaction:
        found = find_reader(transaction, cookie, now())
    return found if found.signed_in else None


def name_cookie() -> str:
    """With the prefix, a browser takes the cookie only over https, from this very host and for all of it."""
    return "__Host-sign-in" if get_config().secure else "sign-in"


def give_cookie(response: Response, opened: NewSignIn) -> Response:
    """Let the browser be signed in. All that was kept in its session before goes, its form tokens too."""
    session.clear()
    response.set_cookie(
        name_cookie(),
        opened.cookie,
        max_age=opened.expires_at - now(),
        secure=get_config().secure,
        httponly=True,
        samesite="Lax",
    )
    return response


def take_cookie(response: Response) -> Response:
    """Let the browser forget that it was signed in, and what pages had kept in it."""
    session.clear()
    response.delete_cookie(name_cookie(), secure=get_config().secure, httponly=True, samesite="Lax")
    # Not "cookies": that would also take the session that the next form needs.
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def describe_browser() -> Browser:
    """Where the request comes from."""
    return Browser(find_reader_network(), name_device(request.user_agent.string))


def find_reader_network() -> str:
    return find_network(request.remote_addr or "")


def get_config() -> Config:
    known: Config = current_app.extensions["config"]
    return known


def find_outbox_folder() -> str | None:
    """For somebody trying the school out on their own machine: where to find the letter. None everywhere else."""
    here = (
        request.remote_addr in THIS_MACHINE
        and urlsplit(get_config().base_url).hostname in THIS_MACHINE
    )
    return get_config().outbox_dir if here and not get_config().mail_url else None
