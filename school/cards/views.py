"""The page of one charted pattern of a deck."""

from __future__ import annotations

from functools import partial

from flask import Blueprint, render_template

from school.body.atlas import atlas
from school.cards.guard import deck_or_404, pattern_or_404
from school.cards.rules.asking import list_pattern_views
from school.cards.rules.cards import list_labels
from school.cards.rules.lessons import list_lessons_about, list_places_naming_muscle
from school.cards.rules.registry import CARD_KINDS
from school.catalogue.guard import current_catalogue
from school.web.app import School
from school.web.context import allow

bp = Blueprint("cards", __name__)


def register(app: School) -> None:
    app.jinja_env.globals["card_kinds"] = CARD_KINDS
    app.register_blueprint(bp)


@bp.get("/cards/<deck>/patterns/<pattern_id>")
@allow("content:read")
def pattern(deck: str, pattern_id: str) -> str:
    """A charted pattern in full. Its address never changes, just like its id."""
    deck_shown = deck_or_404(deck)
    pattern = pattern_or_404(deck_shown, pattern_id)
    before, after = deck_shown.find_neighbors(pattern)
    return render_template(
        "cards/pattern.html",
        deck=deck_shown,
        pattern=pattern,
        views=list_pattern_views(pattern, atlas()),
        before=before,
        after=after,
        labels=partial(list_labels, deck_shown),
        places=list_places_naming_muscle(pattern, current_catalogue().modules.values()),
        lessons=list_lessons_about(pattern.about, current_catalogue()),
    )
