"""What is settled about one card: suspended, asked again, put off until tomorrow, begun anew."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from school.cards.guard import card_or_404, deck_or_404
from school.cards.rules.cards import Card
from school.studying.service import settled
from school.studying.views.blueprint import bp
from school.web.context import allow, now, session, who
from school.web.filters import zone


@bp.post("/cards/<deck>/suspend")
@allow("cards:study")
def suspend(deck: str) -> ResponseReturnValue:
    settled.suspend(session(), who(), _card(deck), now())
    flash(
        "This card is suspended: it is not asked until you resume it on the deck’s settings page.",
        "ok",
    )
    return _back(deck)


@bp.post("/cards/<deck>/bury")
@allow("cards:study")
def bury(deck: str) -> ResponseReturnValue:
    settled.bury(session(), who(), _card(deck), zone(), now())
    flash("This card waits until tomorrow.", "ok")
    return _back(deck)


@bp.post("/cards/<deck>/resume")
@allow("cards:study")
def resume(deck: str) -> ResponseReturnValue:
    settled.resume(session(), who(), _card(deck), now())
    flash("This card is asked again.", "ok")
    return _back(deck)


@bp.post("/cards/<deck>/reset")
@allow("cards:study")
def reset(deck: str) -> ResponseReturnValue:
    settled.reset(session(), who(), _card(deck), now())
    flash(
        "This card is new again. Your reviews of it are kept; they cannot be undone any more.", "ok"
    )
    return _back(deck)


def _card(deck: str) -> Card:
    return card_or_404(deck_or_404(deck), request.form.get("card", ""))


def _back(deck: str) -> ResponseReturnValue:
    """To the page that the button stood on: studying, or the settings."""
    page = "memory.settings_of" if request.form.get("back") == "settings" else ".study"
    return redirect(url_for(page, deck=deck), 303)
