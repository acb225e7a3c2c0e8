"""The instructor's pages: what is taught, its history, how its questions do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, replace
from hashlib import sha256

import pytest
from flask.testing import FlaskClient
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from school.documents.service.editions import store_release
from school.documents.tables import Edition, PublishRun
from school.markup.problems import Problem
from school.quizzes.tables import Attempt, Response
from tests import make
from tests.admissions.crowd import add_crowd
from tests.cast import NOON
from tests.quizzes.acts import add_marking

pytestmark = pytest.mark.databases("sqlite")


def get(client: FlaskClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.get_data(as_text=True)


def republish(database, **instead) -> None:
    """Publish the test content again with changed documents; `source` replaces every text."""
    source = instead.pop("source", None)
    drafts = make.drafts(**instead)
    if source is not None:
        drafts = [
            replace(d, source=source, sha256=sha256((source + d.slug).encode()).hexdigest())
            for d in drafts
        ]
    with database.writing() as session:
        store_release(session, "Ada Whitfield", drafts, NOON)


def sit(
    session: Session, people: Iterator[int], answer: list[str], earned: int, number: int = 1
) -> None:
    """One person's attempt at the ischemia quiz, in which only the first question was answered."""
    edition = session.scalars(
        select(Edition.id).where(Edition.kind == "quiz", Edition.slug == "ischemia")
    ).first()
    attempt = Attempt(
        person_id=next(people),
        quiz_slug="ischemia",
        edition_id=edition,
        course_slug="nmt-elective",
        number=number,
        seed=1,
        started_at=NOON,
        handed_in_at=NOON,
    )
    session.add(attempt)
    session.flush()
    nothing = {item.id: 0 for item in make.quiz().items}
    add_marking(session, attempt.id, earned, 400, items={**nothing, "q-ischemia-one": earned})
    session.execute(
        insert(Response),
        [
            {
                "attempt_id": attempt.id,
                "item_id": "q-ischemia-one",
                "answer": answer,
                "saved_at": NOON,
                "saves": 1,
            }
        ],
    )


def many_sit(database, right: int, wrong: int, first_id: int = 100) -> None:
    with database.writing() as session:
        add_crowd(session, right + wrong, 0, NOON, first_id)
        people = iter(range(first_id, first_id + right + wrong))
        for _ in range(right):
            sit(session, people, ["b"], 100)
        for _ in range(wrong):
            sit(session, people, ["a"], 0)


def test_the_studio_lists_everything_with_its_edition(ines):
    html = get(ines, "/studio")
    for words in (
        "Ischemia",
        "Quiz: Trigger points",
        "Neuromuscular Therapy elective",
        "Referral patterns",
        "Ines Calder",
        "8 min",
    ):
        assert words in html, words
    assert "awaiting expert review" in html
    assert "1 objective" in html
    assert "4 questions" in html
    assert "3 cards" in html
    assert "Nothing has been published from files yet." in html


def test_the_list_is_narrowed_and_ordered_by_its_address(ines, database):
    many_sit(database, 1, 0)
    html = get(ines, "/studio?kind=quiz&sort=-attempts")
    assert "Referral patterns" not in html
    assert html.index("Quiz: Ischemia") < html.index("Quiz: Trigger points")
    assert 'aria-sort="descending"' in html
    assert "1 person" in html


@pytest.mark.parametrize(
    "query", ["kind=nonsense", "sort=-nonsense", "sort=--kind", "kind=%00", "edition=x"]
)
def test_strange_addresses_show_the_whole_list(ines, query):
    assert "Referral patterns" in get(ines, f"/studio?{query}")


def test_problems_of_the_last_try_stand_at_the_top(ines, database):
    problem = Problem(
        "content/module/ischemia.md", 12, "unknown setting <b>sumary</b>", "write summary"
    )
    with database.writing() as session:
        session.add(PublishRun(at=NOON, author="Ines", release_id=None, problems=[asdict(problem)]))
    for path in ("/studio", "/studio/module/ischemia"):
        html = get(ines, path)
        assert "unknown setting &lt;b&gt;sumary&lt;/b&gt;" in html
        assert "write summary" in html
    assert "content/module/ischemia.md:12" in get(ines, "/studio")
    assert "1 problem to fix" in get(ines, "/studio")
    assert "unknown setting" not in get(ines, "/studio/module/trigger-points")


def test_a_document_shows_its_text_with_line_numbers(ines):
    html = get(ines, "/studio/module/ischemia")
    assert '<li id="line-1"><code>source of ischemia</code></li>' in html
    assert "This is the first edition" in html


def test_what_changed_is_shown_and_never_run(ines, database):
    republish(database, source="one\n<script>alert(1)</script>")
    republish(database, source="one\ntwo")
    html = get(ines, "/studio/module/ischemia")
    assert "edition 3" in html
    assert '<span class="visually-hidden">gone: </span>' in html
    assert "<code>&lt;script&gt;alert(1)&lt;/script&gt;</code>" in html
    assert "<script>alert" not in html
    older = get(ines, "/studio/module/ischemia?edition=2")
    assert "This is not the edition that readers see" in older
    assert '<li id="line-2"><code>&lt;script&gt;' in older


def test_the_same_text_in_a_new_edition_is_explained(ines, database):
    republish(database, module=make.module(summary="Other words."))
    assert "The text is the same." in get(ines, "/studio/module/ischemia")


def test_a_retired_document_keeps_its_history(ines, database):
    with database.writing() as session:
        drafts = [draft for draft in make.drafts() if draft.kind != "deck"]
        store_release(session, "Ada", drafts, NOON)
    assert "no longer published" in get(ines, "/studio/deck/referral-patterns")


@pytest.mark.parametrize(
    "path",
    [
        "/studio/module/no-such",
        "/studio/school/school",
        "/studio/module/ischemia?edition=7",
        "/studio/nonsense/ischemia",
        "/studio/module/%00",
        "/studio/module/%F0%28",
    ],
)
def test_what_is_not_there_is_not_found(ines, path):
    assert ines.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/studio", "/studio/quiz/ischemia"])
@pytest.mark.parametrize("name", ["ana", "olu"])
def test_the_studio_is_for_those_who_teach(sign_in, name, path):
    assert sign_in(name).get(path).status_code == 403


def test_too_few_answers_say_nothing(ines, database):
    many_sit(database, 4, 5)
    assert "Answered by 9 people: too few to draw conclusions yet." in get(
        ines, "/studio/quiz/ischemia"
    )


def test_each_question_shows_how_hard_it_was_and_what_was_chosen(ines, database):
    many_sit(database, 6, 9)
    html = get(ines, "/studio/quiz/ischemia")
    assert "<b>40 %</b> of the points, 15 people" in html
    assert "9 · 60 %" in html
    assert "6 · 40 %" in html
    assert "Choice A draws more people than a right one" in html


def test_only_first_attempts_count(ines, database):
    many_sit(database, 10, 0)
    with database.writing() as session:
        for person_id in range(100, 110):
            sit(session, iter([person_id]), ["a"], 0, number=2)
    assert "<b>100 %</b> of the points, 10 people" in get(ines, "/studio/quiz/ischemia")


@pytest.mark.parametrize("path", ["/studio", "/studio/quiz/ischemia", "/studio/module/ischemia"])
def test_pages_cost_the_same_for_few_and_for_many(ines, database, count_statements, path):
    get(ines, "/studio")  # the first request reads the catalogue
    costs = []
    for first_id, people in ((100, 1), (200, 40)):
        many_sit(database, people, people, first_id)
        with count_statements() as statements:
            get(ines, path)
        costs.append(statements())
    assert costs[0] == costs[1] <= 9


def test_history_costs_the_same_for_few_and_for_many(ines, database, count_statements):
    costs = []
    for editions in (2, 6):
        for number in range(editions):
            republish(database, source=f"text {editions} {number}")
        get(ines, "/studio")  # reads the new catalogue
        with count_statements() as statements:
            get(ines, "/studio/quiz/ischemia")
        costs.append(statements())
    assert costs[0] == costs[1] <= 9
