"""Who is reading: turns the cookie of a browser into an Identity, sets it and deletes it."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from flask import Request, current_app, g, request, session
from flask_login import LoginManager
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as WaitedTooLong
from werkzeug import Response

from school.config import Config
from school.core.identity import NOBODY, Identity
from school.core.networks import find_network
from school.core.refusals import Forbidden
from school.people.rules.browsers import name_device
from school.people.rules.sign_ins import DEVICE_KNOWN_FOR, must_have_second_factor, must_note_use
from school.people.service.delivery import THIS_MACHINE
from school.people.service.devices import Browser
from school.people.service.sign_in import CurrentSignIn, NewSignIn, find_sign_in, note_use
from school.web.app import School
from school.web.context import any_session, database, now, who

log = logging.getLogger("school")


def register_reader(app: School) -> None:
    """Flask-Login carries the identity; the sign-in itself is our cookie and its row."""
    manager = LoginManager()
    manager.session_protection = None
    manager.anonymous_user = lambda: NOBODY
    manager.request_loader(load_reader)
    app.after_request(note_activity)
    app.reader_checks.append(require_second_factor)
    # Not init_app: it reads the browser's session after every request, for a cookie that we don't
    # use. Static files would then vary by cookie, and a browser would fetch all of them again
    # after each flashed sentence.
    app.login_manager = manager  # type: ignore[attr-defined] # Flask has no such field


def load_reader(flask_request: Request) -> Identity | None:
    """The reader whose cookie came with the request, or None if nobody is signed in with it."""
    cookie = flask_request.cookies.get(name_cookie())
    if not cookie:
        return None
    with any_session() as transaction:
        current = find_sign_in(transaction, cookie, _get_idle_limit(), now())
    g.current_sign_in = current
    return current.who if current else None


class SecondFactorFirst(Forbidden):
    sentence = (
        "Everybody who works at this school needs a second factor. Please set yours up first."
    )


# What somebody may do before they have set up the second factor that they must have.
BEFORE_SECOND_FACTOR = frozenset(
    {
        "account:join",
        "account:recover",
        "account:second-factor",
        "account:sign-in",
        "account:sign-out",
    }
)


def require_second_factor(view: Any) -> None:
    """Raises SecondFactorFirst for staff who have none, where the school requires it."""
    required = get_config().requires_second_factor
    if not must_have_second_factor(who().role, required) or not who().signed_in:
        return
    if not has_second_factor() and view.action not in BEFORE_SECOND_FACTOR:
        raise SecondFactorFirst


def has_second_factor() -> bool:
    """Whether the reader's second factor is on, as this request began."""
    current: CurrentSignIn | None = g.get("current_sign_in")
    return current is not None and current.has_second_factor


def note_activity(response: Response) -> Response:
    """Note that the reader is still there, where their sign-in would end without.

    It happens after the request, in a transaction of its own, so that reading stays reading. When
    the database is busy it is left to the next request.
    """
    current: CurrentSignIn | None = g.get("current_sign_in")
    if current is None or not must_note_use(current.last_seen_at, _get_idle_limit(), now()):
        return response
    try:
        with database().writing() as transaction:
            note_use(transaction, current.who, now())
    except (OperationalError, WaitedTooLong):
        log.warning("use of a sign-in not noted", extra={"facts": {"person": current.who.id}})
    return response


def _get_idle_limit() -> timedelta:
    return timedelta(minutes=get_config().staff_idle_minutes)


def name_cookie() -> str:
    """The cookie's name.

    With the prefix, a browser takes the cookie only over https, from this host, and for all of it.
    """
    return "__Host-sign-in" if get_config().secure else "sign-in"


def name_device_cookie() -> str:
    """The name of the cookie that says which device this is. It stays when somebody signs out."""
    return "__Host-device" if get_config().secure else "device"


def give_cookie(response: Response, opened: NewSignIn) -> Response:
    """Sign the browser in.

    Everything that its session held before is dropped, form tokens too.
    """
    session.clear()
    response.set_cookie(
        name_cookie(),
        opened.cookie,
        max_age=opened.expires_at - now(),
        secure=get_config().secure,
        httponly=True,
        samesite="Lax",
    )
    return give_device_cookie(response, opened.device_cookie)


def give_device_cookie(response: Response, device_cookie: str) -> Response:
    """Let the browser be known to the account as long as somebody signs in now and then."""
    response.set_cookie(
        name_device_cookie(),
        device_cookie,
        max_age=DEVICE_KNOWN_FOR,
        secure=get_config().secure,
        httponly=True,
        samesite="Lax",
    )
    return response


def take_cookie(response: Response) -> Response:
    """Sign the browser out, and delete what pages stored in it."""
    session.clear()
    response.delete_cookie(name_cookie(), secure=get_config().secure, httponly=True, samesite="Lax")
    # Not "cookies": that would also delete the session, which the next form needs.
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def describe_browser() -> Browser:
    """Where the request comes from."""
    return Browser(
        network=find_reader_network(),
        device=name_device(request.user_agent.string),
        device_cookie=request.cookies.get(name_device_cookie(), ""),
        address=request.remote_addr or "",
    )


def find_reader_network() -> str:
    """The network that the request comes from, as tries are counted."""
    return find_network(request.remote_addr or "")


def get_site() -> str:
    """The school's base URL, for links in letters."""
    return get_config().base_url


def get_config() -> Config:
    """What the school was started with."""
    config: Config = current_app.extensions["config"]
    return config


def find_outbox_folder() -> str | None:
    """Where letters are stored, for somebody who tries the school out on their own machine.

    None everywhere else.
    """
    config = get_config()
    is_local = request.remote_addr in THIS_MACHINE
    if not is_local or urlsplit(config.base_url).hostname not in THIS_MACHINE:
        return None
    return None if config.mail_url else config.outbox_dir
