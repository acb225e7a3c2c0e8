"""Pages to study with: the decks, the card to study, its answer, studying away from the school."""

from __future__ import annotations

from school.studying.views import contrast, cram, decks, offline, settled, study
from school.studying.views.blueprint import bp
from school.web.app import School

# Each hangs its routes on the blueprint when it is imported.
PAGES = (contrast, cram, decks, offline, settled, study)


def register(app: School) -> None:
    app.jinja_env.globals["offline_tag"] = offline.offline_tag
    app.register_blueprint(bp)
