"""The instructor's pages: everything that is taught, and one document with its history."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from school.body.atlas import atlas
from school.catalogue.guard import catalogue
from school.catalogue.rules.documents import Quiz
from school.core.refusals import NotFound
from school.quizzes.service.overview import scores_by_quiz
from school.quizzes.service.statistics import statistics_of
from school.studio.rules.bodysheet import list_plates, list_rows
from school.studio.rules.health import ItemHealth, judge_quiz
from school.studio.service.bodysheet import read_definitions
from school.studio.service.history import read_history
from school.studio.service.library import (
    KINDS,
    SORTS,
    find_document,
    find_holding,
    list_holdings,
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
    holdings = list_holdings(session(), catalogue())
    kind = request.args.get("kind", "")
    order = request.args.get("sort", "")
    sort, falling = order.removeprefix("-"), order.startswith("-")
    if kind not in KINDS:
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
        kinds=KINDS,
        kind=kind,
        sort=sort,
        falling=falling,
    )


@bp.get("/studio/body")
@allow("content:studio")
def show_body_map() -> str:
    """Show the contact sheet of the body map, with the labels of the first deck."""
    deck = next(iter(catalogue().decks.values()), None)
    if deck is None or not deck.regions:
        raise NotFound
    sheet = list_rows(deck.regions, atlas())
    points = {}
    for pattern in deck.patterns:
        points[pattern.id] = [view for view in atlas().views.values() if pattern.id in view.points]
    return render_template(
        "studio/body.html",
        deck=deck,
        rows=sheet,
        plates=list_plates(sheet, atlas()),
        definitions=read_definitions(),
        points=points,
    )


@bp.get("/studio/<kind>/<slug>")
@allow("content:studio")
def show_document(kind: str, slug: str) -> str:
    if kind not in KINDS or "\0" in slug:
        raise NotFound
    history = read_history(session(), kind, slug, _read_edition_number())
    if history is None:
        raise NotFound
    current = find_document(catalogue(), kind, slug)
    run = find_last_run(session())
    return render_template(
        "studio/document.html",
        kind=kind,
        slug=slug,
        current=current,
        history=history,
        problems=run.list_problems_of(history.opened.path) if run else (),
        health=_judge_health(current) if isinstance(current, Quiz) else (),
        scores=scores_by_quiz(session()).get(slug) if isinstance(current, Quiz) else None,
    )


def _judge_health(quiz: Quiz) -> tuple[ItemHealth, ...]:
    return judge_quiz(quiz, statistics_of(session(), quiz))


def _read_edition_number() -> int | None:
    number = request.args.get("edition", "")
    if number.isascii() and number.isdigit() and len(number) < 9:
        return int(number)
    return None
