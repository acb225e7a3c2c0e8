"""Pages of what the school teaches: courses, modules with self-checks, the glossary, the search, pictures."""

from __future__ import annotations

import re
from typing import Any, cast

from flask import (
    Blueprint,
    Response,
    current_app,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue

from school.catalogue.guard import catalogue, course_or_404, module_or_404
from school.catalogue.rules.documents import Catalogue, Check, Module, Section
from school.catalogue.rules.lesson import SEED, Reading, pieces, place_among_its_kind
from school.catalogue.rules.offers import Offer, Offering
from school.catalogue.rules.query import TYPED, read_query
from school.catalogue.service.search import search
from school.catalogue.service.studying import (
    enrol,
    enrolments_of,
    finish_section,
    prefer_course,
    sections_finished,
    sections_finished_in,
)
from school.core.refusals import Invalid, NotFound
from school.documents.guard import shelf
from school.documents.service.media import picture
from school.markup.cleaning import trusted
from school.questions.items import BadResponse
from school.questions.kinds import accept_response, explain_question
from school.questions.shown import Explained
from school.web.app import School
from school.web.context import allow, any_session, database, language, now, session, who

bp = Blueprint("catalogue", __name__)

MEDIA_NAME = re.compile(r"([0-9a-f]{64})\.(svg|png|jpg|webp)")
FOR_GOOD = "public, max-age=31536000, immutable"
# A drawing may colour itself and nothing else, also when somebody opens it on its own.
MEDIA_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


class NotOnThePage(Invalid):
    sentence = "This answer was not among those on the page. Load the page again and choose again."


def register(app: School) -> None:
    app.extensions["search_offers"] = []  # later features add an Offering each
    app.register_blueprint(bp)


@bp.get("/courses")
@allow("content:read")
def courses() -> str:
    enrolled = enrolments_of(session(), who().id) if who().signed_in else {}
    return render_template(
        "catalogue/courses.html", courses=catalogue().courses.values(), enrolled=enrolled
    )


@bp.get("/courses/<slug>")
@allow("content:read")
def course(slug: str) -> str:
    course = course_or_404(slug)
    taken = enrolments_of(session(), who().id) if who().signed_in else {}
    enrolled_at = taken[slug].enrolled_at if slug in taken else None
    finished = sections_finished(session(), who().id) if enrolled_at else {}
    readings = {s: Reading(m, finished.get(s, frozenset())) for s, m in catalogue().modules.items()}
    return render_template(
        "catalogue/course.html",
        course=course,
        body=trusted(course.body),
        readings=readings,
        quizzes=catalogue().release.of_kind("quiz"),
        enrolled_at=enrolled_at,
        takes_others=bool(taken.keys() - {slug}),
        is_newest=slug not in taken or taken[slug].edition_id == course.edition_id,
    )


@bp.post("/courses/<slug>/enrol")
@allow("course:enrol")
def enrol_in(slug: str) -> ResponseReturnValue:
    course = course_or_404(slug)
    enrol(session(), who(), course, now())
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
    following = Reading(module, frozenset()).after(section_id)
    place = following.id if following else "next"
    return redirect(url_for(".module", slug=slug, _anchor=place), 303)


# A GET, for nothing is written: so the form needs no token, is the same for every reader,
# and is kept with the text around it.
@bp.get("/modules/<slug>/checks/<item_id>")
@allow("self-check:answer")
def answer_check(slug: str, item_id: str) -> str:
    """The module's page again, with feedback in the place of the self-check; a script takes only that from it."""
    module = module_or_404(slug)
    item = module.check(item_id)
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
    current = catalogue()
    return render_template(
        "catalogue/module.html",
        module=module,
        reading=_reading(module),
        text_of=lambda section: _text(module, section, explained, unanswered),
        sources=trusted(_once(module, "sources", "catalogue/_sources.html")),
        place=place_among_its_kind(current, module),
        neighbours=current.neighbours(module.slug),
        quiz=current.release.of_kind("quiz").get(module.quiz or ""),
        beside=trusted(_beside(current, module)),
    )


def _beside(current: Catalogue, module: Module) -> str:
    """Objectives and worth; once a release, because courses that have the module come and go."""
    name = f"beside in {current.release_id}"
    return _once(module, name, "catalogue/_beside.html", courses=current.courses_with(module.slug))


def _text(module: Module, section: Section, explained: Explained | None, unanswered: str) -> str:
    """A section's text and self-checks. Only a self-check that has just been sent differs from what others read."""
    checks = {piece.item.id for piece in section.pieces if isinstance(piece, Check)}
    if not checks.isdisjoint({explained.item_id if explained else "", unanswered}):
        given = {"module": module, "pieces": pieces(section, explained), "unanswered": unanswered}
        return trusted(render_template("catalogue/_text.html", **given))
    given = {"pieces": pieces(section, None), "unanswered": ""}
    return trusted(_once(module, f"section {section.id}", "catalogue/_text.html", **given))


def _once(module: Module, name: str, template: str, **given: Any) -> str:
    """Part of the page, rendered once an edition and language; nothing else may make a difference."""

    def make() -> str:
        return render_template(template, module=module, **given)

    return shelf().text(module.edition_id, language(), name, make)


def _reading(module: Module) -> Reading:
    if not who().signed_in:
        return Reading(module, frozenset())
    with any_session() as transaction:
        return Reading(module, sections_finished_in(transaction, who().id, module.slug))


@bp.get("/glossary")
@allow("content:read")
def glossary() -> str:
    terms = [(term, trusted(term.html)) for term in catalogue().terms]
    return render_template("catalogue/glossary.html", terms=terms, modules=catalogue().modules)


@bp.get("/search")
@allow("content:read")
def find() -> str:
    typed = request.args.get("q", "").replace("\0", "")[:TYPED].strip()
    return render_template(
        "catalogue/search.html", typed=typed, offers=_offers(typed), hits=search(session(), typed)
    )


def _offers(typed: str) -> tuple[Offer, ...]:
    query, offering = (
        read_query(typed),
        cast(list[Offering], current_app.extensions["search_offers"]),
    )
    made = (offer(query.words, catalogue()) for offer in offering) if query else ()
    return tuple(offer for offer in made if offer)


@bp.get("/media/<name>")
@allow("content:read", door="none")
def media(name: str) -> Response:
    """A picture. Its name is the hash of its content, so whoever has it may keep it."""
    known = MEDIA_NAME.fullmatch(name)
    if known is None:
        raise NotFound
    with database().reading() as transaction:
        body, content_type = picture(transaction, known[1], known[2])
    response = make_response(body)
    response.content_type = content_type
    response.headers["Content-Security-Policy"] = MEDIA_POLICY
    response.headers["Cache-Control"] = FOR_GOOD
    return response
