"""The instructor's pages: everything that is taught, and one document with its history and its questions."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template, request, url_for

from school.body.atlas import atlas
from school.body.rules.atlas import View
from school.cards.rules.decks import Deck
from school.catalogue.guard import catalogue
from school.core.refusals import NotFound
from school.documents.guard import current_release
from school.documents.rules.kinds import DocumentKind
from school.quizzes.rules.quiz import Quiz
from school.quizzes.service.overview import scores_by_quiz
from school.quizzes.service.statistics import statistics_of
from school.studio.rules.bodysheet import plates, rows
from school.studio.rules.health import ItemHealth, quiz_health
from school.studio.service.bodysheet import definitions
from school.studio.service.history import history
from school.studio.service.library import SORTS, arranged, holding_at, library, listed_kinds
from school.studio.service.runs import last_run
from school.web.app import School
from school.web.context import allow, session

bp = Blueprint("studio", __name__)


def register(app: School) -> None:
    app.register_blueprint(bp)


@bp.get("/studio")
@allow("content:studio")
def index() -> str:
    holdings = library(session(), current_release())
    kind = request.args.get("kind", "")
    asked = request.args.get("sort", "")
    sort, falling = asked.removeprefix("-"), asked.startswith("-")
    run = last_run(session())
    kind, sort = kind if kind in listed_kinds() else "", sort if sort in SORTS else "kind"
    return render_template(
        "studio/index.html",
        holdings=arranged(holdings, kind, sort, falling),
        run=run,
        problems=[(problem, holding_at(holdings, problem.path)) for problem in run.problems]
        if run
        else [],
        kinds=listed_kinds(),
        kind=kind,
        sort=sort,
        falling=falling,
    )


@bp.get("/studio/body")
@allow("content:studio")
def body() -> str:
    """The contact sheet of the body map, with the words of the first deck."""
    deck = next(iter(catalogue().of(Deck).values()), None)
    if deck is None or not deck.regions:
        raise NotFound
    sheet = rows(deck.regions, atlas())
    return render_template(
        "studio/body.html",
        deck=deck,
        rows=sheet,
        plates=plates(sheet, atlas()),
        definitions=definitions(),
        points={pattern.id: _find_views_of(pattern.id) for pattern in deck.patterns},
    )


def _find_views_of(pattern_id: str) -> list[View]:
    """The views on which trigger points of this pattern are charted."""
    return [view for view in atlas().views.values() if pattern_id in view.points]


@bp.get("/studio/<kind>/<slug>")
@allow("content:studio")
def document(kind: str, slug: str) -> str:
    found = (
        history(session(), kind, slug, _edition_number())
        if kind in listed_kinds() and "\0" not in slug
        else None
    )
    if found is None:
        raise NotFound
    current = current_release().of_kind(kind).get(slug)
    listed = listed_kinds()[kind]
    run = last_run(session())
    return render_template(
        "studio/document.html",
        kind=kind,
        slug=slug,
        line=listed.studio_line(current) if current else None,
        current_id=current_release().edition_ids.get((kind, slug)),
        page=_page(listed, slug) if current else None,
        history=found,
        problems=run.of(found.opened.path) if run else (),
        health=_health(current) if isinstance(current, Quiz) else (),
        scores=scores_by_quiz(session()).get(slug) if isinstance(current, Quiz) else None,
    )


def _page(kind: DocumentKind[Any], slug: str) -> str | None:
    """The address at which readers see a document; None where its kind has no page."""
    if kind.page is None:
        return None
    arguments: dict[str, Any] = {kind.page.argument: slug} if kind.page.argument else {}
    return url_for(kind.page.endpoint, **arguments)


def _health(quiz: Quiz) -> tuple[ItemHealth, ...]:
    return quiz_health(quiz, statistics_of(session(), quiz))


def _edition_number() -> int | None:
    asked = request.args.get("edition", "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 9 else None
