"""Many at the same moment: one attempt, one mark, one ledger entry, and no answer is lost."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import Engine, create_engine, event, func, select, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from school.certificates.tables import Certificate
from school.credits.tables import LedgerEntry
from school.quizzes.rules.attempts import AttemptFacts
from school.quizzes.rules.marking import score_attempt
from school.quizzes.rules.quiz import Quiz
from school.quizzes.service.answers import read_saved_answers
from school.quizzes.service.attempts import find_attempt
from school.quizzes.tables import Attempt, ItemMark, Marking
from tests import make
from tests.cast import NOON, browser_of, token
from tests.patience import until_served
from tests.quizzes import acts

MANY = 64
JSON = {"Accept": "application/json"}


def at_once(act: Callable[[int], object], times: int) -> list[object]:
    """Let `times` threads do the same at the same moment; what each of them got."""
    barrier = Barrier(times)

    def wait_and_act(number: int) -> object:
        barrier.wait(timeout=30)
        return act(number)

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(wait_and_act, range(times)))


def rows(app, table) -> int:
    with app.extensions["database"].reading() as session:
        return session.scalar(select(func.count()).select_from(table))


def about_to_finish(app) -> AttemptFacts:
    """Ana's last quiz of a course, every answer right, not handed in yet."""
    with app.extensions["database"].writing() as session:
        acts.enrol(session, course="nmt-five-factors", now=NOON - timedelta(days=1))
        acts.take(session)
        attempt = acts.start(session, slug="trigger-points")
        acts.answer(session, attempt)
    return attempt


def test_sixty_four_hand_ins_of_one_attempt_count_once(app):
    attempt = about_to_finish(app)
    browsers = [browser_of(app, "ana") for _ in range(MANY)]
    tokens = [token(browser, "/quizzes/ischemia") for browser in browsers]

    def hand_in(number: int) -> object:
        address, form = f"/attempts/{attempt.id}/hand-in", {"csrf_token": tokens[number]}
        answer = until_served(lambda: browsers[number].post(address, data=form))
        return answer.status_code, answer.location

    assert set(at_once(hand_in, MANY)) == {(303, f"/attempts/{attempt.id}/review")}
    assert rows(app, Marking) == 2
    assert rows(app, ItemMark) == 8
    assert rows(app, LedgerEntry) == 2
    assert rows(app, Certificate) == 1
    assert acts.see(app.extensions["database"], attempt.id).marking.earned == 400


@pytest.mark.databases("postgres")
def test_the_ledger_is_held_before_the_records_are_read_that_a_hand_in_rests_on(app):
    """Otherwise they could miss a course that another hand-in of the same person just finished."""
    attempt = about_to_finish(app)
    statements: list[str] = []
    with app.extensions["database"].writing() as session:
        event.listen(
            session.connection(),
            "before_cursor_execute",
            lambda *about: statements.append(about[2]),
        )
        acts.close(session, attempt)
    held = next(place for place, sql in enumerate(statements) if "pg_advisory_xact_lock" in sql)
    read = next(place for place, sql in enumerate(statements) if "JOIN course_completion" in sql)
    assert held < read


def naive_hand_in(
    session: Session, attempt: AttemptFacts, quiz: Quiz, everybody_has_looked: Barrier
) -> bool:
    """Handing in without closing first: look whether it is open, then write.

    This is what the test above would catch.
    """
    read_attempt = find_attempt(session, attempt.id)
    everybody_has_looked.wait(timeout=30)
    if read_attempt is None or not read_attempt.is_open:
        return False
    result = score_attempt(quiz, read_saved_answers(session, attempt.id))
    acts.add_marking(session, attempt.id, result.earned, result.possible, result.passed)
    session.execute(update(Attempt).where(Attempt.id == attempt.id).values(handed_in_at=NOON))
    return True


def test_a_naive_hand_in_would_not_stand_this(app, config):
    attempt = about_to_finish(app)
    with app.extensions["database"].reading() as session:
        quiz = acts.current(session, "trigger-points")
    engine, looked = plain_engine(config.database_url), Barrier(8)

    def hand_in(_number: int) -> object:
        try:
            with Session(engine) as session, session.begin():
                return naive_hand_in(session, attempt, quiz, looked)
        except DBAPIError:
            return "broken"  # marks twice, or "database is locked"

    got = at_once(hand_in, 8)
    engine.dispose()
    assert "broken" in got or got.count(True) > 1


def plain_engine(url: str) -> Engine:
    """The database as one would naively open it: on SQLite its transactions lock late."""
    engine = create_engine(url, pool_size=8)
    if engine.dialect.name == "sqlite":
        event.listen(
            engine, "connect", lambda connection, _: setattr(connection, "isolation_level", None)
        )
        event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    return engine


def test_many_clicks_on_start_open_one_attempt(app):
    with app.extensions["database"].writing() as session:
        acts.enrol(session)
    browsers = [browser_of(app, "ana") for _ in range(16)]
    tokens = [token(browser, "/quizzes/ischemia") for browser in browsers]

    def start(number: int) -> object:
        form = {"csrf_token": tokens[number]}
        answer = until_served(
            lambda: browsers[number].post("/quizzes/ischemia/attempts", data=form)
        )
        return answer.status_code, answer.location

    assert len(set(at_once(start, 16))) == 1
    assert rows(app, Attempt) == 1


def test_an_answer_that_was_acknowledged_is_an_answer_that_is_marked(app):
    """Saves and the hand-in cross.

    Each answer that was reported as saved is marked. Each other request was refused: it came too
    late, or, on a machine with much else to do, the school was busy.
    """
    many = tuple(make.one_choice(f"q-{number}") for number in range(32))
    with app.extensions["database"].writing() as session:
        acts.republish(session, quiz=make.quiz(items=many))
        attempt = acts.start(session)
    browser = browser_of(app, "ana")
    csrf = token(browser, "/quizzes/ischemia")
    browsers = [browser_of(app, "ana") for _ in range(33)]
    for same_person in browsers:
        same_person.set_cookie("school", browser.get_cookie("school").value)

    def hand_in() -> int:
        address, form = f"/attempts/{attempt.id}/hand-in", {"csrf_token": csrf}
        return until_served(lambda: browsers[32].post(address, data=form)).status_code

    def save(number: int) -> object:
        if number == 32:
            return hand_in()
        form = acts.saving(attempt, many[number], ("b",), csrf)
        return (
            browsers[number]
            .post(f"/attempts/{attempt.id}/responses", data=form, headers=JSON)
            .status_code
        )

    got = at_once(save, 33)
    assert got.pop() == 303
    assert set(got) <= {200, 409, 503}
    assert acts.see(app.extensions["database"], attempt.id).marking.earned == 100 * got.count(200)
