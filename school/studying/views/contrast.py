"""Pages that put two confused patterns side by side."""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from school.body.atlas import atlas
from school.cards.guard import deck_or_404
from school.cards.rules.cards import labels
from school.studying.forms import told_apart
from school.studying.guard import pair_or_404
from school.studying.rules.contrasts import compared, often
from school.studying.service.contrasts import confused, see
from school.studying.views.blueprint import bp
from school.web.context import allow, now, session, who


@bp.get("/cards/<deck>/contrast")
@allow("cards:study")
def contrast(deck: str) -> str:
    """The patterns `one` and `other` side by side, and how `first` and `second` answer; without them, what waits."""
    found = deck_or_404(deck)
    mixed = confused(session(), who(), now())
    if not {"one", "other"} & set(request.args):
        return render_template(
            "studying/contrast/pairs.html", deck=found, confused=mixed, often=often
        )
    pair = pair_or_404(found, request.args.getlist("one") + request.args.getlist("other"))
    return render_template(
        "studying/contrast/pair.html",
        deck=found,
        pair=pair,
        compared=compared(pair, found, atlas()),
        answers=told_apart(request.args, pair),
        seen_at=mixed.seen_at(found, pair),
        labels=partial(labels, found),
    )


@bp.post("/cards/<deck>/contrast")
@allow("cards:study")
def tell_apart(deck: str) -> ResponseReturnValue:
    """Look at the answers, and note that the pair was seen. Sent twice, it is noted once."""
    found = deck_or_404(deck)
    pair = pair_or_404(found, (request.form.get("one", ""), request.form.get("other", "")))
    see(session(), who(), found, pair, now())
    query: dict[str, Any] = {
        "one": pair.one.id,
        "other": pair.other.id,
        **told_apart(request.form, pair),
    }
    return redirect(url_for(".contrast", deck=deck, _anchor="check", **query), 303)
