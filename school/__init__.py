"""The school: `create_app()` is its parts list, read from top to bottom."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from school.config import ROOT, Config
from school.db import Database
from school.web.app import School

MAX_REQUEST_BYTES = 1_000_000


def clock() -> datetime:
    """The wall clock, in UTC."""
    return datetime.now(UTC)


def create_app(config: Config, clock: Callable[[], datetime] = clock) -> School:
    """Build the application. `clock` gives the present instant; tests hand in their own."""
    # Imported here so that importing one part of the school does not load all of it.
    from school.admissions import views as admissions_views
    from school.catalogue import views as catalogue_views
    from school.catalogue.service.readiness import content_is_published
    from school.certificates import views as certificates_views
    from school.credits import views as credits_views
    from school.finder import views as finder_views
    from school.flashcards import views as flashcards_views
    from school.home import views as home_views
    from school.migrate import migrations_are_at_head
    from school.people import views as people_views
    from school.quizzes import views as quizzes_views
    from school.studio import views as studio_views
    from school.web import assets, errors, figures, filters, headers, health, logs

    app = School("school", template_folder=str(ROOT / "templates"), static_folder=None)
    app.config.update(
        SECRET_KEY=config.secret_key,
        SESSION_COOKIE_NAME="__Host-school" if config.secure else "school",
        SESSION_COOKIE_SECURE=config.secure,
        SESSION_COOKIE_SAMESITE="Lax",
        MAX_CONTENT_LENGTH=MAX_REQUEST_BYTES,
        MAX_FORM_MEMORY_SIZE=MAX_REQUEST_BYTES,
        WTF_CSRF_TIME_LIMIT=None,
    )
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.extensions["config"] = config
    app.extensions["clock"] = clock
    app.extensions["database"] = Database(config)
    if config.trusted_proxies:
        hops = config.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]

    logs.register(app)
    headers.register(app)
    errors.register(app)
    filters.register(app)
    assets.register(app)
    figures.register(app)
    health.register(app, migrations_are_at_head, content_is_published)
    people_views.register(app)
    catalogue_views.register(app)
    credits_views.register(app)
    certificates_views.register(app)
    quizzes_views.register(app)
    flashcards_views.register(app)
    finder_views.register(app)
    admissions_views.register(app)
    studio_views.register(app)
    home_views.register(app)
    return app
