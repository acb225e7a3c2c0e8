"""The main way through the house, walked by its people in a real browser.

Axe checks every page on the way.
"""

from __future__ import annotations

import re
import shutil
from html import unescape
from pathlib import Path

import pytest

from school.documents.service.folder import check_folder
from school.questions.items import Item
from school.questions.kinds import give_right_answer
from school.quizzes.rules.quiz import Quiz
from tests.browser.conftest import (
    ROOT,
    Reader,
    drop_settings,
    find_free_port,
    open_school,
    start_process,
    wait_for,
)
from tests.browser.waiting import wait_until_true

pytestmark = [pytest.mark.browser, pytest.mark.slow]

# What the school has not confirmed waits in the browser's own store.
ALL_SAVED = """() => document.querySelector("[data-saved]").dataset.state === "saved"
  && !Object.keys(localStorage).some((key) => key.startsWith("answers:"))"""
LAST_MODULE, LAST_TITLE = "compartment-syndrome", "Compartment syndrome"


@pytest.fixture(scope="module")
def quiz() -> Quiz:
    """The quiz that stands between Ana and her certificate.

    It has its key, which the browser never gets.
    """
    documents = check_folder(ROOT / "content").documents
    return next(d.document for d in documents if (d.kind, d.slug) == ("quiz", LAST_MODULE))


def strip_tags(html: str) -> str:
    """The words of a piece of HTML as a browser shows them."""
    return " ".join(unescape(re.sub(r"<[^>]+>", "", html)).split())


def answer(reader: Reader, item: Item, right: bool = True) -> None:
    """Answer a question as a person does: find it by its heading, choose by words or type."""
    question = reader.page.locator("fieldset.question").filter(
        has=reader.page.locator("legend", has_text=re.compile(f"^{re.escape(item.title)}$"))
    )
    if not item.body.list_choices():
        (words,) = give_right_answer(item)
        question.locator("input").fill(words if right else "987")
    else:
        for choice in item.body.list_choices():
            if choice.right == right:
                question.locator("label.option", has_text=strip_tags(choice.html)).first.click()
                if item.kind == "one-choice":
                    break


def test_from_the_first_section_to_the_certificate_and_every_desk(reader: Reader, quiz: Quiz):
    page = reader.page
    reader.go("/")
    assert reader.sees("taught with its evidence")

    # Ana reads the rest of her last module, section by section.
    reader.sign_in("ana")
    assert reader.sees(LAST_TITLE)
    reader.click(re.compile("Keep reading"), exact=False)
    while page.get_by_role("button", name="Finished this section").count():
        with page.expect_navigation():
            page.get_by_role("button", name="Finished this section").first.click()
    reader.look()
    assert reader.sees("You have read everything")

    # A self-check answers at once.
    box = page.locator(".check").first
    box.locator("label.option").first.click()
    box.get_by_role("button", name="Check").click()
    page.locator(".check .explanation, .check .feedback").first.wait_for()
    assert "/checks/" not in page.url  # the script put it in place
    reader.look()

    # The quiz: every answer is saved as it is given; a reload finds them all.
    reader.click("To the quiz")
    reader.click("Start the quiz", role="button")
    for item in quiz.items:
        answer(reader, item)
        page.locator("[data-saved]").filter(has_text=re.compile(r"Saved \d+:\d\d:\d\d")).wait_for()
    page.keyboard.press("Tab")
    wait_until_true(page, ALL_SAVED)
    page.reload()
    reader.look()
    assert page.locator("input:checked").count() >= sum(
        item.kind == "one-choice" for item in quiz.items
    )
    reader.click("Check and hand in", role="button")
    assert reader.sees(f"All {len(quiz.items)} questions are answered")
    reader.click("Hand in", role="button")
    assert reader.sees("100 %")
    assert reader.sees("were added to the hours")
    assert reader.sees("is finished")

    # Hours, evidence, certificate, verification.
    review = page.url
    reader.click("See how they were computed")
    assert reader.sees("Mergener")
    reader.go("/hours")
    assert reader.sees("33 h")
    page.goto(review)
    reader.click("here is the certificate")
    assert reader.sees("Ana Reyes")
    code = re.search(r"[0-9A-Z]{4}(-[0-9A-Z]{4}){3}", page.locator("main").inner_text()).group()
    pdf = page.request.get(page.url + ".pdf")
    assert pdf.body().startswith(b"%PDF")
    reader.sign_out()
    reader.go(f"/verify/{code.lower()}")
    assert reader.sees("Ana Reyes")
    assert reader.sees("Neuromuscular Therapy elective")

    # The officer sees the hours and the evidence.
    reader.sign_in("olu")
    reader.go("/desk/people")
    assert reader.sees("Reyes")
    with page.expect_navigation():
        page.get_by_role("link", name=re.compile("Reyes")).first.click()
    reader.look()
    assert reader.sees(LAST_TITLE)
    reader.sign_out()

    # The instructor sees the score.
    reader.sign_in("ines")
    reader.go("/studio")
    assert reader.sees("Quiz: Compartment syndrome")
    reader.go(f"/studio/quiz/{LAST_MODULE}")
    reader.sign_out()

    # The administrator sees the people.
    reader.sign_in("ada")
    reader.go("/people")
    assert reader.sees("ana@school.example")

    assert not reader.faults, "\n".join(reader.faults)
    assert len(reader.looked_at) > 20


PAGES = {
    "nobody": (
        "/",
        "/courses",
        "/courses/nmt-elective",
        "/modules/ischemia",
        "/glossary",
        "/search?q=ischemia",
        "/search?q=zzzz",
        "/verify",
        "/sign-in",
        "/join",
        "/password/forgotten",
        "/no-such-page",
        "/cards",
    ),
    "ben": (
        "/",
        "/courses",
        "/courses/nmt-elective",
        "/courses/nmt-five-factors",
        "/modules/headache",
        "/cards",
        "/cards/referral-patterns",
        "/cards/referral-patterns/study",
        "/hours",
        "/quizzes/ischemia",
        "/account",
    ),
    "olu": (
        "/desk/people",
        "/desk/people?q=zzzz",
        "/desk/people/4",
        "/courses",
        "/account",
    ),
    "ines": (
        "/studio",
        "/studio/module/ischemia",
        "/studio/quiz/ischemia",
        "/studio/course/nmt-elective",
        "/studio/deck/referral-patterns",
        "/modules/ischemia",
        "/cards",
    ),
    "ada": (
        "/people",
        "/people/4",
        "/desk/people",
        "/studio",
    ),
}


@pytest.mark.parametrize("name", PAGES)
def test_every_page_on_a_phone_in_the_dark(phone: Reader, name: str):
    if name != "nobody":
        phone.sign_in(name)
    for path in PAGES[name]:
        phone.go(path)
        wide = phone.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        if wide > 0:
            phone.faults.append(f"{path} scrolls sideways by {wide} px")
    faults = [
        fault for fault in phone.faults if "404 (Not Found)" not in fault and "401" not in fault
    ]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("name", PAGES)
def test_every_page_at_a_desk_in_the_light(reader: Reader, name: str):
    if name != "nobody":
        reader.sign_in(name)
    for path in PAGES[name]:
        reader.go(path)
    faults = [fault for fault in reader.faults if "404 (Not Found)" not in fault]
    assert not faults, "\n".join(faults)


def test_a_card_by_keyboard_alone(reader: Reader):
    """Show, rate, and take it back, without touching a pointer."""
    page = reader.page
    reader.sign_in("ben")
    reader.go("/cards/referral-patterns/study")
    page.keyboard.press("Enter")
    page.locator(".rate").wait_for()
    reader.look()
    question = page.locator("h1").inner_text()
    page.keyboard.press("3")
    page.locator("h1").filter(has_not_text=re.compile(f"^{re.escape(question)}$")).wait_for()
    page.wait_for_load_state()  # the keys are heard once the scripts have run
    page.keyboard.press("u")
    page.locator("h1").filter(has_text=re.compile(f"^{re.escape(question)}$")).wait_for()
    assert not reader.faults, "\n".join(reader.faults)


def test_a_quiz_works_without_script(chromium, address):
    """With JavaScript switched off a quiz is saved by a button, resumed, and handed in."""
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "/sign-in")
    page.fill("input[name=email]", "ben@school.example")
    page.fill("input[name=password]", "demo-school")
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    page.goto(address + "/")
    page.get_by_role("link", name="Continue").click()
    before = page.locator("input:checked").count()
    page.locator("fieldset.question label.option").last.click()
    page.get_by_role("button", name="Save").click()
    assert page.locator("input:checked").count() >= before
    page.get_by_role("button", name="Check and hand in").click()
    page.get_by_role("button", name="Hand in").click()
    assert "to pass" in page.content() or "passes" in page.content()
    context.close()


def test_an_answer_survives_a_server_that_is_away(reader: Reader, quiz: Quiz):
    """While saving fails, the page says so and keeps the answer; it saves it when it can."""
    page = reader.page
    reader.sign_in("noor")
    reader.go("/quizzes/trigger-points")
    button = page.get_by_role("button", name=re.compile("Start the quiz|Try again"))
    link = page.get_by_role("link", name=re.compile("Go on with"))
    with page.expect_navigation():
        (button if button.count() else link).first.click()
    page.route("**/responses", lambda route: route.abort())
    page.locator("fieldset.question label.option").first.click()
    page.locator("[data-saved]").filter(has_text=re.compile("Not saved yet")).wait_for()
    page.unroute("**/responses")
    page.locator("[data-saved]").filter(has_text=re.compile(r"Saved \d+:\d\d:\d\d")).wait_for(
        timeout=30_000
    )
    page.reload()
    assert page.locator("input:checked").count() == 1


def test_make_run_opens_a_school_that_answers(demo_folder: Path, tmp_path: Path):
    folder = shutil.copytree(demo_folder, tmp_path / "school")
    port = find_free_port()
    server = start_process(folder, open_school(folder, port), drop_settings())
    try:
        wait_for(f"http://localhost:{port}/readyz", server, folder / "log")
    finally:
        server.terminate()
        server.wait(timeout=20)
    assert f"The school is open at http://localhost:{port}" in (folder / "log").read_text(
        encoding="utf-8"
    )
