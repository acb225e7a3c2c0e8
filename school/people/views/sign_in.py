"""Signing in and signing out."""

from __future__ import annotations

from flask import flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from werkzeug import Response

from school.core.messages import Message
from school.core.waits import count_seconds
from school.people.forms import CodeForm, SignInForm
from school.people.rules import sentences
from school.people.service import sign_in as service
from school.people.service.code_step import finish_sign_in
from school.people.service.pending import PendingCode, SignInEnded, find_pending
from school.people.service.proving import WrongSignIn
from school.people.service.tries import TooManySignIns
from school.people.views import reader
from school.people.views.blueprint import bp
from school.web import context
from school.web.context import allow, database, now, who

PENDING = "sign_in_for_code"  # where the browser's session keeps the sign-in that waits


@bp.get("/sign-in")
@allow("account:sign-in")
def sign_in() -> ResponseReturnValue:
    return _render_sign_in(SignInForm())


@bp.post("/sign-in")
@allow("account:sign-in", door="own", expired_page=sign_in)
def submit_sign_in() -> ResponseReturnValue:
    form = SignInForm()
    if not form.accepted():
        return _render_sign_in(form), 422
    email, password = form.email.data or "", form.password.data or ""
    try:
        opened = service.sign_in(
            database(), email, password, reader.describe_browser(), now(), who().sign_in
        )
    except WrongSignIn as wrong:
        return _render_sign_in(form, wrong.message), 422
    except TooManySignIns as refusal:
        headers = {"Retry-After": str(count_seconds(refusal.wait))}
        return _render_sign_in(form, refusal.message), 429, headers
    if isinstance(opened, PendingCode):
        session[PENDING] = opened.secret
        return _redirect_to(url_for("people.ask_code"))
    return _enter_school(opened)


@bp.get("/sign-in/code")
@allow("account:sign-in")
def ask_code() -> ResponseReturnValue:
    find_pending(context.session(), session.get(PENDING, ""), now())
    return _render_code(CodeForm())


@bp.post("/sign-in/code")
@allow("account:sign-in", expired_page=lambda: _render_code(CodeForm()))
def submit_code() -> ResponseReturnValue:
    form = CodeForm()
    if not form.accepted():
        return _render_code(form), 422
    opened = finish_sign_in(
        context.session(),
        session.get(PENDING, ""),
        form.code.data or "",
        reader.get_config().secret_key,
        reader.describe_browser(),
        now(),
        who().sign_in,
    )
    if opened is None:  # returned and not raised, so that the wrong code stays counted
        form.code.errors = [sentences.WRONG_CODE]
        return _render_code(form), 422
    return _enter_school(opened)


@bp.errorhandler(SignInEnded)
def return_to_sign_in(refusal: SignInEnded) -> ResponseReturnValue:
    session.pop(PENDING, None)
    flash(str(refusal.message), "warn")
    return _redirect_to(url_for("people.sign_in"))


def _enter_school(opened: service.NewSignIn) -> Response:
    # An address of ours, stored when we sent the reader here. One from the request is never used.
    goal = session.get("after_sign_in") or url_for("home.show_start_page")
    return reader.give_cookie(_redirect_to(goal), opened)


@bp.post("/sign-out")
@allow("account:sign-out")
def sign_out() -> ResponseReturnValue:
    if who().signed_in:
        service.sign_out(context.session(), who(), now())
    response = reader.take_cookie(_redirect_to(url_for("home.show_start_page")))
    flash("You are signed out.", "ok")
    return response


def _render_code(form: CodeForm) -> str:
    return render_template("people/code.html", form=form)


def _render_sign_in(form: SignInForm, wrong: Message | None = None) -> str:
    return render_template("people/sign_in.html", form=form, wrong=wrong)


def _redirect_to(url: str) -> Response:
    return redirect(url, 303)
