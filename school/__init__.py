"""The school: `create_app()` puts it together from its parts list, school/parts.py."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from school.config import ROOT, Config
from school.db import Database
from school.parts import PARTS, load_parts
from school.timekeeping import SteadyClock
from school.web.app import School
from school.web.requests import MOST_FIELDS

MAX_REQUEST_BYTES = 1_000_000


clock = SteadyClock()


def create_app(
    config: Config, clock: Callable[[], datetime] = clock, parts: Sequence[str] = PARTS
) -> School:
    """Build the application.

    `clock` gives the present instant; tests pass in their own. `parts` are the features, named by
    their packages.
    """
    load_parts(parts)
    app = School("school", template_folder=str(ROOT / "templates"), static_folder=None)
    app.extensions |= {"config": config, "clock": clock, "database": Database(config)}
    _configure(app, config)
    _add_what_pages_share(app)
    _add_pages(app)
    return app


def _configure(app: School, config: Config) -> None:
    app.config.update(
        SECRET_KEY=config.secret_key,
        SESSION_COOKIE_NAME="__Host-school" if config.secure else "school",
        SESSION_COOKIE_SECURE=config.secure,
        SESSION_COOKIE_SAMESITE="Lax",
        MAX_CONTENT_LENGTH=MAX_REQUEST_BYTES,
        MAX_FORM_MEMORY_SIZE=MAX_REQUEST_BYTES,
        MAX_FORM_PARTS=MOST_FIELDS,
    )
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    if hops := config.trusted_proxies:
        proxied = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)
        app.wsgi_app = proxied  # type: ignore[method-assign]


# Imported here rather than at the top, so that importing one part of the school does not load all.
def _add_what_pages_share(app: School) -> None:
    from school.body import figures
    from school.catalogue.guard import zone_of_school
    from school.documents.service.readiness import find_content_fault
    from school.readiness import find_migration_fault, find_trigger_fault, find_write_fault
    from school.web import (
        assets,
        compression,
        csrf,
        errors,
        filters,
        headers,
        health,
        logs,
        throttle,
    )

    # What registers first sees an answer last.
    for part in (compression, logs, headers, errors, csrf, throttle, assets, figures):
        part.register(app)
    filters.register(app, zone_of_school)
    checks = (find_migration_fault, find_trigger_fault, find_content_fault)
    health.register(app, find_write_fault, *checks)


def _add_pages(app: School) -> None:
    from school.web.pages import PAGES

    for add_pages in PAGES.values():
        add_pages(app)
    app.refuse_unknown_actions()
