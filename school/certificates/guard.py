"""Certificates for views: the one in a URL, or a page that says there is none; and who issues them."""

from __future__ import annotations

from flask import current_app

from school.certificates.service.finding import Held, certificate_by_id
from school.certificates.service.issuing import Issuer
from school.web.context import guard, session


def certificate_or_404(action: str, certificate_id: int) -> Held:
    """The certificate and whether it holds, if the reader may do `action` to it."""
    return guard(action, certificate_by_id(session(), certificate_id))


def issuer() -> Issuer:
    """Who issues certificates, with the address at which they are verified."""
    return Issuer(current_app.extensions["config"].base_url)
