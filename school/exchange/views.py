"""Files to take away: a deck for Anki, a deck as a table, the reader's own reviews."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, request, url_for

from school.cards.guard import deck_or_404
from school.catalogue.guard import current_catalogue
from school.config import Config
from school.exchange.service.export import export_reviews, export_to_anki, export_to_table
from school.studying.forms import MOST_ID
from school.web.app import School
from school.web.assets import Asset
from school.web.context import allow, now, session, who
from school.web.limits import EXPORTS
from school.web.throttle import count_act

bp = Blueprint("exchange", __name__)


def register(app: School) -> None:
    app.register_blueprint(bp)


@bp.get("/cards/<deck>/export.apkg")
@allow("cards:study")
def to_anki(deck: str) -> Response:
    """The deck with its pictures as Anki imports it."""
    count_act(EXPORTS)
    exported = deck_or_404(deck)
    content = export_to_anki(
        session(),
        exported,
        current_catalogue().school.name,
        _find_address(),
        _find_address() + url_for("studying.deck", deck=exported.slug),
        _list_artwork(),
    )
    return _send_file(content, "application/zip", f"{exported.slug}.apkg")


@bp.get("/cards/<deck>/export.csv")
@allow("cards:study")
def to_table(deck: str) -> Response:
    count_act(EXPORTS)
    exported = deck_or_404(deck)
    return _send_file(export_to_table(exported), "text/csv; charset=utf-8", f"{exported.slug}.csv")


@bp.get("/cards/reviews.json")
@allow("cards:study")
def my_reviews() -> Response:
    """The reader's own reviews. If one file doesn't hold them all, it says where the next is."""
    count_act(EXPORTS)
    after = request.args.get("after", 0, type=int)
    first_after = after if 0 <= after <= MOST_ID else MOST_ID
    reviews = export_reviews(session(), who(), first_after, _find_address_after, now())
    name = f"reviews-from-{after}.json" if after else "reviews.json"
    response = _send_file(reviews.content, "application/json", name)
    if reviews.next:
        response.headers["Link"] = f'<{reviews.next}>; rel="next"'
    return response


def _find_address_after(review_id: int) -> str:
    return _find_address() + url_for(".my_reviews", after=review_id)


def _find_address() -> str:
    """The address of the school, without a trailing slash."""
    config: Config = current_app.extensions["config"]
    return config.base_url.rstrip("/")


def _list_artwork() -> list[tuple[str, bytes]]:
    """The artwork of the figure by view, as the process read it when it started."""
    assets: dict[str, Asset] = current_app.extensions["assets"]
    return [
        (path.removeprefix("body/").removesuffix(".svg"), asset.content)
        for path, asset in assets.items()
        if path.startswith("body/") and path.endswith(".svg")
    ]


def _send_file(content: str | bytes, kind: str, name: str) -> Response:
    return Response(
        content,
        content_type=kind,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
