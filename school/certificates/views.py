"""Pages of certificates: a person's own, one of them, its PDF, and the public page that verifies it."""

from __future__ import annotations

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from school.catalogue.guard import catalogue, course_or_404
from school.certificates.forms import ReissueForm
from school.certificates.guard import certificate_or_404, issuer
from school.certificates.service.finding import (
    Held,
    certificate_by_code,
    certificates_of,
    pdf_bytes,
)
from school.certificates.service.issuing import issue, reissue
from school.credits.service.hours import hours_of, standing_of
from school.web.app import School
from school.web.context import allow, now, session, who
from school.web.policy import may

bp = Blueprint("certificates", __name__)


def register(app: School) -> None:
    app.register_blueprint(bp)


@bp.get("/certificates")
@allow("certificate:see-own")
def index() -> str:
    held = certificates_of(session(), who().id)
    has_one = {h.certificate.course_slug for h in held}
    standings = hours_of(session(), catalogue(), who().id).standings
    waiting = [s for s in standings if s.finished and s.course.slug not in has_one]
    return render_template("certificates/index.html", held=held, waiting=waiting, under_way=standings)


@bp.post("/certificates")
@allow("certificate:claim")
def claim() -> ResponseReturnValue:
    """For a course that was finished while something was missing that a certificate must state."""
    course = course_or_404(request.form.get("course", ""))
    standing = standing_of(session(), catalogue(), who().id, course.slug)
    certificate = issue(session(), who().id, standing, issuer(), now())
    return redirect(url_for(".show", certificate_id=certificate.id), 303)


@bp.get("/certificates/<int:certificate_id>")
@allow("certificate:see")
def show(certificate_id: int) -> str:
    return _page(certificate_or_404("certificate:see", certificate_id), ReissueForm())


@bp.get("/certificates/<int:certificate_id>.pdf")
@allow("certificate:see")
def pdf(certificate_id: int) -> Response:
    certificate = certificate_or_404("certificate:see", certificate_id).certificate
    response = make_response(pdf_bytes(session(), certificate))
    response.mimetype = "application/pdf"
    response.headers["Content-Disposition"] = f'attachment; filename="certificate-{certificate.code}.pdf"'
    return response


@bp.post("/certificates/<int:certificate_id>/reissue")
@allow("certificate:reissue", expired_page=show)
def issue_again(certificate_id: int) -> ResponseReturnValue:
    held = certificate_or_404("certificate:reissue", certificate_id)
    form = ReissueForm()
    if not form.accepted():
        return _page(held, form), 422
    certificate = held.certificate
    course_or_404(certificate.course_slug)
    standing = standing_of(session(), catalogue(), certificate.person_id, certificate.course_slug)
    newer = reissue(session(), who(), certificate, standing, issuer(), form.reason.data or "", now())
    flash("The certificate was issued again. The one before is superseded.", "ok")
    return redirect(url_for(".show", certificate_id=newer.id), 303)


def _page(held: Held, form: ReissueForm) -> str:
    may_reissue = held.status != "superseded" and may(who(), "certificate:reissue", held)
    return render_template("certificates/certificate.html", held=held, form=form, may_reissue=may_reissue)


@bp.get("/verify")
@allow("certificate:verify")
def verify() -> ResponseReturnValue:
    typed = request.args.get("code")
    return render_template("certificates/verify.html", unknown=False) if typed is None else verified(typed)


@bp.get("/verify/<code>")
@allow("certificate:verify")
def verified(code: str) -> ResponseReturnValue:
    """What a certificate states and whether it holds, for anyone who has its code."""
    held = certificate_by_code(session(), code)
    if held is None:
        # One answer for every code that leads nowhere, so that trying codes teaches nothing.
        response = make_response(render_template("certificates/verify.html", unknown=True), 404)
    else:
        response = make_response(render_template("certificates/verified.html", held=held))
    response.headers["X-Robots-Tag"] = "noindex"
    return response
