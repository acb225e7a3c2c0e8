"""The pain finder: where it hurts → the muscles that are charted to refer there. Open to all; nothing is stored."""

from __future__ import annotations

import json
from datetime import timedelta
from functools import partial

from flask import Blueprint, render_template, request, url_for

from school.body.atlas import atlas
from school.body.rules.finding import Complaint, drawn, picked
from school.body.rules.strokes import Drawing, painted
from school.cards.rules.cards import by_area, labels
from school.cards.rules.decks import Deck
from school.catalogue.guard import catalogue
from school.catalogue.rules.documents import Catalogue
from school.catalogue.rules.offers import Offer
from school.core.refusals import NotFound
from school.finder.forms import DRAWN_HURTS, DRAWN_NOT, picked_regions, sent_drawings
from school.finder.rules.asked import MOST_PICKED, regions_meant
from school.finder.rules.flags import flags_for
from school.finder.rules.muscles import deck_of_patterns, muscles, where_to_read
from school.people.rules.sign_ins import network_of
from school.web.app import School
from school.web.context import allow, now, who
from school.web.throttle import Throttle, Throttled

bp = Blueprint("finder", __name__)


class TooManyDrawings(Throttled):
    sentence = "You sent too many drawings within a minute. Please try again in {wait}."


# The costliest drawing takes 50 ms. A class that is not signed in shares one address.
DRAWINGS = Throttle(
    "finder",
    most=120,
    within=timedelta(minutes=1),
    refusal=TooManyDrawings,
)

NO_DIAGNOSIS = "A study tool, and no diagnosis."
ASKS_WHERE = (
    f"Paint or pick the place, and see which muscles are charted to refer there. {NO_DIAGNOSIS}"
)


def register(app: School) -> None:
    app.register_blueprint(bp)
    app.extensions["search_offers"].append(in_search)


@bp.get("/pain-finder")
@allow("content:read")
def find() -> str:
    """The figure and the list; and where the address names regions, what is charted for them."""
    deck = _deck()
    hurts, not_here = picked_regions(request.args, (region.id for region in deck.regions))
    return _page(deck, picked(hurts, not_here))


# Nothing is written, so the write lock is not taken.
@bp.post("/pain-finder")
@allow("content:read", door="own")
def find_painted() -> str:
    """The same for a drawing. It is answered and forgotten; the list and the address say what was understood of it."""
    DRAWINGS.count(
        f"person {who().id}" if who().signed_in else network_of(request.remote_addr or ""), now()
    )
    deck, layers = _deck(), sent_drawings(request.form)
    hurts, not_here = (painted(layer, atlas()) for layer in layers)
    return _page(deck, drawn(hurts, not_here, atlas()), layers, outside=bool(hurts))


def in_search(words: tuple[str, ...], current: Catalogue) -> Offer | None:
    """What the finder offers to who searches for a place of the body, or for where it hurts."""
    deck = deck_of_patterns(current)
    meant = regions_meant(words, deck.regions) if deck else None
    if deck is None or meant is None:
        return None
    if not meant or len(meant) > MOST_PICKED:
        return Offer(url_for("finder.find"), "Where does it hurt? The pain finder", ASKS_WHERE)
    where = "; ".join(labels(deck, (region.id for region in meant)))
    address = url_for("finder.find", hurts=[region.id for region in meant], _anchor="found")
    return Offer(address, "Pain finder: muscles charted to refer there", f"{where}. {NO_DIAGNOSIS}")


def _deck() -> Deck:
    deck = deck_of_patterns(catalogue())
    if deck is None:
        raise NotFound
    return deck


def _page(
    deck: Deck, complaint: Complaint, layers: tuple[Drawing, ...] = (), outside: bool = False
) -> str:
    """`outside`: something was painted, so where no region hurts, it lies outside all of them."""
    current = catalogue()
    found, in_all = muscles(complaint, deck, current)
    flags = flags_for(complaint.places)
    return render_template(
        "finder/finder.html",
        deck=deck,
        complaint=complaint,
        found=found,
        in_all=in_all,
        flags=flags,
        read=where_to_read((flag for those in flags.values() for flag in those), current),
        bibliography=current.sources,
        areas=by_area(deck.regions),
        labels=partial(labels, deck),
        kept={
            name: json.dumps(layer.sent())
            for name, layer in zip((DRAWN_HURTS, DRAWN_NOT), layers, strict=False)
        },
        outside=outside,
        view_of=view_of,
    )


def view_of(*region_ids: str) -> str:
    """The view that shows most of these regions."""
    return next(iter(atlas().views_for(region_ids)), "front")
