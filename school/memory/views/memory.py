"""The page on which students see their memory: what comes, what they did, recall and confuse."""

from __future__ import annotations

from datetime import datetime

from flask import render_template

from school.body.atlas import atlas
from school.cards.rules.decks import Deck
from school.cards.rules.registry import list_kind_words
from school.catalogue.guard import current_catalogue
from school.memory.rules.report import compile_report
from school.memory.service.report import read_met_cards, read_year_of_reviews
from school.memory.views.blueprint import bp
from school.studying.rules.contrasts import say_times, select_most_confused
from school.studying.rules.progress import forecast_reviews
from school.studying.service.contrasts import read_confusions
from school.studying.service.progress import read_progress_by_deck
from school.web.context import allow, now, session, who
from school.web.filters import zone


@bp.get("/cards/memory")
@allow("cards:study")
def memory() -> str:
    decks = current_catalogue().of(Deck)
    met_cards = read_met_cards(session(), who())
    year = read_year_of_reviews(session(), who(), zone(), now())
    progress = read_progress_by_deck(session(), who().id, decks.values(), zone(), now())
    coming: list[datetime] = []
    for deck_progress in progress.values():
        coming.extend(deck_progress.coming)
    return render_template(
        "memory/memory.html",
        report=compile_report(decks, met_cards, year, atlas(), zone(), now()),
        forecast=forecast_reviews(coming, zone(), now()),
        confusions=read_confusions(session(), who(), now()),
        decks=decks,
        kinds=list_kind_words(),
        select_most_confused=select_most_confused,
        say_times=say_times,
    )
