"""Pages of certificates: a person's own, a single one, its PDF, and public verification."""

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

from school.catalogue.guard import current_catalogue
from school.certificates.forms import ReissueForm
from school.certificates.guard import certificate_or_404, issuer
from school.certificates.rules.printed import list_missing_facts
from school.certificates.service.finding import (
    CertificateWithStatus,
    find_certificate_by_code,
    list_certificates,
    read_pdf,
)
from school.certificates.service.issuing import Issuer, claim_certificate, reissue_certificate
from school.core.policy import may
from school.core.refusals import NotFound
from school.credits.guard import library, registrar
from school.credits.service.hours import read_hours
from school.credits.service.records import read_course_records
from school.web.app import School
from school.web.context import allow, now, session, who
from school.web.limits import CODES
from school.web.throttle import count_act

bp = Blueprint("certificates", __name__)


def register(app: School) -> None:
    app.register_blueprint(bp)
    app.extensions["completion_listeners"].append(Issuer(app.extensions["config"].base_url))


@bp.get("/certificates")
@allow("certificate:see-own")
def index() -> str:
    held = list_certificates(session(), who().id)
    certified = {item.certificate.course_slug for item in held if item.status == "valid"}
    standings = read_hours(session(), library(), who().id).standings
    finished = [standing for standing in standings if standing.finished]
    waiting = [standing for standing in finished if standing.course.slug not in certified]
    return render_template(
        "certificates/index.html",
        held=held,
        waiting=waiting,
        missing=list_missing_facts(who().name, current_catalogue().school),
        under_way=standings,
    )


@bp.post("/certificates")
@allow("certificate:claim")
def claim() -> ResponseReturnValue:
    """For a course that was finished while something to be printed was missing."""
    slug = request.form.get("course", "")
    if slug not in read_course_records(session(), who().id):
        raise NotFound
    certificate = claim_certificate(session(), registrar(), issuer(), who().id, slug, now())
    return redirect(url_for(".show", certificate_id=certificate.id), 303)


@bp.get("/certificates/<int:certificate_id>")
@allow("certificate:see")
def show(certificate_id: int) -> str:
    return _render_certificate(certificate_or_404("certificate:see", certificate_id), ReissueForm())


@bp.get("/certificates/<int:certificate_id>.pdf")
@allow("certificate:see")
def pdf(certificate_id: int) -> Response:
    certificate = certificate_or_404("certificate:see", certificate_id).certificate
    response = make_response(read_pdf(session(), certificate))
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
        return _render_certificate(held, form), 422
    newer = reissue_certificate(
        session(), registrar(), issuer(), who(), held.certificate, form.reason.data or "", now()
    )
    flash("The certificate was issued again. The one before is superseded.", "ok")
    return redirect(url_for(".show", certificate_id=newer.id), 303)


def _render_certificate(held: CertificateWithStatus, form: ReissueForm) -> str:
    may_reissue = held.status != "superseded" and may(who(), "certificate:reissue", held)
    return render_template(
        "certificates/certificate.html", held=held, form=form, may_reissue=may_reissue
    )


@bp.get("/verify")
@allow("certificate:verify")
def verify() -> ResponseReturnValue:
    typed = request.args.get("code")
    if typed is None:
        return render_template("certificates/verify.html", unknown=False)
    return verified(typed)


@bp.get("/verify/<code>")
@allow("certificate:verify")
def verified(code: str) -> ResponseReturnValue:
    """What a certificate states and whether it is valid, for anyone who has its code."""
    count_act(CODES)
    held = find_certificate_by_code(session(), code)
    if held is None:
        # The same answer for every unknown code, so that trying codes reveals nothing.
        response = make_response(render_template("certificates/verify.html", unknown=True), 404)
    else:
        response = make_response(render_template("certificates/verified.html", held=held))
    response.headers["X-Robots-Tag"] = "noindex"
    return response
