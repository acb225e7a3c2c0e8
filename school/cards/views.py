"""The page of one charted pattern of a deck."""

from __future__ import annotations

from functools import partial

from flask import Blueprint, render_template

from school.body.atlas import atlas
from school.cards.guard import deck_or_404, pattern_or_404
from school.cards.rules.asking import pattern_views
from school.cards.rules.cards import labels
from school.cards.rules.lessons import lessons_about, named_in
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
    """A charted pattern in full. Its address stays, as its id does."""
    found = deck_or_404(deck)
    pattern = pattern_or_404(found, pattern_id)
    before, after = found.neighbours(pattern)
    return render_template(
        "cards/pattern.html",
        deck=found,
        pattern=pattern,
        views=pattern_views(pattern, atlas()),
        before=before,
        after=after,
        labels=partial(labels, found),
        places=named_in(pattern, current_catalogue().modules.values()),
        lessons=lessons_about(pattern.about, current_catalogue()),
    )
