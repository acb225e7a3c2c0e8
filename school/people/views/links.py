"""What the one-time links in mails open.

Opening a page never uses its link up, because mail programs look at links ahead of their readers.
"""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from school.people.forms import ChoosePasswordForm
from school.people.service import tickets
from school.people.service.accounts import change_email
from school.people.service.devices import remember_device
from school.people.service.joining import finish_joining
from school.people.service.passwords import hash_password
from school.people.service.recovery import choose_password
from school.people.service.sign_in import start_sign_in
from school.people.views import reader
from school.people.views.blueprint import bp
from school.web import context
from school.web.context import allow, database, now, who


@bp.errorhandler(tickets.LinkSpent)
def show_spent_link(_refusal: tickets.LinkSpent) -> ResponseReturnValue:
    return render_template("people/spent.html"), 404


@bp.get("/join/<secret>")
@allow("account:join")
def join_link(secret: str) -> ResponseReturnValue:
    ticket = tickets.read_ticket(context.session(), "join", secret, now())
    return _render_password_page(ticket)


@bp.post("/join/<secret>")
@allow("account:join", door="own", expired_page=join_link)
def finish_join(secret: str) -> ResponseReturnValue:
    ticket = _read_ticket("join", secret)
    form = ChoosePasswordForm((ticket.email, ticket.name))
    if not form.accepted():
        return _render_password_page(ticket, form), 422
    password_hash = hash_password(form.password.data or "")
    with database().writing() as session:
        joined = finish_joining(session, ticket, password_hash, now())
        opened = start_sign_in(session, joined, reader.describe_browser(), now(), who().sign_in)
    return reader.give_cookie(redirect(url_for("home.show_start_page"), 303), opened)


@bp.get("/invitation/<secret>")
@allow("account:recover")
def invitation(secret: str) -> ResponseReturnValue:
    ticket = tickets.read_ticket(context.session(), "invitation", secret, now())
    return _render_password_page(ticket)


@bp.post("/invitation/<secret>")
@allow("account:recover", door="own", expired_page=invitation)
def accept_invitation(secret: str) -> ResponseReturnValue:
    ticket = _read_ticket("invitation", secret)
    form = ChoosePasswordForm((ticket.email, ticket.name))
    if not form.accepted():
        return _render_password_page(ticket, form), 422
    password_hash = hash_password(form.password.data or "")
    with database().writing() as session:
        invited = choose_password(session, ticket, password_hash, reader.get_site(), now())
        opened = start_sign_in(session, invited, reader.describe_browser(), now(), who().sign_in)
    return reader.give_cookie(redirect(url_for("home.show_start_page"), 303), opened)


@bp.get("/password/<secret>")
@allow("account:recover")
def new_password(secret: str) -> ResponseReturnValue:
    ticket = tickets.read_ticket(context.session(), "password", secret, now())
    return _render_password_page(ticket)


@bp.post("/password/<secret>")
@allow("account:recover", door="own", expired_page=new_password)
def set_password(secret: str) -> ResponseReturnValue:
    ticket = _read_ticket("password", secret)
    form = ChoosePasswordForm((ticket.email, ticket.name))
    if not form.accepted():
        return _render_password_page(ticket, form), 422
    password_hash = hash_password(form.password.data or "")
    with database().writing() as session:
        person = choose_password(session, ticket, password_hash, reader.get_site(), now())
        device_cookie = remember_device(session, person.id, reader.describe_browser(), now())
    flash("Your password has been changed. Please sign in with it.", "ok")
    response = redirect(url_for("people.sign_in"), 303)
    return reader.give_device_cookie(response, device_cookie)


@bp.get("/account/email/<secret>")
@allow("account:recover")
def email_link(secret: str) -> ResponseReturnValue:
    ticket = tickets.read_ticket(context.session(), "email", secret, now())
    return render_template("people/confirm_email.html", ticket=ticket)


@bp.post("/account/email/<secret>")
@allow("account:recover")
def confirm_email(secret: str) -> ResponseReturnValue:
    ticket = tickets.read_ticket(context.session(), "email", secret, now())
    change_email(context.session(), ticket, now())
    flash("Your account has its new address. Sign in with it from now on.", "ok")
    return redirect(url_for("people.account" if who().signed_in else "people.sign_in"), 303)


def _read_ticket(kind: tickets.Kind, secret: str) -> tickets.OpenTicket:
    with database().reading(own_writes=True) as session:
        return tickets.read_ticket(session, kind, secret, now())


def _render_password_page(
    ticket: tickets.OpenTicket, form: ChoosePasswordForm | None = None
) -> str:
    form = form or ChoosePasswordForm((ticket.email, ticket.name))
    return render_template("people/choose_password.html", ticket=ticket, form=form)
