"""What readers see of courses, modules, the glossary, the search and pictures."""

from __future__ import annotations

from datetime import timedelta

import pytest

from school import create_app
from school.config import Config
from school.documents.service.publishing import publish_folder
from school.migrate import migrate
from tests.cast import NOON, SECRET, token
from tests.catalogue import tree

pytestmark = pytest.mark.databases("sqlite")


@pytest.fixture
def published(database, tmp_path):
    """The small tree of tree.py as the current release."""
    with database.writing() as session:
        assert publish_folder(session, "Ines Calder", tree.write(tmp_path), NOON).problems == ()


def text(response, status: int = 200) -> str:
    assert response.status_code == status
    return response.get_data(as_text=True)


def post(client, url, **form):
    return client.post(url, data={"csrf_token": token(client), **form})


def test_anybody_may_read_a_module(published, client):
    page = text(client.get("/modules/ischemia"))
    assert "<h1>Ischemia</h1>" in page
    assert "Factor 1 of 1" in page
    assert '<section id="what-it-is"' in page
    assert 'aria-label="Link to What it is">#</a>' in page
    assert "Awaiting expert review" in page
    assert "Choose pressure and time" in page
    assert "8 min to read" in page
    assert 'href="/quizzes/ischemia"' in page
    assert "80 % to pass, 3 attempts" in page
    assert "Finished this section" not in page


def test_a_reviewed_module_names_its_reviewer(database, tmp_path, client):
    bodies = tree.with_change(
        "modules/ischemia.md", "review: awaiting", "review: Jo Example, 2026-11-20"
    )
    with database.writing() as session:
        publish_folder(session, "Ines Calder", tree.write(tmp_path, bodies), NOON)
    page = text(client.get("/modules/ischemia"))
    assert "Jo Example, 2026-11-20" in page
    assert "Awaiting expert review</span>" not in page


def test_sources_lead_to_the_text_and_back(published, client):
    page = text(client.get("/modules/ischemia"))
    assert 'href="#source-sikdar-2009" id="cite-sikdar-2009-1"' in page
    assert '<li id="source-sikdar-2009" value="1">' in page
    assert 'href="https://doi.org/10.1016/j.apmr.2009.04.015"' in page
    assert 'href="#cite-sikdar-2009-1">Back to the text' in page
    assert 'id="source-expert-review"' in page


def test_the_worksheet_stands_beside_the_text(published, client):
    page = text(client.get("/modules/ischemia"))
    assert "How this was computed" in page
    assert "By NCBTMB" in page
    assert "By Mergener" in page
    assert "8 min" in page


def test_the_key_of_a_self_check_is_not_in_the_page(published, client):
    page = text(client.get("/modules/ischemia"))
    assert "Ease off" in page
    assert "Guarding follows." not in page
    assert "Five or six of ten" not in page


def test_a_self_check_answers_in_its_place(published, client):
    sent = client.get("/modules/ischemia/checks/isc-check-one", query_string={"isc-check-one": "1"})
    page = text(sent)
    assert page.count('id="isc-check-one"') == 1
    assert "Your answer: not right" in page
    assert "Guarding follows." in page
    assert "Five or six of ten." in page
    assert 'name="isc-check-two"' in page  # the other one is still asked
    assert "Guarding follows." not in text(
        client.get("/modules/ischemia")
    )  # and nobody else sees the answer


def test_a_right_answer_is_told_so_and_a_typed_one_too(published, client):
    assert "Your answer: right" in text(
        client.get("/modules/ischemia/checks/isc-check-one", query_string={"isc-check-one": "2"})
    )
    typed = client.get(
        "/modules/ischemia/checks/isc-check-two", query_string={"isc-check-two": "90 s"}
    )
    assert "Your answer: right" in text(typed)


def test_a_self_check_sent_empty_gives_nothing_away(published, client):
    page = text(client.get("/modules/ischemia/checks/isc-check-one"))
    assert "Choose or type an answer first." in page
    assert "Guarding follows." not in page


def test_a_place_that_was_not_on_the_page_is_refused(published, client):
    page = text(
        client.get("/modules/ischemia/checks/isc-check-one", query_string={"isc-check-one": "9"}),
        422,
    )
    assert "was not on the page" in page


@pytest.mark.parametrize(
    "url",
    [
        "/modules/none",
        "/courses/none",
        "/media/none.svg",
        f"/media/{'0' * 64}.svg",
        "/media/../school.yaml",
    ],
)
def test_what_is_not_there_is_not_found(client, url):
    text(client.get(url), 404)


def test_a_self_check_or_section_that_is_not_there_is_not_found(published, client, ana):
    text(client.get("/modules/ischemia/checks/none", query_string={"none": "1"}), 404)
    text(post(ana, "/modules/ischemia/sections/none/finish"), 404)


def test_finishing_a_section_leads_to_the_next_one_and_keeps_the_place(published, ana):
    sent = post(ana, "/modules/ischemia/sections/what-it-is/finish")
    assert (sent.status_code, sent.location) == (303, "/modules/ischemia#in-the-room")
    page = text(ana.get("/modules/ischemia"))
    assert "1 of 2 sections" in page
    assert "8 min left" in page
    assert page.count("Finished this section") == 1
    assert "You have finished this section." in page


def test_finishing_the_last_section_leads_to_the_quiz(published, ana):
    post(ana, "/modules/ischemia/sections/what-it-is/finish")
    assert (
        post(ana, "/modules/ischemia/sections/in-the-room/finish").location
        == "/modules/ischemia#next"
    )
    page = text(ana.get("/modules/ischemia"))
    assert "You have read everything" in page
    assert "All sections finished" in page


def test_progress_is_ones_own(published, ana, ben):
    post(ana, "/modules/ischemia/sections/what-it-is/finish")
    assert "0 of 2 sections" in text(ben.get("/modules/ischemia"))


@pytest.mark.parametrize(
    "url", ["/modules/ischemia/sections/what-it-is/finish", "/courses/elective/enrol"]
)
def test_a_stranger_and_a_forged_post_change_nothing(published, client, ana, url):
    text(client.post(url), 401)
    text(ana.post(url), 400)


def test_courses_say_what_they_are_worth(published, client):
    page = text(client.get("/courses"))
    assert 'href="/courses/elective"' in page
    assert "1 h" in page


def test_a_course_shows_how_its_hours_are_computed(published, client):
    page = text(client.get("/courses/elective"))
    assert "To press, and to stop." in page
    assert "One class." in page
    assert "Held by the parts" in page
    assert "68 min" in page
    assert "60 min" in page
    assert 'href="/sign-in"' in page


def test_enrolling_shows_progress_and_is_done_once(published, ana, clock):
    assert "Enrol" in text(ana.get("/courses/elective"))
    sent = post(ana, "/courses/elective/enrol")
    assert (sent.status_code, sent.location) == (303, "/courses/elective")
    clock.now += timedelta(days=3)
    post(ana, "/courses/elective/enrol")
    page = text(ana.get("/courses/elective"))
    assert "You have been enrolled since" in page
    assert "20 November 2026" in page
    assert "0 of 2 sections" in page
    assert "You are enrolled" in text(ana.get("/courses"))


def test_the_glossary_has_anchors_and_leads_to_modules(published, client):
    page = text(client.get("/glossary"))
    assert '<dt id="taut-band">' in page
    assert 'href="/modules/ischemia"' in page


def test_the_search_marks_what_it_found(published, client):
    page = text(client.get("/search?q=rope"))
    assert 'href="/glossary#taut-band"' in page
    assert "<mark>rope</mark>" in page
    assert "Nothing found" in text(client.get("/search?q=xylophone"))


def test_what_is_typed_into_the_search_comes_back_as_text(published, client):
    page = text(client.get("/search?q=%3Cscript%3Ealert(1)%3C/script%3E%00"))
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page
    text(client.get("/search?q=" + "x" * 10_000))


@pytest.mark.databases("sqlite", "postgres")
def test_a_picture_may_be_kept_for_good_and_may_do_nothing(published, client):
    page = text(client.get("/modules/ischemia"))
    url = "/media/" + page.split('src="/media/')[1].split('"')[0]
    response = client.get(url)
    assert response.data == tree.LOOP
    assert response.content_type == "image/svg+xml"
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert (
        response.headers["Content-Security-Policy"]
        == "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    )
    assert client.get(url.replace(".svg", ".png")).status_code == 404


@pytest.mark.parametrize(
    ("url", "most"),
    [
        ("/modules/ischemia", 4),
        ("/courses", 4),
        ("/courses/elective", 4),
        ("/glossary", 2),
        ("/search?q=rope", 3),
    ],
)
def test_pages_ask_the_database_little(published, ana, count_statements, url, most):
    post(ana, "/modules/ischemia/sections/what-it-is/finish")
    ana.get(url)
    with count_statements() as statements:
        text(ana.get(url))
    assert statements() <= most, statements.sql


def test_a_new_edition_is_seen_at_once(published, database, tmp_path, client):
    assert "word word" in text(client.get("/modules/ischemia"))
    bodies = tree.with_change("modules/ischemia.md", "word word", "fresh words")
    with database.writing() as session:
        publish_folder(session, "Ines Calder", tree.write(tmp_path, bodies), NOON)
    assert "fresh words" in text(client.get("/modules/ischemia"))


def test_before_anything_is_published_pages_say_so(tmp_path):
    app = empty_school(tmp_path)
    page = text(app.test_client().get("/courses"), 503)
    assert "no published content" in page
    app.extensions["database"].close()


def empty_school(folder):
    app = create_app(
        Config(secret_key=SECRET, database_url=f"sqlite:///{folder}/empty.db"), lambda: NOON
    )
    migrate(app.extensions["database"])
    return app
