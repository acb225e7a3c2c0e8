"""The page on which students see their memory: what comes, what was done, what is recalled, what is confused."""

from __future__ import annotations

from flask import render_template

from school.body.atlas import atlas
from school.cards.rules.decks import Deck
from school.cards.rules.registry import kind_words
from school.catalogue.guard import catalogue
from school.memory.rules.recollection import recollect
from school.memory.service.memory import remembered, studied
from school.memory.views.blueprint import bp
from school.studying.rules.contrasts import most_confused, often
from school.studying.rules.standing import forecast
from school.studying.service.contrasts import confused
from school.studying.service.standings import standings
from school.web.context import allow, now, session, who
from school.web.filters import zone


@bp.get("/cards/memory")
@allow("cards:study")
def memory() -> str:
    decks = catalogue().of(Deck)
    done = studied(session(), who(), zone(), now())
    where = standings(session(), who().id, decks.values(), zone(), now()).values()
    return render_template(
        "memory/memory.html",
        seen=recollect(decks, remembered(session(), who()), done, atlas(), zone(), now()),
        forecast=forecast(
            (instant for standing in where for instant in standing.coming), zone(), now()
        ),
        confused=confused(session(), who(), now()),
        decks=decks,
        kinds=kind_words(),
        most_confused=most_confused,
        often=often,
    )
