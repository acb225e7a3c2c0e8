"""Pages of certificates: a person's own, one of them, its PDF, and the public page that verifies it."""

from __future__ import annotations

from flask import (
    Blueprint,
    Response,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue

from school.catalogue.guard import catalogue
from school.certificates.forms import ReissueForm
from school.certificates.guard import certificate_or_404, issuer
from school.certificates.rules.printed import missing
from school.certificates.service.finding import (
    Held,
    certificate_by_code,
    certificates_of,
    pdf_bytes,
)
from school.certificates.service.issuing import Issuer, claim_certificate, reissue
from school.core.policy import may
from school.core.refusals import NotFound
from school.credits.guard import library, registrar
from school.credits.service.hours import hours_of
from school.credits.service.records import course_records
from school.web.app import School
from school.web.context import allow, now, session, who

bp = Blueprint("certificates", __name__)


def register(app: School) -> None:
    app.register_blueprint(bp)
    app.extensions["completion_listeners"].append(Issuer(app.extensions["config"].base_url))


@bp.get("/certificates")
@allow("certificate:see-own")
def index() -> str:
    held = certificates_of(session(), who().id)
    valid = {one.certificate.course_slug for one in held if one.status == "valid"}
    standings = hours_of(session(), library(), who().id).standings
    waiting = [s for s in standings if s.finished and s.course.slug not in valid]
    return render_template(
        "certificates/index.html",
        held=held,
        waiting=waiting,
        missing=missing(who().name, catalogue().school),
        under_way=standings,
    )


@bp.post("/certificates")
@allow("certificate:claim")
def claim() -> ResponseReturnValue:
    """For a course that was finished while something was missing that a certificate must state."""
    slug = request.form.get("course", "")
    if slug not in course_records(session(), who().id):
        raise NotFound
    certificate = claim_certificate(session(), registrar(), issuer(), who().id, slug, now())
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
    response.headers["Content-Disposition"] = (
        f'attachment; filename="certificate-{certificate.code}.pdf"'
    )
    return response


@bp.post("/certificates/<int:certificate_id>/reissue")
@allow("certificate:reissue", expired_page=show)
def issue_again(certificate_id: int) -> ResponseReturnValue:
    held = certificate_or_404("certificate:reissue", certificate_id)
    form = ReissueForm()
    if not form.accepted():
        return _page(held, form), 422
    newer = reissue(
        session(), registrar(), issuer(), who(), held.certificate, form.reason.data or "", now()
    )
    flash("The certificate was issued again. The one before is superseded.", "ok")
    return redirect(url_for(".show", certificate_id=newer.id), 303)


def _page(held: Held, form: ReissueForm) -> str:
    may_reissue = held.status != "superseded" and may(who(), "certificate:reissue", held)
    return render_template(
        "certificates/certificate.html", held=held, form=form, may_reissue=may_reissue
    )


@bp.get("/verify")
@allow("certificate:verify")
def verify() -> ResponseReturnValue:
    typed = request.args.get("code")
    return (
        render_template("certificates/verify.html", unknown=False)
        if typed is None
        else verified(typed)
    )


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
