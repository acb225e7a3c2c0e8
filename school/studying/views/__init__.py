"""Pages for studying: the decks, the next card, its answer, studying offline."""

from __future__ import annotations

from school.studying.views import contrast, cram, decks, offline, set_aside, study
from school.studying.views.blueprint import bp
from school.web.app import School

# Importing a module adds its routes to the blueprint.
PAGES = (contrast, cram, decks, offline, set_aside, study)


def register(app: School) -> None:
    app.jinja_env.globals["offline_tag"] = offline.offline_tag
    app.register_blueprint(bp)
