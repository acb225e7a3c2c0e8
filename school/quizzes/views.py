"""Pages of quizzes: before the start, the questions, what is unanswered, and what came of it."""

from __future__ import annotations

import secrets
from collections.abc import Mapping

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from school.catalogue.guard import current_catalogue, module_or_404
from school.credits.guard import library, registrar
from school.markup.cleaning import trusted
from school.questions.items import Response as Answer
from school.quizzes.forms import ANSWER, WAS, read_sent_answers
from school.quizzes.guard import attempt_or_404, quiz_or_404, read_asked_quiz, require_marking
from school.quizzes.rules.attempts import AttemptFacts, count_attempts_left
from school.quizzes.rules.marking import count_missing_points, format_points
from school.quizzes.rules.paper import ask_questions
from school.quizzes.rules.quiz import Quiz
from school.quizzes.service.answers import accept_answers, read_saved_answers, save_responses
from school.quizzes.service.attempts import start_attempt
from school.quizzes.service.front import read_front
from school.quizzes.service.hand_in import hand_in_attempt
from school.quizzes.service.review import Outcome, read_outcome, review_attempt
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
    current_quiz = quiz_or_404(slug)
    module = module_or_404(current_quiz.module)
    return render_template(
        "quizzes/quiz.html",
        quiz=current_quiz,
        intro=trusted(current_quiz.intro),
        module=module,
        front=read_front(session(), who(), current_quiz, module, library()),
        courses=current_catalogue().list_courses_with(module.slug),
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
    return _show_paper(attempt_id, "quizzes/attempt.html")


@bp.get("/attempts/<int:attempt_id>/summary")
@allow("attempt:see")
def summary(attempt_id: int) -> ResponseReturnValue:
    return _show_paper(attempt_id, "quizzes/summary.html")


def _show_paper(attempt_id: int, template: str) -> ResponseReturnValue:
    """The questions of an open attempt, without their key. A closed one is shown by its review."""
    attempt = attempt_or_404("attempt:see", attempt_id)
    if not attempt.is_open:
        return _redirect_to_review(attempt)
    own_attempt = guard("attempt:answer", attempt)
    saved = read_saved_answers(session(), own_attempt.id)
    return _render_paper(template, own_attempt, read_asked_quiz(own_attempt), saved)


def _render_paper(
    template: str,
    attempt: AttemptFacts,
    quiz: Quiz,
    saved: Mapping[str, Answer],
    typed: Mapping[str, Answer] | None = None,
) -> str:
    """An open attempt as a page.

    `typed`: answers from a form that had expired. They are shown, but not saved yet.
    """
    saved_values = {}
    for question in ask_questions(quiz, attempt.seed, saved):
        saved_values[question.shown.item_id] = question.chosen
    return render_template(
        template,
        attempt=attempt,
        title=quiz.title,
        asked=ask_questions(quiz, attempt.seed, {**saved, **(typed or {})}),
        stood=saved_values,
        answer=ANSWER,
        was=WAS,
        expired=None if typed is None else EXPIRED,
    )


def _show_typed_again(attempt_id: int) -> str:
    """The page with the answers of a form that had expired, to be sent once more."""
    attempt = attempt_or_404("attempt:answer", attempt_id)
    quiz = read_asked_quiz(attempt)
    saved = read_saved_answers(session(), attempt.id)
    typed = accept_answers(attempt, quiz, read_sent_answers(request.form))
    return _render_paper("quizzes/attempt.html", attempt, quiz, saved, typed)


@bp.post("/attempts/<int:attempt_id>/responses")
@allow("attempt:answer", expired_page=_show_typed_again)
def save(attempt_id: int) -> ResponseReturnValue:
    attempt = attempt_or_404("attempt:answer", attempt_id)
    answers = accept_answers(attempt, read_asked_quiz(attempt), read_sent_answers(request.form))
    saved_at = save_responses(session(), attempt, answers, now())
    saved_at_text = f"{saved_at.astimezone(zone()):%H:%M:%S}"
    if wants_json():
        return jsonify(saved_at_text=saved_at_text)
    if request.form.get("next") == "summary":
        return redirect(url_for(".summary", attempt_id=attempt.id), 303)
    flash(f"Saved {saved_at_text}.", "ok")
    return redirect(url_for(".attempt", attempt_id=attempt.id), 303)


@bp.post("/attempts/<int:attempt_id>/hand-in")
@allow("attempt:answer")
def hand_in(attempt_id: int) -> ResponseReturnValue:
    attempt = attempt_or_404("attempt:answer", attempt_id)
    quiz = read_asked_quiz(attempt)
    answers = accept_answers(attempt, quiz, read_sent_answers(request.form))
    hand_in_attempt(session(), attempt, quiz, answers, registrar(), now())
    return _redirect_to_review(attempt)


@bp.get("/attempts/<int:attempt_id>/review")
@allow("attempt:see")
def see_review(attempt_id: int) -> ResponseReturnValue:
    attempt = attempt_or_404("attempt:see", attempt_id)
    if attempt.is_open and attempt.person_id == who().id:
        return redirect(url_for(".attempt", attempt_id=attempt.id), 303)
    marking = require_marking(attempt)
    quiz = read_asked_quiz(attempt, marking.edition_id)
    outcome = read_outcome(session(), attempt.id)
    current_quiz = current_catalogue().of(Quiz).get(attempt.quiz_slug, quiz)
    return render_template(
        "quizzes/review.html",
        attempt=attempt,
        quiz=quiz,
        reviewed=review_attempt(session(), attempt, quiz),
        outcome=outcome,
        titles=_read_course_titles(outcome),
        module=current_catalogue().modules.get(quiz.module),
        course=current_catalogue().courses.get(attempt.course_slug),
        points=format_points,
        marking=marking,
        missing=count_missing_points(marking.earned, marking.possible, quiz.pass_percent),
        left=count_attempts_left(current_quiz, outcome.attempts),
    )


def _read_course_titles(outcome: Outcome) -> dict[str, str]:
    """The titles of the finished courses, by slug, as they were when each was finished."""
    titles = {}
    for finished in outcome.finished:
        course = library().find_course(session(), finished.course_slug, finished.edition_id)
        titles[finished.course_slug] = course.title
    return titles


def _redirect_to_review(attempt: AttemptFacts) -> ResponseReturnValue:
    return redirect(url_for(".see_review", attempt_id=attempt.id), 303)
