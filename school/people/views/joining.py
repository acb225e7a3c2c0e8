"""Asking for a link by mail: to join, or because the password is forgotten.

The answer is the same for everybody.
"""

from __future__ import annotations

from flask import redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue

from school.people.forms import ForgottenForm, JoinForm
from school.people.service.joining import ask_to_join
from school.people.service.recovery import send_password_link
from school.people.views import reader
from school.people.views.blueprint import bp
from school.web import context
from school.web.context import allow, now


@bp.get("/join")
@allow("account:join")
def join() -> ResponseReturnValue:
    return render_template("people/join.html", form=JoinForm())


@bp.post("/join")
@allow("account:join", expired_page=join)
def ask_joining() -> ResponseReturnValue:
    form = JoinForm()
    if not form.accepted():
        return render_template("people/join.html", form=form), 422
    email, name = form.email.data or "", form.name.data or ""
    network, site = reader.find_reader_network(), reader.get_site()
    ask_to_join(context.session(), email, name, network, site, now())
    return _return_to_mail_page(email)


@bp.get("/password/forgotten")
@allow("account:recover")
def forgotten() -> ResponseReturnValue:
    return render_template("people/forgotten.html", form=ForgottenForm())


@bp.post("/password/forgotten")
@allow("account:recover", expired_page=forgotten)
def ask_password() -> ResponseReturnValue:
    form = ForgottenForm()
    if not form.accepted():
        return render_template("people/forgotten.html", form=form), 422
    email = form.email.data or ""
    network, site = reader.find_reader_network(), reader.get_site()
    send_password_link(context.session(), email, network, site, now())
    return _return_to_mail_page(email)


@bp.get("/check-mail")
@allow("account:recover")
def check_mail() -> ResponseReturnValue:
    return render_template(
        "people/check_mail.html",
        email=session.get("mail_to", ""),
        folder=reader.find_outbox_folder(),
    )


def _return_to_mail_page(email: str) -> ResponseReturnValue:
    session["mail_to"] = email
    return redirect(url_for("people.check_mail"), 303)
