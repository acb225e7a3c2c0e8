"""The instructor's pages: everything that is taught, and one document with its history."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template, request, url_for

from school.body.atlas import atlas
from school.body.rules.atlas import View
from school.cards.rules.decks import Deck
from school.catalogue.guard import current_catalogue
from school.core.refusals import NotFound
from school.documents.guard import current_release
from school.documents.rules.kinds import DocumentKind
from school.quizzes.rules.quiz import Quiz
from school.quizzes.service.overview import read_scores_by_quiz
from school.quizzes.service.statistics import read_item_statistics
from school.studio.rules.bodysheet import list_plates, list_rows
from school.studio.rules.health import ItemHealth, judge_quiz
from school.studio.service.bodysheet import read_definitions
from school.studio.service.history import read_history
from school.studio.service.library import (
    SORTS,
    find_holding,
    list_holdings,
    list_kinds,
    sort_holdings,
)
from school.studio.service.runs import find_last_run
from school.web.app import School
from school.web.context import allow, session

bp = Blueprint("studio", __name__)


def register(app: School) -> None:
    app.register_blueprint(bp)


@bp.get("/studio")
@allow("content:studio")
def list_documents() -> str:
    holdings = list_holdings(session(), current_release())
    kind = request.args.get("kind", "")
    requested = request.args.get("sort", "")
    sort, falling = requested.removeprefix("-"), requested.startswith("-")
    if kind not in list_kinds():
        kind = ""
    if sort not in SORTS:
        sort = "kind"
    run = find_last_run(session())
    problems = run.problems if run else ()
    return render_template(
        "studio/index.html",
        holdings=sort_holdings(holdings, kind, sort, falling),
        run=run,
        problems=[(problem, find_holding(holdings, problem.path)) for problem in problems],
        kinds=list_kinds(),
        kind=kind,
        sort=sort,
        falling=falling,
    )


@bp.get("/studio/body")
@allow("content:studio")
def show_body_map() -> str:
    """Show the contact sheet of the body map, with the labels of the first deck."""
    deck = next(iter(current_catalogue().of(Deck).values()), None)
    if deck is None or not deck.regions:
        raise NotFound
    sheet = list_rows(deck.regions, atlas())
    return render_template(
        "studio/body.html",
        deck=deck,
        rows=sheet,
        plates=list_plates(sheet, atlas()),
        definitions=read_definitions(),
        points={pattern.id: _find_views_of(pattern.id) for pattern in deck.patterns},
    )


def _find_views_of(pattern_id: str) -> list[View]:
    """Return the views that show trigger points of this pattern."""
    return [view for view in atlas().views.values() if pattern_id in view.points]


@bp.get("/studio/<kind>/<slug>")
@allow("content:studio")
def show_document(kind: str, slug: str) -> str:
    if kind not in list_kinds() or "\0" in slug:
        raise NotFound
    history = read_history(session(), kind, slug, _read_edition_number())
    if history is None:
        raise NotFound
    current = current_release().of_kind(kind).get(slug)
    listed = list_kinds()[kind]
    run = find_last_run(session())
    return render_template(
        "studio/document.html",
        kind=kind,
        slug=slug,
        line=listed.studio_line(current) if current else None,
        current_id=current_release().edition_ids.get((kind, slug)),
        page=_find_page(listed, slug) if current else None,
        history=history,
        problems=run.list_problems_of(history.opened.path) if run else (),
        health=_judge_health(current) if isinstance(current, Quiz) else (),
        scores=read_scores_by_quiz(session()).get(slug) if isinstance(current, Quiz) else None,
    )


def _find_page(kind: DocumentKind[Any], slug: str) -> str | None:
    """Return the address where readers see a document; None if its kind has no page."""
    if kind.page is None:
        return None
    arguments: dict[str, Any] = {kind.page.argument: slug} if kind.page.argument else {}
    return url_for(kind.page.endpoint, **arguments)


def _judge_health(quiz: Quiz) -> tuple[ItemHealth, ...]:
    return judge_quiz(quiz, read_item_statistics(session(), quiz))


def _read_edition_number() -> int | None:
    number = request.args.get("edition", "")
    if number.isascii() and number.isdigit() and len(number) < 9:
        return int(number)
    return None
