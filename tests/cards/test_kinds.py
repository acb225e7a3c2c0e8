"""Cards of every kind as a student meets them: the question, its answer, and what is stored."""

from __future__ import annotations

import html
import json
import re

import pytest
from sqlalchemy import insert, select, update

from school.body.atlas import atlas
from school.cards.rules.cards import index_cards
from school.documents.service.editions import store_release
from school.studying.tables import DeckSetting, Review
from tests import make
from tests.cast import NOON, identity, token

pytestmark = pytest.mark.databases("sqlite")

ILLS = ("gout", "plantar fasciitis", "heel spur pain", "Achilles tendinopathy")
DECK = make.deck(
    patterns=(
        make.pattern(
            "infraspinatus",
            point=True,
            mimics=("angina",),
            about=("ischemia", "ischemia/q-ischemia-one"),
        ),
        make.pattern("coracobrachialis", primary=("arm.anterior",), spillover=(), mimics=()),
        make.pattern(
            "temporalis", primary=("head.temple",), spillover=(), mimics=ILLS, group="head_neck"
        ),
        make.pattern(
            "rhomboids", primary=("scapula.interscapular",), mimics=(), evidence="partial"
        ),
    ),
)
STUDY, REVIEWS = "/cards/referral-patterns/study", "/cards/referral-patterns/reviews"


@pytest.fixture(autouse=True)
def two_decks(database):
    """A deck with cards of every kind on the body, and one in words."""
    drafts = [*make.drafts(deck=DECK), make.draft("deck", "words", make.deck_in_words())]
    with database.writing() as session:
        store_release(session, "Ines Calder", drafts, NOON)


def read_page(response) -> str:
    assert response.status_code == 200, response.status_code
    return response.get_data(as_text=True)


def ask_only(database, *kinds) -> None:
    """Let Ana's next card be of one of these kinds."""
    row = {"person_id": identity("ana").id, "deck_slug": "referral-patterns"}
    with database.writing() as session:
        if session.scalar(select(DeckSetting.deck_slug).filter_by(**row)) is None:
            session.execute(insert(DeckSetting), [row])
        session.execute(update(DeckSetting).filter_by(**row).values(kinds=list(kinds)))


def open_question(database, browser, kind) -> str:
    ask_only(database, kind)
    return read_page(browser.get(STUDY))


def read_hidden_fields(page: str) -> dict[str, str]:
    fields = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)
    return {
        name: html.unescape(value)
        for name, value in fields
        if name not in ("region", "muscle", "mimic")
    }


def show_answer(browser, card, **answer) -> str:
    url = f"/cards/{card.split('/')[0]}/study"
    fields = {
        "card": card,
        "reviews": "0",
        "shown": str(int(NOON.timestamp())),
        "csrf_token": token(browser, "/cards/words/study"),
    }
    return read_page(browser.post(url, data=fields | answer))


def draw_dab(**changes) -> str:
    """A dab on the middle of the front."""
    stroke = {"view": "front", "radius": 0.02, "erase": False, "points": [[0.5, 0.5], [0.5, 0.52]]}
    return json.dumps({"side": "right", "strokes": [stroke | changes]})


def test_every_kind_of_card_has_its_question_and_its_answer():
    kinds = {
        card.kind for deck in (DECK, make.deck_in_words()) for card in index_cards(deck).values()
    }
    assert kinds == {"zone", "name", "point", "mimic", "muscles", "text"}


def test_a_zone_is_painted_or_picked_in_one_form(ana, database):
    page = open_question(database, ana, "zone")
    form = page.split('<form class="card-stage"', 1)[1].split("</form>", 1)[0]
    assert 'name="drawing"' in form
    assert form.count('type="checkbox" name="region"') == 8
    assert 'data-key="l"' in form


def test_a_point_is_tapped_or_picked_as_one_region(ana, database):
    form = open_question(database, ana, "point").split('<form class="card-stage"', 1)[1]
    assert 'name="tap"' in form
    assert form.count('type="radio" name="region"') == 8


def test_a_shown_zone_is_told_in_words_too_and_the_muscle_is_nowhere_named_but_in_the_list(
    ana, database
):
    page = open_question(database, ana, "name")
    assert "data-figure" in page
    assert "<b>Main zone:</b> shoulder, deltoid anterior; arm, anterior." in page
    without_list = re.sub(r"<datalist.*?</datalist>", "", page, flags=re.DOTALL)
    assert "infraspinatus" not in without_list.casefold().replace(
        'value="referral-patterns/infraspinatus/name"', ""
    )


def test_a_region_is_shown_and_graded_muscles_are_ticked(ana, database):
    page = open_question(database, ana, "muscles")
    assert "Which muscles are charted to refer here: arm, anterior?" in page
    assert re.findall(r'name="muscle" value="([^"]+)"', page) == [
        "infraspinatus",
        "coracobrachialis",
        "temporalis",
    ]


def test_diagnoses_are_ticked_among_wrong_ones(ana, database):
    page = open_question(database, ana, "mimic")
    assert {html.unescape(m) for m in re.findall(r'name="mimic" value="([^"]+)"', page)} == {
        "angina",
        *ILLS,
    }


@pytest.mark.parametrize(
    ("kind", "answer", "sentence"),
    [
        ("zone", {"region": ["arm.anterior", "shoulder.deltoid_anterior"]}, "Overlap 100 %"),
        ("zone", {"drawing": draw_dab()}, "Your drawing"),
        ("zone", {}, "nothing to measure"),
        ("name", {"muscle": "INFRASPINATUS"}, "Right</span> INFRASPINATUS"),
        ("name", {"muscle": "Deltoid"}, "Not this one</span> Deltoid"),
        ("name", {"muscle": " "}, "nothing to measure"),
        ("point", {"region": ["head.temple"]}, "Elsewhere"),
        ("point", {}, "nothing to measure"),
        ("mimic", {"mimic": ["angina"]}, "100 %"),
        ("mimic", {"mimic": ["angina", "gout"]}, "Not listed for this muscle"),
        ("mimic", {}, "nothing to measure"),
    ],
)
def test_the_answer_says_how_it_went_and_shows_the_pattern(ana, kind, answer, sentence):
    page = show_answer(ana, f"referral-patterns/infraspinatus/{kind}", **answer)
    assert sentence in page
    for fact in (
        "Below the scapular spine",
        "A charted pattern, not a diagnosis",
        "/cards/referral-patterns/patterns/infra",
    ):
        assert fact in page
    assert '<a href="/modules/ischemia">Ischemia</a>' in page
    assert "data-figure" in page


def test_ticked_muscles_are_told_with_precision_and_recall(ana):
    page = show_answer(
        ana, "referral-patterns/arm.anterior/muscles", muscle=["infraspinatus", "temporalis"]
    )
    assert (
        "Named of those that refer here: 1 of 2 (50 %). Right of those you named: 1 of 2 (50 %)."
        in page
    )
    for heading, name in (
        ("Right", "Infraspinatus"),
        ("Missed", "Coracobrachialis"),
        ("Not charted here", "Temporalis"),
    ):
        assert name in page.split(f"<h3>{heading}</h3>", 1)[1].split("</ul>", 1)[0]


def test_a_card_in_words_shows_its_answer_with_its_source_and_proposes_nothing(ana):
    page = show_answer(ana, "words/first-press/text")
    assert "<p>Five or six of ten.</p>" in page
    assert "Sikdar S" in page
    assert '<a href="/quizzes/ischemia">Quiz: Ischemia</a>' in page
    assert "is-suggested" not in page
    assert page.count('name="rating"') == 4


def test_what_was_answered_goes_with_the_rating_and_is_stored(ana, database):
    for card, answer, stored in (
        ("infraspinatus/zone", {"drawing": draw_dab()}, {"drawing": json.loads(draw_dab())}),
        ("coracobrachialis/zone", {"region": ["arm.anterior"]}, {"regions": ["arm.anterior"]}),
        ("infraspinatus/name", {"muscle": "Deltoid"}, {"muscles": ["Deltoid"]}),
        ("infraspinatus/mimic", {"mimic": ["angina"]}, {"mimics": ["angina"]}),
        ("arm.anterior/muscles", {"muscle": ["temporalis"]}, {"muscles": ["temporalis"]}),
    ):
        page = show_answer(ana, f"referral-patterns/{card}", **answer)
        sent = read_hidden_fields(page) | {"rating": "3"}
        for name in ("region", "muscle", "mimic"):
            sent[name] = [
                html.unescape(v)
                for v in re.findall(rf'type="hidden" name="{name}" value="([^"]*)"', page)
            ]
        assert ana.post(REVIEWS, data=sent).status_code == 303
        with database.reading() as session:
            assert (
                session.scalars(select(Review.answer).order_by(Review.id.desc())).first() == stored
            )


def test_a_card_in_words_is_rated_by_the_student_alone(ana, database):
    sent = read_hidden_fields(show_answer(ana, "words/never/text")) | {"rating": "2"}
    assert ana.post("/cards/words/reviews", data=sent).status_code == 303
    with database.reading() as session:
        review = session.scalars(select(Review)).one()
        assert (review.rating, review.proposed, review.overlap) == (2, 2, None)


@pytest.mark.parametrize(
    ("kind", "answer"),
    [
        ("zone", {"drawing": "{"}),
        ("zone", {"drawing": "[]"}),
        ("zone", {"drawing": draw_dab(radius=9)}),
        ("zone", {"drawing": draw_dab(points=[["0.5", 0.5]])}),
        ("zone", {"drawing": draw_dab(points=[[0.5, float("nan")]])}),
        ("point", {"tap": '{"view": "front", "x": true, "y": 0.5}'}),
        ("name", {"muscle": "x" * 101}),
        ("name", {"muscle": "nul\x00"}),
        ("zone", {"region": [f"region-{n}" for n in range(300)]}),
    ],
)
def test_an_answer_that_no_page_of_ours_sends_is_refused(ana, kind, answer):
    fields = {"card": f"referral-patterns/infraspinatus/{kind}", "csrf_token": token(ana, STUDY)}
    assert ana.post(STUDY, data=fields | answer).status_code == 422
    fields |= {"rating": "3", "reviews": "0", "client_id": "a-review-1"}
    assert ana.post(REVIEWS, data=fields | answer).status_code == 422


def test_a_drawing_of_the_left_side_is_shown_as_it_was_drawn(ana):
    page = show_answer(
        ana, "referral-patterns/infraspinatus/zone", drawing=draw_dab().replace("right", "left")
    )
    assert "matrix(-1 0 0 1" in page


def test_a_pattern_has_a_page_of_its_own_for_everybody(client):
    page = read_page(client.get("/cards/referral-patterns/patterns/infraspinatus"))
    for fact in (
        "Below the scapular spine",
        "Gatterman",
        "Trigger point",
        "A charted pattern is an aid",
        "Goes with:",
    ):
        assert fact in page
    assert 'href="/cards/referral-patterns/patterns/coracobrachialis" rel="next"' in page
    assert client.get("/cards/referral-patterns/patterns/no-such").status_code == 404
    assert client.get("/cards/words/patterns/infraspinatus").status_code == 404


def test_a_pattern_that_is_not_asked_is_shown_with_its_mark(client):
    page = read_page(client.get("/cards/referral-patterns/patterns/rhomboids"))
    assert "Partial" in page
    assert "Shown, and not asked" in page
    assert "data-figure" in page


def test_the_deck_says_how_many_cards_of_each_kind_there_are(client):
    page = read_page(client.get("/cards/referral-patterns"))
    kinds = re.findall(r'<li><b class="num">(\d+)</b> ([^<]+)</li>', page)
    assert kinds == [
        ("3", "Paint the zone"),
        ("3", "Name the muscle"),
        ("1", "Find the trigger point"),
        ("1", "What it can be mistaken for"),
        ("1", "Every muscle that refers there"),
    ]


def test_a_deck_in_words_lists_its_questions_without_the_answers_and_its_sources(client):
    page = read_page(client.get("/cards/words"))
    assert "How hard is a first press?" in page
    assert "Five or six of ten." not in page
    assert "Sikdar S" in page


def test_every_region_of_the_small_deck_is_on_the_map():
    assert all(atlas().find_studied_key(region.id) in atlas().keys for region in DECK.regions)
