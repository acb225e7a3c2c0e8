"""Pages for studying offline: the pack, the worker that shows it, the reviews it sends back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from flask import Response, current_app, jsonify, render_template, request, url_for
from flask_wtf.csrf import generate_csrf

from school.body.atlas import VIEWS, atlas
from school.cards.guard import deck_or_404
from school.cards.rules.asking import AnsweredCard, AskedCard
from school.cards.rules.decks import Deck
from school.cards.rules.lessons import Place, list_lessons_about, list_places_naming_muscle
from school.cards.rules.ratings import Rating
from school.cards.rules.registry import CARD_KINDS
from school.catalogue.guard import current_catalogue
from school.core.links import Link
from school.core.refusals import Conflict
from school.documents.guard import current_shelf
from school.studying.forms import sent_queue
from school.studying.rules.days import learning_day, starts_at
from school.studying.rules.packs import (
    CARDS_IN_A_PACK,
    figure_facts,
    regions_compared,
    views_besides,
)
from school.studying.rules.scheduling import Outcome
from school.studying.service.offline import Packed, decks_asked, mark_queue, replay, tag_of
from school.studying.service.offline import pack as packed
from school.studying.views.blueprint import bp
from school.web.assets import ASK_AGAIN, FOR_GOOD, Asset, static
from school.web.context import allow, database, language, now, session, who
from school.web.filters import zone
from school.web.limits import PACKS, QUEUES
from school.web.throttle import count_act

WORKER = "js/worker.bundle.js"


class NotYourReviews(Conflict):
    sentence = (
        "Someone else made these reviews on this device. They wait until that person signs in."
    )


def offline_tag() -> str:
    """The word that stands for the reader in what this browser keeps."""
    return tag_of(current_app.config["SECRET_KEY"], who())


@cache
def _figure() -> tuple[bytes, str]:
    """The figure as the pack marks on it, and the first digits of its hash."""
    content = json.dumps(figure_facts(atlas()), separators=(",", ":")).encode()
    return content, hashlib.sha256(content).hexdigest()[:12]


@bp.get("/cards/figure.json")
@allow("static:get", door="none")
def figure() -> Response:
    content, fingerprint = _figure()
    response = Response(content, mimetype="application/json")
    response.set_etag(fingerprint)
    response.headers["Cache-Control"] = (
        FOR_GOOD if request.args.get("v") == fingerprint else ASK_AGAIN
    )
    response.make_conditional(request)
    return response


@bp.get("/cards/worker.js")
@allow("static:get", door="none")
def worker() -> Response:
    """The worker again, at an address from which it may watch over all pages of cards."""
    asset = current_app.extensions["assets"][WORKER]
    response = Response(asset.content, mimetype=asset.kind)
    response.headers["Service-Worker-Allowed"] = "/cards"
    response.headers["Cache-Control"] = ASK_AGAIN
    return response


@bp.get("/cards/app.webmanifest")
@allow("content:read")
def manifest() -> Response:
    """What the school is called and how it looks as an app."""
    icons = [
        {
            "src": static(f"icon-{size}{kind}.png"),
            "sizes": f"{size}x{size}",
            "type": "image/png",
            "purpose": purpose,
        }
        for size in (192, 512)
        for kind, purpose in (("", "any"), ("-maskable", "maskable"))
    ]
    name = current_catalogue().school.name
    facts = {
        "id": "/cards", "name": name, "short_name": name[:12].strip(),
        "description": "Cards, modules and quizzes.",
        "start_url": "/cards", "scope": "/", "display": "standalone", "lang": language(),
        "theme_color": "#0b5a5e", "background_color": "#ffffff", "icons": icons,
    }  # fmt: skip
    response = Response(json.dumps(facts), mimetype="application/manifest+json")
    response.headers["Cache-Control"] = ASK_AGAIN
    return response


@bp.get("/cards/<deck>/replay")
@allow("cards:study")
def replay_token(deck: str) -> Response:
    """Who is signed in, a token for their reviews, and the time in seconds since 1970.

    The token in a pack may be older than the session, and a device's clock may be wrong.
    """
    deck_or_404(deck)
    return jsonify(tag=offline_tag(), token=generate_csrf(), now=int(now().timestamp()))


# Marking a hundred drawings takes longer than anybody should wait for the write lock.
@bp.post("/cards/<deck>/replay")
@allow("cards:study", door="own")
def take_replay(deck: str) -> Response:
    """Take the reviews that waited in a browser, and say what became of each, in their order."""
    studied_deck = deck_or_404(deck)
    if request.form.get("tag") != offline_tag():
        raise NotYourReviews
    count_act(QUEUES)
    queued = sent_queue(request.form, now())
    with database().reading(own_writes=True) as reading:
        editions = decks_asked(reading, current_shelf(), studied_deck, queued)
    queued, zone_of_reader = mark_queue(studied_deck, queued, editions), zone()
    with database().writing() as writing:
        answers = replay(writing, who(), studied_deck, queued, zone_of_reader, now(), editions)
    return jsonify(said=[{"kept_before": one.kept_before, "why": one.why} for one in answers])


@dataclass(frozen=True)
class PackedCard:
    """A card of a pack for its template."""

    asked: AskedCard
    answered: AnsweredCard
    compared: list[str]  # regions that a drawing is laid over
    other_views: tuple[str, ...]  # that show them too, beside those of the answer
    places: tuple[Place, ...]
    lessons: tuple[tuple[Link, str], ...]
    outcomes: Mapping[Rating, Outcome]
    at: int  # seconds since 1970 from which it is asked
    reviews: int
    missed: bool


@bp.get("/cards/<deck>/pack")
@allow("cards:study")
def pack(deck: str) -> str:
    """The next cards with their answers, to be kept in the browser."""
    count_act(PACKS)
    studied_deck = deck_or_404(deck)
    cards = [
        _packed(one, studied_deck)
        for one in packed(session(), who(), studied_deck, zone(), now(), CARDS_IN_A_PACK)
    ]
    _content, fingerprint = _figure()
    return render_template(
        "studying/pack.html",
        deck=studied_deck,
        cards=cards,
        alike=_alike(cards),
        tag=offline_tag(),
        made=int(now().timestamp()),
        figure=url_for(".figure", v=fingerprint),
        files=kept_files(),
        turns=int(starts_at(learning_day(now(), zone()) + timedelta(days=1), zone()).timestamp()),
    )


def _alike(cards: list[PackedCard]) -> dict[str, AskedCard]:
    """One question of each kind whose questions look the same: the pack holds it once."""
    alike: dict[str, AskedCard] = {}
    for packed_card in cards:
        kind = packed_card.asked.card.kind
        if CARD_KINDS[kind].alike:
            alike.setdefault(kind, packed_card.asked)
    return alike


def _packed(one: Packed, deck: Deck) -> PackedCard:
    card = one.step.card
    kind = CARD_KINDS[card.kind]
    answered = kind.show_answer(card, deck, atlas(), kind.read_response({}), None)
    compared = regions_compared(card, atlas())
    return PackedCard(
        kind.show_question(card, deck, atlas()),
        answered,
        compared,
        views_besides(answered.views, compared, atlas()),
        list_places_naming_muscle(card.pattern, current_catalogue().modules.values())
        if card.pattern
        else (),
        list_lessons_about(card.about, current_catalogue()),
        one.outcomes,
        int(one.step.at.timestamp()),
        one.step.reviews,
        one.step.missed,
    )


def kept_files() -> tuple[str, ...]:
    """What a pack needs besides what its page names: the fonts of the sheet, and the artwork."""
    assets: dict[str, Asset] = current_app.extensions["assets"]
    fonts = [asset.address for name, asset in assets.items() if name.endswith(".woff2")]
    return (*fonts, *(static(f"body/{view}.svg") for view in VIEWS))
