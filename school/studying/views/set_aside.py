"""Buttons that set one card aside: suspend, resume, bury until tomorrow, reset to new."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from school.cards.guard import card_or_404, deck_or_404
from school.cards.rules.cards import Card
from school.studying.service import set_aside
from school.studying.views.blueprint import bp
from school.web.context import allow, now, session, who
from school.web.filters import zone


@bp.post("/cards/<deck>/suspend")
@allow("cards:study")
def suspend(deck: str) -> ResponseReturnValue:
    set_aside.suspend_card(session(), who(), _find_card(deck), now())
    flash(
        "This card is suspended. It won’t be asked until you resume it in the deck’s settings.",
        "ok",
    )
    return _go_back(deck)


@bp.post("/cards/<deck>/bury")
@allow("cards:study")
def bury(deck: str) -> ResponseReturnValue:
    set_aside.bury_card(session(), who(), _find_card(deck), zone(), now())
    flash("This card will come back tomorrow.", "ok")
    return _go_back(deck)


@bp.post("/cards/<deck>/resume")
@allow("cards:study")
def resume(deck: str) -> ResponseReturnValue:
    set_aside.resume_card(session(), who(), _find_card(deck), now())
    flash("This card will be asked again.", "ok")
    return _go_back(deck)


@bp.post("/cards/<deck>/reset")
@allow("cards:study")
def reset(deck: str) -> ResponseReturnValue:
    set_aside.reset_card(session(), who(), _find_card(deck), now())
    flash(
        "This card is new again. Your reviews of it are kept, but they can no longer be undone.",
        "ok",
    )
    return _go_back(deck)


def _find_card(deck: str) -> Card:
    return card_or_404(deck_or_404(deck), request.form.get("card", ""))


def _go_back(deck: str) -> ResponseReturnValue:
    """Redirect to the page that had the button: studying, or the settings."""
    page = "memory.settings_of" if request.form.get("back") == "settings" else ".study"
    return redirect(url_for(page, deck=deck), 303)
