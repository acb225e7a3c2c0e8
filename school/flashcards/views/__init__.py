"""Pages of cards: the decks, the card to study, its answer."""

from __future__ import annotations

from school.flashcards.views import contrast, cram, decks, export, memory, offline, settings, settled, study
from school.flashcards.views.blueprint import bp
from school.web.app import School

# Each hangs its routes on the blueprint when it is imported.
PAGES = (contrast, cram, decks, export, memory, offline, settings, settled, study)


def register(app: School) -> None:
    app.jinja_env.globals["offline_tag"] = offline.offline_tag
    app.register_blueprint(bp)
