"""The reader's second factor: setting it up, new recovery codes, doing without."""

from __future__ import annotations

from urllib.parse import urlsplit

import segno
from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from school.people.forms import BeginSecondFactorForm, CodeForm
from school.people.rules import sentences
from school.people.rules.codes import derive_secret, group_letters, make_enrollment_link
from school.people.service import second_factor as service
from school.people.service.code_step import check_code
from school.people.service.proving import WrongSignIn, prove_password, settle_try
from school.people.views import reader
from school.people.views.blueprint import bp
from school.web import context, errors
from school.web.app import SAFE
from school.web.context import allow, any_session, database, now, who

ACT = "account:second-factor"


@bp.app_errorhandler(reader.SecondFactorFirst)
def ask_for_second_factor(refusal: reader.SecondFactorFirst) -> ResponseReturnValue:
    if request.method not in SAFE or errors.wants_json():
        return errors.refused(refusal)
    flash(str(refusal.message), "warn")
    return redirect(url_for("people.second_factor"), 303)


@bp.get("/account/second-factor")
@allow(ACT)
def second_factor() -> ResponseReturnValue:
    return _render_page()


@bp.post("/account/second-factor")
@allow(ACT, door="own", expired_page=second_factor)
def begin_second_factor() -> ResponseReturnValue:
    form = BeginSecondFactorForm()
    if not form.accepted():
        return _render_page(begin=form), 422
    password, browser = form.password.data or "", reader.describe_browser()
    try:
        proven = prove_password(database(), who().email, password, browser, now())
        with database().writing() as transaction:
            settle_try(transaction, proven)
            service.begin_second_factor(transaction, who(), now())
    except WrongSignIn:
        form.password.errors = [sentences.PASSWORD_WRONG]
        return _render_page(begin=form), 422
    return redirect(url_for("people.second_factor"), 303)


@bp.post("/account/second-factor/confirm")
@allow(ACT, expired_page=second_factor)
def confirm_second_factor() -> ResponseReturnValue:
    form = CodeForm()
    if not form.accepted():
        return _render_page(form), 422
    key, site = reader.get_config().secret_key, reader.get_site()
    recovery_codes = service.confirm_second_factor(
        context.session(), who(), form.code.data or "", key, site, now()
    )
    if recovery_codes is None:
        return _refuse_code(form)
    return render_template("people/recovery_codes.html", codes=recovery_codes, is_new=True)


@bp.post("/account/second-factor/codes")
@allow(ACT, expired_page=second_factor)
def renew_recovery_codes() -> ResponseReturnValue:
    form = CodeForm()
    if not form.accepted():
        return _render_page(form), 422
    if not _is_right(form):
        return _refuse_code(form)
    recovery_codes = service.make_recovery_codes(context.session(), who(), now())
    return render_template("people/recovery_codes.html", codes=recovery_codes, is_new=False)


@bp.post("/account/second-factor/off")
@allow(ACT, expired_page=second_factor)
def turn_off_second_factor() -> ResponseReturnValue:
    form = CodeForm()
    if not form.accepted():
        return _render_page(form), 422
    if not _is_right(form):
        return _refuse_code(form)
    service.turn_off_second_factor(context.session(), who(), reader.get_site(), now())
    flash("Your second factor is off.", "ok")
    return redirect(url_for("people.second_factor"), 303)


def _is_right(form: CodeForm) -> bool:
    key, browser = reader.get_config().secret_key, reader.describe_browser()
    return check_code(context.session(), who().id, form.code.data or "", key, browser, now())


def _refuse_code(form: CodeForm) -> ResponseReturnValue:
    """Shown and not raised, so that the wrong code stays counted."""
    form.code.errors = [sentences.WRONG_CODE]
    return _render_page(form), 422


def _render_page(form: CodeForm | None = None, begin: BeginSecondFactorForm | None = None) -> str:
    with any_session() as transaction:
        state = service.read_second_factor(transaction, who())
    form = form or CodeForm(formdata=None)
    begin = begin or BeginSecondFactorForm(formdata=None)
    secret = ""
    if state.seed and state.confirmed_at is None:
        secret = derive_secret(reader.get_config().secret_key, state.seed)
    return render_template(
        "people/second_factor.html",
        form=form,
        begin_form=begin,
        expired=form.expired or begin.expired,
        state=state,
        secret=group_letters(secret),
        figure=_draw_code(secret) if secret else "",
        is_required=reader.get_config().requires_second_factor and who().role != "student",
    )


def _draw_code(secret: str) -> Markup:
    """The QR code that an authenticator app reads: black on white, also in the dark."""
    school = urlsplit(reader.get_site()).hostname or "school"
    link = make_enrollment_link(secret, who().email, f"NMT School ({school})")
    drawing = segno.make(link, error="m", micro=False)
    figure = drawing.svg_inline(scale=5, light="#fff", dark="#000", omitsize=False)
    return Markup(figure)  # noqa: S704 - segno draws it; no text of anybody's is in it
