"""The reader's own account: name, address, password, and where they are signed in."""

from __future__ import annotations

from flask import flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue

from school.people.forms import EmailForm, NameForm, PasswordForm
from school.people.rules import sentences
from school.people.service import accounts
from school.people.service.passwords import hash_password
from school.people.service.people import list_names, list_sign_ins
from school.people.service.proving import Proven, WrongSignIn, prove_password
from school.people.service.sign_in import sign_out_everywhere
from school.people.views import reader
from school.people.views.blueprint import bp
from school.web import context
from school.web.context import allow, any_session, database, now, who
from school.web.forms import SchoolForm
from school.web.limits import NAMES
from school.web.throttle import count_act


@bp.get("/account")
@allow("account:change")
def account() -> ResponseReturnValue:
    return _render_account()


@bp.post("/account/name")
@allow("account:change", door="own", expired_page=lambda: _render_account(name=NameForm()))
def change_name() -> ResponseReturnValue:
    form = NameForm()
    if not form.accepted():
        return _render_account(name=form), 422
    count_act(NAMES)
    with database().writing() as transaction:
        accounts.change_name(transaction, who(), form.name.data or "", now())
    return _return_to_account(
        "Your name is changed. What was issued before keeps the name it was issued under."
    )


@bp.post("/account/email")
@allow("account:change", door="own", expired_page=lambda: _render_account(email=EmailForm()))
def ask_email() -> ResponseReturnValue:
    form = EmailForm()
    if not form.accepted():
        return _render_account(email=form), 422
    email = form.email.data or ""
    try:
        proven = _prove_reader(form.password.data or "")
        network, site = reader.find_reader_network(), reader.get_site()
        with database().writing() as transaction:
            accounts.ask_for_email(transaction, proven, email, network, site, now())
    except WrongSignIn:
        form.password.errors = [sentences.PASSWORD_WRONG]
        return _render_account(email=form), 422
    session["mail_to"] = email
    return redirect(url_for("people.check_mail"), 303)


@bp.post("/account/password")
@allow(
    "account:change",
    door="own",
    expired_page=lambda: _render_account(password=_make_password_form()),
)
def change_password() -> ResponseReturnValue:
    form = _make_password_form()
    if not form.accepted():
        return _render_account(password=form), 422
    try:
        proven = _prove_reader(form.current.data or "")
        new_hash = hash_password(form.chosen.data or "")
        browser, site = reader.describe_browser(), reader.get_site()
        with database().writing() as transaction:
            opened = accounts.change_password(transaction, proven, new_hash, browser, site, now())
    except WrongSignIn:
        form.current.errors = [sentences.PASSWORD_WRONG]
        return _render_account(password=form), 422
    response = reader.give_cookie(redirect(url_for("people.account"), 303), opened)
    flash("Your password has been changed. Every other browser is signed out.", "ok")
    return response


@bp.post("/account/sign-out-everywhere")
@allow("account:change")
def leave_everywhere() -> ResponseReturnValue:
    sign_out_everywhere(context.session(), who(), now())
    response = reader.take_cookie(redirect(url_for("people.sign_in"), 303))
    flash("You are signed out everywhere.", "ok")
    return response


def _prove_reader(password: str) -> Proven:
    return prove_password(database(), who().email, password, reader.describe_browser(), now())


def _return_to_account(sentence: str) -> ResponseReturnValue:
    flash(sentence, "ok")
    return redirect(url_for("people.account"), 303)


def _render_account(
    name: NameForm | None = None,
    email: EmailForm | None = None,
    password: PasswordForm | None = None,
) -> str:
    """The account page. Forms that were not sent are empty, whatever was sent with another."""
    with any_session() as transaction:
        return render_template(
            "people/account.html",
            name_form=name or NameForm(formdata=None, name=who().name),
            email_form=email or EmailForm(formdata=None),
            password_form=password or PasswordForm((who().email, who().name), formdata=None),
            expired=_find_expired(name, email, password),
            names=list_names(transaction, who().id),
            devices=list_sign_ins(transaction, who().id, now()),
            has_second_factor=reader.has_second_factor(),
        )


def _make_password_form() -> PasswordForm:
    return PasswordForm((who().email, who().name))


def _find_expired(*forms: SchoolForm | None) -> str | None:
    for form in forms:
        if form and form.expired:
            return form.expired
    return None
