"""Files to take away: a deck for Anki, a deck as a table, one's own reviews."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, request, url_for

from school.cards.guard import deck_or_404
from school.catalogue.guard import catalogue
from school.config import Config
from school.exchange.service.export import anki_package, reviews_of, table
from school.studying.forms import MOST_ID
from school.web.app import School
from school.web.assets import Asset
from school.web.context import allow, now, session, who

bp = Blueprint("exchange", __name__)


def register(app: School) -> None:
    app.register_blueprint(bp)


@bp.get("/cards/<deck>/export.apkg")
@allow("cards:study")
def to_anki(deck: str) -> Response:
    """The deck with its pictures as Anki imports it."""
    found = deck_or_404(deck)
    content = anki_package(
        session(),
        found,
        catalogue().school.name,
        _address(),
        _address() + url_for("studying.deck", deck=found.slug),
        _artwork(),
    )
    return _file(content, "application/zip", f"{found.slug}.apkg")


@bp.get("/cards/<deck>/export.csv")
@allow("cards:study")
def to_table(deck: str) -> Response:
    found = deck_or_404(deck)
    return _file(table(found), "text/csv; charset=utf-8", f"{found.slug}.csv")


@bp.get("/cards/reviews.json")
@allow("cards:study")
def my_reviews() -> Response:
    """The reader's own reviews. Where one file does not hold them all, it says where the next one is."""
    after = request.args.get("after", 0, type=int)
    found = reviews_of(
        session(), who(), after if 0 <= after <= MOST_ID else MOST_ID, _reviews_after, now()
    )
    response = _file(
        found.content, "application/json", f"reviews-from-{after}.json" if after else "reviews.json"
    )
    if found.next:
        response.headers["Link"] = f'<{found.next}>; rel="next"'
    return response


def _reviews_after(review_id: int) -> str:
    return _address() + url_for(".my_reviews", after=review_id)


def _address() -> str:
    """The address of the school, without a slash at its end."""
    config: Config = current_app.extensions["config"]
    return config.base_url.rstrip("/")


def _artwork() -> list[tuple[str, bytes]]:
    """The artwork of the figure by view, as the process read it when it started."""
    assets: dict[str, Asset] = current_app.extensions["assets"]
    return [
        (path.removeprefix("body/").removesuffix(".svg"), asset.content)
        for path, asset in assets.items()
        if path.startswith("body/") and path.endswith(".svg")
    ]


def _file(content: str | bytes, kind: str, name: str) -> Response:
    return Response(
        content,
        content_type=kind,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
