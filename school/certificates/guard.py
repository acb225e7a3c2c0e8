"""What views fetch: the certificate named in a URL, or a 404; and who issues certificates."""

from __future__ import annotations

from flask import current_app

from school.certificates.service.finding import CertificateWithStatus, find_certificate
from school.certificates.service.issuing import Issuer
from school.web.context import guard, session


def certificate_or_404(action: str, certificate_id: int) -> CertificateWithStatus:
    """The certificate with its status, if the reader may do `action` to it."""
    return guard(action, find_certificate(session(), certificate_id))


def issuer() -> Issuer:
    """Who issues certificates, with the address at which they are verified."""
    return Issuer(current_app.extensions["config"].base_url)
