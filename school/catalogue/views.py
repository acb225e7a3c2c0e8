"""Pages of what the school teaches: courses, modules, glossary, search and pictures."""

from __future__ import annotations

import re
from typing import Any

from flask import (
    Blueprint,
    Response,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue

from school.catalogue.guard import course_or_404, current_catalogue, module_or_404
from school.catalogue.rules.documents import Catalogue, Check, Module, Section
from school.catalogue.rules.lesson import SEED, Reading, find_place_among_kind, list_pieces
from school.catalogue.rules.offers import SEARCH_OFFERS, Offer
from school.catalogue.rules.query import TYPED
from school.catalogue.service.search import search_content
from school.catalogue.service.studying import (
    TakenCourse,
    enroll,
    finish_section,
    list_enrollments,
    list_finished_sections,
    list_finished_sections_in,
    prefer_course,
)
from school.core.refusals import Invalid, NotFound
from school.documents.guard import current_shelf
from school.documents.service.media import read_picture
from school.markup.cleaning import trusted
from school.questions.items import BadResponse
from school.questions.kinds import accept_response, explain_question
from school.questions.shown import Explained
from school.web.app import School
from school.web.context import allow, any_session, database, language, now, session, who

bp = Blueprint("catalogue", __name__)

MEDIA_NAME = re.compile(r"([0-9a-f]{64})\.(svg|png|jpg|webp)")
FOR_GOOD = "public, max-age=31536000, immutable"
# A drawing may style itself and do nothing else, even if someone opens it on its own.
MEDIA_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


class NotOnThePage(Invalid):
    sentence = "This answer was not on the page. Reload the page and choose again."


def register(app: School) -> None:
    app.register_blueprint(bp)


@bp.get("/courses")
@allow("content:read")
def courses() -> str:
    courses = current_catalogue().courses.values()
    return render_template("catalogue/courses.html", courses=courses, enrolled=_list_own_courses())


def _list_own_courses() -> dict[str, TakenCourse]:
    return list_enrollments(session(), who().id) if who().signed_in else {}


@bp.get("/courses/<slug>")
@allow("content:read")
def course(slug: str) -> str:
    course = course_or_404(slug)
    own_courses = _list_own_courses()
    taken = own_courses.get(slug)
    return render_template(
        "catalogue/course.html",
        course=course,
        body=trusted(course.body),
        readings=_find_readings(enrolled=taken is not None),
        quizzes=current_catalogue().release.of_kind("quiz"),
        enrolled_at=taken.enrolled_at if taken else None,
        takes_others=bool(own_courses.keys() - {slug}),
        is_newest=taken is None or taken.edition_id == course.edition_id,
    )


def _find_readings(*, enrolled: bool) -> dict[str, Reading]:
    """Return every module with the sections that the reader, if enrolled, has finished."""
    finished = list_finished_sections(session(), who().id) if enrolled else {}
    readings = {}
    for slug, module in current_catalogue().modules.items():
        readings[slug] = Reading(module, finished.get(slug, frozenset()))
    return readings


@bp.post("/courses/<slug>/enrol")
@allow("course:enrol")
def enrol_in(slug: str) -> ResponseReturnValue:
    course = course_or_404(slug)
    enroll(session(), who(), course, now())
    if request.form.get("feed") == "this":
        prefer_course(session(), who(), slug, now())
    flash(f"You are enrolled in {course.title}.", "ok")
    return redirect(url_for(".course", slug=slug), 303)


@bp.get("/modules/<slug>")
@allow("content:read")
def module(slug: str) -> str:
    return _module_page(module_or_404(slug))


@bp.post("/modules/<slug>/sections/<section_id>/finish")
@allow("section:finish")
def finish(slug: str, section_id: str) -> ResponseReturnValue:
    module = module_or_404(slug)
    finish_section(session(), who(), module, section_id, now())
    following = Reading(module, frozenset()).find_next_section(section_id)
    place = following.id if following else "next"
    return redirect(url_for(".module", slug=slug, _anchor=place), 303)


# This is a GET because it writes nothing. So the form needs no token, is the same for every reader,
# and is stored with the text around it.
@bp.get("/modules/<slug>/checks/<item_id>")
@allow("self-check:answer")
def answer_check(slug: str, item_id: str) -> str:
    """The module's page with feedback in place of the self-check; a script takes only that."""
    module = module_or_404(slug)
    item = module.find_check(item_id)
    if item is None:
        raise NotFound
    try:
        response = accept_response(item, request.args.getlist(item_id), SEED, shuffle=False)
    except BadResponse as refused:
        raise NotOnThePage from refused
    if not response:
        return _module_page(module, unanswered=item_id)
    return _module_page(module, explain_question(item, response, SEED, shuffle=False))


def _module_page(module: Module, explained: Explained | None = None, unanswered: str = "") -> str:
    current = current_catalogue()
    return render_template(
        "catalogue/module.html",
        module=module,
        reading=_find_reading(module),
        text_of=lambda section: _render_section(module, section, explained, unanswered),
        sources=trusted(_render_once(module, "sources", "catalogue/_sources.html")),
        place=find_place_among_kind(current, module),
        neighbors=current.find_neighbors(module.slug),
        quiz=current.release.of_kind("quiz").get(module.quiz or ""),
        beside=trusted(_render_beside(current, module)),
    )


def _render_beside(current: Catalogue, module: Module) -> str:
    """Objectives and worth; once per release, because courses that have the module may change."""
    name = f"beside in {current.release_id}"
    courses = current.list_courses_with(module.slug)
    return _render_once(module, name, "catalogue/_beside.html", courses=courses)


def _render_section(
    module: Module, section: Section, explained: Explained | None, unanswered: str
) -> str:
    """Return a section's text and self-checks, the same for every reader.

    Only a self-check that was just sent makes a difference.
    """
    template = "catalogue/_text.html"
    sent_id = explained.item_id if explained else unanswered
    if sent_id and _has_check(section, sent_id):
        pieces = list_pieces(section, explained)
        html = render_template(template, module=module, pieces=pieces, unanswered=unanswered)
    else:
        pieces = list_pieces(section, None)
        html = _render_once(module, f"section {section.id}", template, pieces=pieces, unanswered="")
    return trusted(html)


def _has_check(section: Section, item_id: str) -> bool:
    return any(isinstance(piece, Check) and piece.item.id == item_id for piece in section.pieces)


def _render_once(module: Module, name: str, template: str, **values: Any) -> str:
    """Render part of the page once per edition and language; nothing else may matter for it."""

    def render() -> str:
        return render_template(template, module=module, **values)

    return current_shelf().render_once(module.edition_id, language(), name, render)


def _find_reading(module: Module) -> Reading:
    if not who().signed_in:
        return Reading(module, frozenset())
    with any_session() as transaction:
        return Reading(module, list_finished_sections_in(transaction, who().id, module.slug))


@bp.get("/glossary")
@allow("content:read")
def glossary() -> str:
    terms = [(term, trusted(term.html)) for term in current_catalogue().terms]
    modules = current_catalogue().modules
    return render_template("catalogue/glossary.html", terms=terms, modules=modules)


@bp.get("/search")
@allow("content:read")
def find() -> str:
    typed = request.args.get("q", "").replace("\0", "")[:TYPED].strip()
    return render_template(
        "catalogue/search.html",
        typed=typed,
        offers=_list_offers(typed),
        hits=search_content(session(), typed),
    )


def _list_offers(typed: str) -> tuple[Offer, ...]:
    """Return what other features offer for what was typed."""
    if not typed:
        return ()
    offers = [make_offer(typed, current_catalogue()) for make_offer in SEARCH_OFFERS.values()]
    return tuple(offer for offer in offers if offer)


@bp.get("/media/<name>")
@allow("content:read", door="none")
def media(name: str) -> Response:
    """A picture. Its name is the hash of its content, so whoever has it may keep it."""
    parts = MEDIA_NAME.fullmatch(name)
    if parts is None:
        raise NotFound
    with database().reading() as transaction:
        body, content_type = read_picture(transaction, parts[1], parts[2])
    response = make_response(body)
    response.content_type = content_type
    response.headers["Content-Security-Policy"] = MEDIA_POLICY
    response.headers["Cache-Control"] = FOR_GOOD
    return response
