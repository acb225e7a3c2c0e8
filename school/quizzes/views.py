"""Pages of quizzes: what awaits, the questions, what is still unanswered, what came of it."""

from __future__ import annotations

import secrets
from collections.abc import Mapping

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from school.catalogue.guard import current_catalogue, module_or_404
from school.credits.guard import library, registrar
from school.markup.cleaning import trusted
from school.questions.items import Response as Answer
from school.quizzes.forms import ANSWER, WAS, sent_answers
from school.quizzes.guard import attempt_for, marking_of, quiz_of, quiz_or_404
from school.quizzes.rules.attempts import AttemptFacts, attempts_left
from school.quizzes.rules.marking import missing_points, points
from school.quizzes.rules.paper import ask
from school.quizzes.rules.quiz import Quiz
from school.quizzes.service import hand_in as handing_in
from school.quizzes.service.answers import answers_of, read_answers, save_responses
from school.quizzes.service.attempts import start_attempt
from school.quizzes.service.front import front_of
from school.quizzes.service.review import outcome, review
from school.web.app import School
from school.web.context import allow, guard, now, session, who
from school.web.errors import wants_json
from school.web.filters import zone
from school.web.forms import EXPIRED

bp = Blueprint("quizzes", __name__)

SEEDS = 2**31  # what the column holds


def register(app: School) -> None:
    app.register_blueprint(bp)


@bp.get("/quizzes/<slug>")
@allow("content:read")
def quiz(slug: str) -> str:
    found = quiz_or_404(slug)
    module = module_or_404(found.module)
    front = front_of(session(), who(), found, module, library())
    courses = current_catalogue().list_courses_with(module.slug)
    return render_template(
        "quizzes/quiz.html",
        quiz=found,
        intro=trusted(found.intro),
        module=module,
        front=front,
        courses=courses,
    )


@bp.post("/quizzes/<slug>/attempts")
@allow("attempt:start")
def start(slug: str) -> ResponseReturnValue:
    attempt = start_attempt(
        session(), who(), quiz_or_404(slug), library(), secrets.randbelow(SEEDS), now()
    )
    return redirect(url_for(".attempt", attempt_id=attempt.id), 303)


@bp.get("/attempts/<int:attempt_id>")
@allow("attempt:see")
def attempt(attempt_id: int) -> ResponseReturnValue:
    return _paper(attempt_id, "quizzes/attempt.html")


@bp.get("/attempts/<int:attempt_id>/summary")
@allow("attempt:see")
def summary(attempt_id: int) -> ResponseReturnValue:
    return _paper(attempt_id, "quizzes/summary.html")


def _paper(attempt_id: int, template: str) -> ResponseReturnValue:
    """The questions of an open attempt, without their key; a closed attempt is shown by its review."""
    found = attempt_for("attempt:see", attempt_id)
    if not found.is_open:
        return _to_review(found)
    found = guard("attempt:answer", found)
    quiz = quiz_of(found)
    return _page(template, found, quiz, answers_of(session(), found.id))


def _page(
    template: str,
    attempt: AttemptFacts,
    quiz: Quiz,
    kept: Mapping[str, Answer],
    typed: Mapping[str, Answer] | None = None,
) -> str:
    """An open attempt as a page. `typed`: answers that came with a form that had expired; shown, but not kept yet."""
    asked = ask(quiz, attempt.seed, {**kept, **(typed or {})})
    stood = {one.shown.item_id: one.chosen for one in ask(quiz, attempt.seed, kept)}
    return render_template(
        template,
        attempt=attempt,
        title=quiz.title,
        asked=asked,
        stood=stood,
        answer=ANSWER,
        was=WAS,
        expired=None if typed is None else EXPIRED,
    )


def _typed_again(attempt_id: int) -> str:
    """The answers of a form that had expired, to be sent once more."""
    found = attempt_for("attempt:answer", attempt_id)
    quiz = quiz_of(found)
    typed = read_answers(found, quiz, sent_answers(request.form))
    return _page("quizzes/attempt.html", found, quiz, answers_of(session(), found.id), typed)


@bp.post("/attempts/<int:attempt_id>/responses")
@allow("attempt:answer", expired_page=_typed_again)
def save(attempt_id: int) -> ResponseReturnValue:
    found = attempt_for("attempt:answer", attempt_id)
    quiz = quiz_of(found)
    answers = read_answers(found, quiz, sent_answers(request.form))
    saved_at = save_responses(session(), found, answers, now())
    saved_at_text = f"{saved_at.astimezone(zone()):%H:%M:%S}"
    if wants_json():
        return jsonify(saved_at_text=saved_at_text)
    if request.form.get("next") == "summary":
        return redirect(url_for(".summary", attempt_id=found.id), 303)
    flash(f"Saved {saved_at_text}.", "ok")
    return redirect(url_for(".attempt", attempt_id=found.id), 303)


@bp.post("/attempts/<int:attempt_id>/hand-in")
@allow("attempt:answer")
def hand_in(attempt_id: int) -> ResponseReturnValue:
    found = attempt_for("attempt:answer", attempt_id)
    quiz = quiz_of(found)
    answers = read_answers(found, quiz, sent_answers(request.form))
    handing_in.hand_in(session(), found, quiz, answers, registrar(), now())
    return _to_review(found)


@bp.get("/attempts/<int:attempt_id>/review")
@allow("attempt:see")
def see_review(attempt_id: int) -> ResponseReturnValue:
    found = attempt_for("attempt:see", attempt_id)
    if found.is_open and found.person_id == who().id:
        return redirect(url_for(".attempt", attempt_id=found.id), 303)
    marking = marking_of(found)
    quiz = quiz_of(found, marking.edition_id)
    reviewed, came = review(session(), found, quiz), outcome(session(), found.id)
    return render_template(
        "quizzes/review.html",
        attempt=found,
        quiz=quiz,
        reviewed=reviewed,
        outcome=came,
        titles={
            one.course_slug: library().find_course(session(), one.course_slug, one.edition_id).title
            for one in came.finished
        },
        module=current_catalogue().modules.get(quiz.module),
        course=current_catalogue().courses.get(found.course_slug),
        points=points,
        marking=marking,
        missing=missing_points(marking.earned, marking.possible, quiz.pass_percent),
        left=attempts_left(current_catalogue().of(Quiz).get(found.quiz_slug, quiz), came.attempts),
    )


def _to_review(attempt: AttemptFacts) -> ResponseReturnValue:
    return redirect(url_for(".see_review", attempt_id=attempt.id), 303)
