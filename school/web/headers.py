"""Headers of every answer: strict content policy, no sniffing, framing or caching by default."""

from __future__ import annotations

from flask import Flask, Response, current_app, g, request

from school.db import Database
from school.web.app import SAFE, WROTE_SECONDS, School, wrote_cookie

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
    )
)

ALWAYS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}


def register(app: School) -> None:
    app.after_request(add_headers)


def add_headers(response: Response) -> Response:
    for name, value in ALWAYS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Cache-Control", "no-store")
    if request_id := g.get("request_id"):
        response.headers["X-Request-ID"] = request_id
    secure = current_app.extensions["config"].secure
    if secure:
        response.headers["Strict-Transport-Security"] = "max-age=63072000; includeSubDomains"
    if request.method not in SAFE and _has_replica(current_app):
        response.set_cookie(
            wrote_cookie(secure),
            "1",
            max_age=WROTE_SECONDS,
            secure=secure,
            httponly=True,
            samesite="Lax",
        )
    return response


def _has_replica(app: Flask) -> bool:
    database: Database = app.extensions["database"]
    return database.has_replica
