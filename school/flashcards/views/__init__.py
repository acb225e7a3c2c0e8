"""Pages of cards: the decks, the card to study, its answer."""

from __future__ import annotations

from school.flashcards.views import decks, offline, study
from school.flashcards.views.blueprint import bp
from school.web.app import School

PAGES = (decks, offline, study)  # each hangs its routes on the blueprint when imported


def register(app: School) -> None:
    app.register_blueprint(bp)
