"""A quiz as its readers meet it: before, during and after an attempt, with and without script."""

from __future__ import annotations

import pytest

from school.credits.service.ledger import read_entries
from school.quizzes.service.answers import read_saved_answers
from tests import make
from tests.cast import identity, token
from tests.quizzes import acts

pytestmark = pytest.mark.databases("sqlite")

JSON = {"Accept": "application/json"}


@pytest.fixture
def sitting(app, ana):
    """An attempt that Ana has just started, and the token of her browser."""
    return acts.open_in_browser(app, ana), token(ana, "/quizzes/ischemia")


def items(app):
    with app.extensions["database"].reading() as session:
        return acts.current(session).items


def saved(app, attempt):
    with app.extensions["database"].reading() as session:
        return read_saved_answers(session, attempt.id)


def hand_in(browser, attempt, csrf):
    return browser.post(f"/attempts/{attempt.id}/hand-in", data={"csrf_token": csrf})


def answer_all(app, browser, attempt, csrf, like=make.RIGHT):
    for item in items(app):
        form = acts.saving(attempt, item, like[item.kind], csrf)
        assert (
            browser.post(f"/attempts/{attempt.id}/responses", data=form, headers=JSON).status_code
            == 200
        )


def test_a_stranger_sees_what_a_quiz_is_and_is_asked_to_sign_in(client):
    page = client.get("/quizzes/ischemia").text
    assert "Quiz: Ischemia" in page
    assert "Sign in to take the quiz" in page
    assert "Start the quiz" not in page


def test_who_is_not_enrolled_is_told_where_to_enrol(ana):
    page = ana.get("/quizzes/ischemia").text
    assert "Enroll first" in page
    assert 'href="/courses/nmt-elective"' in page
    assert "Start the quiz" not in page


def test_who_is_not_enrolled_cannot_start(ana):
    answer = ana.post("/quizzes/ischemia/attempts", data={"csrf_token": token(ana)})
    assert answer.status_code == 409
    assert "not enrolled" in answer.text


def test_the_front_tells_the_hours_a_pass_feeds(app, ana, sitting):
    page = ana.get("/quizzes/ischemia").text
    assert "A pass adds 8 min to your hours in" in page
    assert "Go on with attempt 1" in page


def test_two_clicks_on_start_lead_to_one_attempt(app, ana, sitting):
    attempt, csrf = sitting
    again = ana.post("/quizzes/ischemia/attempts", data={"csrf_token": csrf})
    assert again.location == f"/attempts/{attempt.id}"


def test_a_quiz_that_is_not_there(ana):
    assert ana.get("/quizzes/no-such-quiz").status_code == 404
    assert (
        ana.post("/quizzes/no-such-quiz/attempts", data={"csrf_token": token(ana)}).status_code
        == 404
    )


def test_a_saved_answer_says_when_by_the_schools_clock(app, ana, sitting, clock):
    attempt, csrf = sitting
    clock.forward(minutes=42, seconds=5)
    form = acts.saving(attempt, items(app)[0], ("b",), csrf)
    answer = ana.post(f"/attempts/{attempt.id}/responses", data=form, headers=JSON)
    assert answer.json == {"saved_at_text": "12:42:05"}
    assert saved(app, attempt) == {"q-ischemia-one": ("b",)}


def test_another_browser_goes_on_where_the_first_one_stopped(app, ana, sign_in, sitting):
    attempt, csrf = sitting
    answer_all(app, ana, attempt, csrf)
    page = sign_in("ana").get(f"/attempts/{attempt.id}").text
    assert page.count(" checked") == 3
    assert 'value="30"' in page
    assert 'value="reactive hyperemia"' in page


def test_without_script_the_whole_page_is_saved_by_its_button(app, ana, sitting):
    attempt, csrf = sitting
    choice, several, number, text = items(app)
    form = {
        "csrf_token": csrf,
        f"answer-{choice.id}": acts.values(attempt, choice, ("b",)),
        f"answer-{several.id}": acts.values(attempt, several, ("a", "c")),
        f"answer-{number.id}": "30 s",
        f"answer-{text.id}": "",
    }
    answer = ana.post(f"/attempts/{attempt.id}/responses", data=form, follow_redirects=True)
    assert "Saved 12:00:00." in answer.text
    assert saved(app, attempt) == {choice.id: ("b",), several.id: ("a", "c"), number.id: ("30 s",)}


def test_check_and_hand_in_saves_and_shows_what_is_unanswered(app, ana, sitting):
    attempt, csrf = sitting
    form = {"csrf_token": csrf, "next": "summary", "answer-q-ischemia-number": "30"}
    answer = ana.post(f"/attempts/{attempt.id}/responses", data=form, follow_redirects=True)
    assert answer.request.path == f"/attempts/{attempt.id}/summary"
    assert "3 of 4 questions have no answer yet" in answer.text


def test_the_summary_says_when_everything_is_answered(app, ana, sitting):
    attempt, csrf = sitting
    answer_all(app, ana, attempt, csrf)
    assert "All 4 questions are answered" in ana.get(f"/attempts/{attempt.id}/summary").text


def test_a_page_left_open_elsewhere_puts_nothing_back(app, ana, sitting):
    attempt, csrf = sitting
    choice, _several, number, _text = items(app)
    stale = {"csrf_token": csrf, f"answer-{number.id}": ""}  # made before anything was answered
    answer_all(app, ana, attempt, csrf)
    ana.post(f"/attempts/{attempt.id}/responses", data=stale)
    assert saved(app, attempt)[number.id] == ("30",)
    assert saved(app, attempt)[choice.id] == ("b",)


def test_an_answer_is_taken_back_by_emptying_its_field(app, ana, sitting):
    attempt, csrf = sitting
    answer_all(app, ana, attempt, csrf)
    form = {"csrf_token": csrf, "answer-q-ischemia-number": "", "was-q-ischemia-number": "30"}
    ana.post(f"/attempts/{attempt.id}/responses", data=form)
    assert saved(app, attempt)["q-ischemia-number"] == ()


def test_the_newest_of_two_tabs_wins(app, ana, sign_in, sitting):
    attempt, csrf = sitting
    item = items(app)[0]
    second_tab = sign_in("ana")
    other_csrf = token(second_tab, f"/attempts/{attempt.id}")
    ana.post(
        f"/attempts/{attempt.id}/responses",
        data=acts.saving(attempt, item, ("a",), csrf),
        headers=JSON,
    )
    second_tab.post(
        f"/attempts/{attempt.id}/responses",
        data=acts.saving(attempt, item, ("b",), other_csrf),
        headers=JSON,
    )
    assert saved(app, attempt) == {item.id: ("b",)}


def test_handing_in_shows_score_hours_and_reasons(app, ana, sitting, database):
    attempt, csrf = sitting
    answer_all(app, ana, attempt, csrf)
    answer = hand_in(ana, attempt, csrf)
    assert (answer.status_code, answer.location) == (303, f"/attempts/{attempt.id}/review")
    page = ana.get(answer.location).text
    for sentence in (
        "Passed",
        "4 of 4 points",
        "8 min",
        "Guarding would follow.",
        "Stay at five or six of ten.",
    ):
        assert sentence in page
    assert 'href="/modules/ischemia#in-the-room"' in page
    with database.reading() as session:
        (entry,) = read_entries(session, identity("ana").id)
    assert f'href="/hours/{entry.seq}"' in page


def test_who_does_not_pass_learns_what_was_missing_and_may_try_again(app, ana, sitting):
    attempt, csrf = sitting
    hand_in(ana, attempt, csrf)
    page = ana.get(f"/attempts/{attempt.id}/review").text
    for sentence in ("Not passed", "3.2 points short", "Try again (2 left)", "Not answered"):
        assert sentence in page


def test_who_has_no_attempt_left_is_not_told_to_try_again(app, ana, sitting):
    attempt, csrf = sitting
    for _ in range(3):
        hand_in(ana, attempt, csrf)
        attempt = acts.open_in_browser(app, ana) if attempt.number < 3 else attempt
    assert "Try again" not in ana.get(f"/attempts/{attempt.id}/review").text
    front = ana.get("/quizzes/ischemia").text
    assert "You have used all 3 attempts" in front
    assert ana.post("/quizzes/ischemia/attempts", data={"csrf_token": csrf}).status_code == 409


def test_the_second_hand_in_leads_to_the_result_of_the_first(app, ana, sitting):
    attempt, csrf = sitting
    first, second = hand_in(ana, attempt, csrf), hand_in(ana, attempt, csrf)
    assert first.location == second.location
    assert second.status_code == 303


def test_a_save_after_hand_in_is_refused_with_a_sentence(app, ana, sitting):
    attempt, csrf = sitting
    answer_all(app, ana, attempt, csrf)
    hand_in(ana, attempt, csrf)
    late = ana.post(
        f"/attempts/{attempt.id}/responses",
        data=acts.saving(attempt, items(app)[0], ("a",), csrf),
        headers=JSON,
    )
    assert late.status_code == 409
    assert "handed in" in late.json["error"]
    assert saved(app, attempt)["q-ischemia-one"] == ("b",)


@pytest.mark.parametrize("page", ["", "/summary"])
def test_a_closed_attempt_is_shown_by_its_review(app, ana, sitting, page):
    attempt, csrf = sitting
    hand_in(ana, attempt, csrf)
    assert ana.get(f"/attempts/{attempt.id}{page}").location == f"/attempts/{attempt.id}/review"


def test_the_review_of_an_open_attempt_leads_back_to_it(ana, sitting):
    attempt, _csrf = sitting
    assert ana.get(f"/attempts/{attempt.id}/review").location == f"/attempts/{attempt.id}"


@pytest.mark.parametrize(
    "fields",
    [
        {"question": "answer-q-of-another-quiz", "answer-q-of-another-quiz": "1"},
        {"question": "csrf_token"},
        {"question": "answer-q-ischemia-one", "answer-q-ischemia-one": "9"},
        {"question": "answer-q-ischemia-one", "answer-q-ischemia-one": ["1", "2"]},
        {"question": "answer-q-ischemia-text", "answer-q-ischemia-text": "x" * 10_000},
        {"question": "answer-q-ischemia-text", "answer-q-ischemia-text": "a\0b"},
        {"answer-q-ischemia-number": "30", "answer-q-ischemia-one": "nine"},
    ],
)
def test_what_cannot_be_understood_saves_nothing(app, ana, sitting, fields):
    attempt, csrf = sitting
    answer = ana.post(
        f"/attempts/{attempt.id}/responses", data={"csrf_token": csrf} | fields, headers=JSON
    )
    assert answer.status_code == 422
    assert "Nothing was saved" in answer.json["error"]
    assert saved(app, attempt) == {}


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", ""),
        ("GET", "/summary"),
        ("GET", "/review"),
        ("POST", "/responses"),
        ("POST", "/hand-in"),
    ],
)
def test_somebody_elses_attempt_is_as_if_it_were_not_there(ben, sitting, method, path):
    attempt, _csrf = sitting
    form = {"csrf_token": token(ben)} if method == "POST" else None
    theirs = ben.open(f"/attempts/{attempt.id}{path}", method=method, data=form)
    missing = ben.open(f"/attempts/{attempt.id + 1000}{path}", method=method, data=form)
    assert theirs.status_code == missing.status_code == 404
    assert len(theirs.data) == len(missing.data)


@pytest.mark.parametrize("attempt_id", ["0", "2147483648", "99999999999999999999"])
def test_a_number_that_no_attempt_can_have(ana, attempt_id):
    assert ana.get(f"/attempts/{attempt_id}").status_code == 404


@pytest.mark.parametrize("name", ["ines", "olu", "ada"])
def test_staff_see_a_review_after_hand_in_and_never_before(app, ana, sign_in, sitting, name):
    attempt, csrf = sitting
    staff = sign_in(name)
    assert staff.get(f"/attempts/{attempt.id}").status_code == 403
    assert staff.get(f"/attempts/{attempt.id}/review").status_code == 409
    hand_in(ana, attempt, csrf)
    page = staff.get(f"/attempts/{attempt.id}/review").text
    assert "Attempt 1 by Ana Reyes" in page
    assert "Try again" not in page


@pytest.mark.parametrize("name", ["ines", "olu", "ada"])
def test_staff_do_not_answer_for_a_student(app, sign_in, sitting, name):
    attempt, _csrf = sitting
    staff = sign_in(name)
    csrf = token(staff, "/quizzes/ischemia") if name == "ines" else token(staff, "/account")
    form = acts.saving(attempt, items(app)[0], ("b",), csrf)
    assert staff.post(f"/attempts/{attempt.id}/responses", data=form).status_code == 403
    assert hand_in(staff, attempt, csrf).status_code == 403
    assert saved(app, attempt) == {}


def test_an_open_attempt_shows_the_questions_it_began_with(app, ana, sitting, database):
    attempt, _csrf = sitting
    before = ana.get(f"/attempts/{attempt.id}").text
    with database.writing() as session:
        acts.republish(
            session, quiz=make.quiz(title="Quiz: Quite another", items=(make.one_choice("q-new"),))
        )
    after = ana.get(f"/attempts/{attempt.id}").text
    assert "Quite another" not in after
    assert after.count('class="question"') == before.count('class="question"') == 4


def test_keys_and_autosave_find_what_they_look_for(ana, sitting):
    attempt, _csrf = sitting
    page = ana.get(f"/attempts/{attempt.id}").text
    assert f'data-autosave-url="/attempts/{attempt.id}/responses"' in page
    assert f'data-autosave-key="attempt-{attempt.id}"' in page
    for hook in ("data-saved", "data-next", 'data-answers="answer-q-ischemia-one"'):
        assert hook in page


def test_pages_ask_the_database_little_and_no_more_as_history_grows(
    app, ana, sitting, count_statements
):
    attempt, csrf = sitting
    answer_all(app, ana, attempt, csrf)
    before = _counts(app, ana, attempt, csrf, count_statements)
    for _ in range(2):
        again = acts.open_in_browser(app, ana)
        after = _counts(app, ana, again, csrf, count_statements)
    assert all(after[page] <= before[page] for page in before), (before, after)
    for page, most in {"front": 6, "attempt": 5, "summary": 5, "save": 5, "review": 6}.items():
        assert before[page] <= most, f"{page}: {before[page]}"
    assert before["hand in"] <= 10


def _counts(app, browser, attempt, csrf, count_statements):
    url, item = f"/attempts/{attempt.id}", items(app)[0]
    acts_in_order = {
        "front": lambda: browser.get("/quizzes/ischemia"),
        "attempt": lambda: browser.get(url),
        "summary": lambda: browser.get(f"{url}/summary"),
        "save": lambda: browser.post(
            f"{url}/responses", data=acts.saving(attempt, item, ("a",), csrf), headers=JSON
        ),
        "hand in": lambda: hand_in(browser, attempt, csrf),
        "review": lambda: browser.get(f"{url}/review"),
    }
    browser.get(url)  # the process keeps an edition once it has read it
    counts = {}
    for name, act in acts_in_order.items():
        with count_statements() as counted:
            assert act().status_code in (200, 303)
        counts[name] = counted()
    return counts


def test_an_expired_page_comes_back_with_what_was_typed_and_can_be_sent_again(app, ana, sitting):
    attempt, csrf = sitting
    text = next(item for item in items(app) if item.kind == "short-text")
    form = {f"answer-{text.id}": "reactive hyperemia"}
    answer = ana.post(f"/attempts/{attempt.id}/responses", data=form | {"csrf_token": "too old"})
    assert answer.status_code == 400
    assert "Nothing is lost" in answer.text
    assert 'value="reactive hyperemia"' in answer.text
    assert f'name="was-{text.id}"' not in answer.text  # so that the next sending counts it as new
    assert saved(app, attempt) == {}
    ana.post(f"/attempts/{attempt.id}/responses", data=form | {"csrf_token": csrf})
    assert saved(app, attempt) == {text.id: ("reactive hyperemia",)}
