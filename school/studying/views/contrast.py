"""Pages that put two confused patterns side by side."""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from school.body.atlas import atlas
from school.cards.guard import deck_or_404
from school.cards.rules.cards import list_labels
from school.studying.forms import read_contrast_answers
from school.studying.guard import pair_or_404
from school.studying.rules.contrasts import compare_pair, say_times
from school.studying.service.contrasts import read_confusions, record_contrast
from school.studying.views.blueprint import bp
from school.web.context import allow, now, session, who


@bp.get("/cards/<deck>/contrast")
@allow("cards:study")
def contrast(deck: str) -> str:
    """The patterns `one` and `other` side by side, or the list of pairs if neither is named.

    `first` and `second` are the reader's answers to the two questions.
    """
    deck_shown = deck_or_404(deck)
    confusions = read_confusions(session(), who(), now())
    if not {"one", "other"} & set(request.args):
        return render_template(
            "studying/contrast/pairs.html",
            deck=deck_shown,
            confusions=confusions,
            say_times=say_times,
        )
    pattern_ids = request.args.getlist("one") + request.args.getlist("other")
    pair = pair_or_404(deck_shown, pattern_ids)
    return render_template(
        "studying/contrast/pair.html",
        deck=deck_shown,
        pair=pair,
        comparison=compare_pair(pair, deck_shown, atlas()),
        answers=read_contrast_answers(request.args, pair),
        seen_at=confusions.find_seen_at(deck_shown, pair),
        labels=partial(list_labels, deck_shown),
    )


@bp.post("/cards/<deck>/contrast")
@allow("cards:study")
def tell_apart(deck: str) -> ResponseReturnValue:
    """Show the answers, and note that the pair was seen. Sent twice, it is noted once."""
    deck_shown = deck_or_404(deck)
    pattern_ids = (request.form.get("one", ""), request.form.get("other", ""))
    pair = pair_or_404(deck_shown, pattern_ids)
    record_contrast(session(), who(), deck_shown, pair, now())
    query: dict[str, Any] = {
        "one": pair.one.id,
        "other": pair.other.id,
        **read_contrast_answers(request.form, pair),
    }
    return redirect(url_for(".contrast", deck=deck, _anchor="check", **query), 303)
