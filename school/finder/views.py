"""The pain finder, from where it hurts to the muscles charted to refer there.

It is open to everyone and stores nothing.
"""

from __future__ import annotations

import json
from functools import partial
from itertools import chain

from flask import Blueprint, render_template, request, url_for

from school.body.atlas import atlas
from school.body.rules.finding import Complaint, describe_drawing, describe_picked_regions
from school.body.rules.strokes import Drawing, paint_drawing
from school.cards.rules.cards import group_by_area, list_labels
from school.cards.rules.decks import Deck
from school.catalogue.guard import current_catalogue
from school.catalogue.rules.documents import Catalogue
from school.catalogue.rules.offers import Offer
from school.catalogue.rules.query import read_query
from school.core.refusals import NotFound
from school.finder.forms import DRAWN_HURTS, DRAWN_NOT, read_drawings, read_picked_regions
from school.finder.rules.asked import MOST_PICKED, find_regions_meant
from school.finder.rules.flags import find_flags_for
from school.finder.rules.muscles import find_pattern_deck, find_sections_to_read, suggest_muscles
from school.web.app import School
from school.web.context import allow
from school.web.limits import DRAWINGS
from school.web.throttle import count_act

bp = Blueprint("finder", __name__)


NO_DIAGNOSIS = "A study tool, not a diagnosis."
ASKS_WHERE = (
    f"Paint or pick the place and see which muscles are charted to refer there. {NO_DIAGNOSIS}"
)


def register(app: School) -> None:
    app.register_blueprint(bp)


@bp.get("/pain-finder")
@allow("content:read")
def show_finder() -> str:
    """Show the figure and the list, and what is charted for the regions in the address, if any."""
    deck = _find_deck()
    hurts, not_here = read_picked_regions(request.args, (region.id for region in deck.regions))
    return _render_page(deck, describe_picked_regions(hurts, not_here))


# Nothing is written, so the write lock is not taken.
@bp.post("/pain-finder")
@allow("content:read", door="own")
def show_finder_for_drawing() -> str:
    """Show the same for a drawing, which is not kept.

    The list and the address show how the drawing was understood.
    """
    count_act(DRAWINGS)
    deck, layers = _find_deck(), read_drawings(request.form)
    hurts, not_here = (paint_drawing(layer, atlas()) for layer in layers)
    return _render_page(
        deck, describe_drawing(hurts, not_here, atlas()), layers, outside=bool(hurts)
    )


def offer_finder(typed: str, current: Catalogue) -> Offer | None:
    """Return what the finder offers someone who searches for a place on the body, or for pain."""
    deck, query = find_pattern_deck(current), read_query(typed)
    if deck is None or query is None:
        return None
    meant = find_regions_meant(query.words, deck.regions)
    if meant is None:
        return None
    if not meant or len(meant) > MOST_PICKED:
        return Offer(
            url_for("finder.show_finder"), "Where does it hurt? The pain finder", ASKS_WHERE
        )
    where = "; ".join(list_labels(deck, (region.id for region in meant)))
    address = url_for("finder.show_finder", hurts=[region.id for region in meant], _anchor="found")
    return Offer(address, "Pain finder: muscles charted to refer there", f"{where}. {NO_DIAGNOSIS}")


def _find_deck() -> Deck:
    deck = find_pattern_deck(current_catalogue())
    if deck is None:
        raise NotFound
    return deck


def _render_page(
    deck: Deck, complaint: Complaint, layers: tuple[Drawing, ...] = (), outside: bool = False
) -> str:
    """`outside` tells that something was painted: if no region hurts, it is outside all of them."""
    current = current_catalogue()
    muscles, in_all = suggest_muscles(complaint, deck, current)
    flags = find_flags_for(complaint.places)
    drawings = {}
    for name, layer in zip((DRAWN_HURTS, DRAWN_NOT), layers, strict=False):
        drawings[name] = json.dumps(layer.to_page_fields())
    return render_template(
        "finder/finder.html",
        deck=deck,
        complaint=complaint,
        muscles=muscles,
        in_all=in_all,
        flags=flags,
        read=find_sections_to_read(chain.from_iterable(flags.values()), current),
        bibliography=current.sources,
        areas=group_by_area(deck.regions),
        labels=partial(list_labels, deck),
        drawings=drawings,
        outside=outside,
        choose_view_for=choose_view_for,
    )


def choose_view_for(*region_ids: str) -> str:
    """Return the id of the view that shows most of these regions."""
    return next(iter(atlas().find_views_for(region_ids)), "front")
