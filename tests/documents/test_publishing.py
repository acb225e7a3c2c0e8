"""Publishing from a folder, on both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Event

import pytest
from sqlalchemy import delete, event, func, select

from school.cards.rules.decks import Deck
from school.catalogue.rules.documents import Catalogue
from school.catalogue.service.search import search_content
from school.catalogue.tables import SearchEntry
from school.config import Config
from school.db import Database
from school.documents.service.editions import read_current_files
from school.documents.service.folder import check_folder
from school.documents.service.following import INDEXES, ContentIndex
from school.documents.service.publishing import (
    prepare_publication,
    publish_folder,
    publish_prepared,
)
from school.documents.service.shelf import NothingPublished, Shelf
from school.documents.tables import Edition, Media, PublishedQuestion, PublishRun, Release
from school.migrate import migrate
from school.quizzes.rules.quiz import Quiz
from tests.cast import SECRET
from tests.catalogue import tree


@pytest.fixture
def folder(tmp_path):
    return tree.write(tmp_path)


def replace(folder, path, old, new):
    (folder / path).write_bytes(tree.with_change(path, old, new)[path])


def test_a_tree_in_order_becomes_the_current_release(session, folder, noon):
    outcome = publish_folder(session, "Ines Calder", folder, noon)
    # The test content had an ischemia module and quiz, a school and so on already.
    assert (outcome.problems, outcome.new + outcome.changed, outcome.unchanged) == ((), 7, 0)
    current = Catalogue(Shelf().find_release(session))
    assert current.release_id == outcome.release_id
    assert list(current.modules) == ["ischemia"]
    assert current.modules["ischemia"].worksheet.granted_minutes == 8
    assert current.of(Quiz)["ischemia"].items[0].id == "q-isc-rising"
    assert current.of(Deck)["patterns"].graded[0].id == "temporalis"
    assert current.school.zone == "America/Los_Angeles"


def test_publishing_twice_is_one_release(session, folder, noon):
    publish_folder(session, "Ines Calder", folder, noon)
    releases = session.scalar(select(func.count(Release.id)))
    again = publish_folder(session, "Ines Calder", folder, noon + timedelta(minutes=1))
    assert (again.release_id, again.new, again.changed, again.unchanged) == (None, 0, 0, 7)
    assert session.scalar(select(func.count(Release.id))) == releases


def test_only_what_changed_gets_a_new_edition(session, folder, noon):
    publish_folder(session, "Ines Calder", folder, noon)
    replace(folder, "courses/elective.md", "To press", "To press gently")
    outcome = publish_folder(session, "Ines Calder", folder, noon)
    assert (outcome.changed, outcome.unchanged) == (1, 6)
    numbers = session.execute(
        select(Edition.kind, Edition.number).where(Edition.slug == "elective")
    )
    assert sorted(tuple(row) for row in numbers) == [("course", 1), ("course", 2)]


def test_a_changed_source_makes_a_new_edition_of_the_module_that_cites_it(session, folder, noon):
    publish_folder(session, "Ines Calder", folder, noon)
    replace(folder, "sources.yaml", "year: 2009", "year: 2010")
    outcome = publish_folder(session, "Ines Calder", folder, noon)
    assert (outcome.changed, outcome.unchanged) == (2, 5)  # the bibliography and the module
    assert (
        Catalogue(Shelf().find_release(session)).modules["ischemia"].citations[0].source.year
        == 2010
    )


def test_one_more_question_makes_a_new_worksheet(session, folder, noon):
    publish_folder(session, "Ines Calder", folder, noon)
    text = tree.FILES["quizzes/ischemia.md"].decode()
    question = text[text.index("## Rising") :]
    (folder / "quizzes/ischemia.md").write_text(
        text + "\n" + question.replace("q-isc-rising", "q-isc-second")
    )
    assert (
        publish_folder(session, "Ines Calder", folder, noon).changed == 2
    )  # the quiz, and the module with its worksheet
    assert Catalogue(Shelf().find_release(session)).modules["ischemia"].worksheet.questions == 2


def test_with_a_problem_nothing_is_published_and_the_last_good_state_stays(session, folder, noon):
    first = publish_folder(session, "Ines Calder", folder, noon)
    replace(folder, "quizzes/ischemia.md", "- (x)", "- ( )")
    replace(folder, "courses/elective.md", "To press", "To press gently")
    outcome = publish_folder(session, "Ines Calder", folder, noon + timedelta(minutes=1))
    assert outcome.release_id is None
    assert [problem.line for problem in outcome.problems] == [14]
    current = Catalogue(Shelf().find_release(session))
    assert current.release_id == first.release_id
    assert "gently" not in current.courses["elective"].body


def test_a_refused_run_is_kept_with_its_problems(session, folder, noon):
    replace(folder, "modules/ischemia.md", "kind: factor", "kind: fact")
    publish_folder(session, "Ines Calder", folder, noon)
    run = session.scalars(select(PublishRun)).one()
    assert (run.author, run.at, run.release_id) == ("Ines Calder", noon, None)
    assert run.problems == [
        {
            "path": "content/modules/ischemia.md",
            "line": 5,
            "what": "kind: “fact” is not known",
            "fix": "write factor or technique or condition; did you mean factor?",
        }
    ]


def test_what_is_taken_out_is_retired_and_its_editions_stay(session, folder, noon):
    publish_folder(session, "Ines Calder", folder, noon)
    (folder / "flashcards/patterns.yaml").unlink()
    outcome = publish_folder(session, "Ines Calder", folder, noon)
    assert (outcome.retired, outcome.unchanged) == (1, 6)
    assert "patterns" not in Shelf().find_release(session).of(Deck)
    assert session.scalar(select(func.count(Edition.id)).where(Edition.slug == "patterns")) == 1


def test_an_id_may_be_retired_and_come_back_as_the_same_kind_only(session, folder, noon):
    publish_folder(session, "Ines Calder", folder, noon)
    replace(folder, "quizzes/ischemia.md", "q-isc-rising", "q-isc-new")
    assert publish_folder(session, "Ines Calder", folder, noon).problems == ()
    text = tree.FILES["quizzes/ischemia.md"].decode()
    (folder / "quizzes/ischemia.md").write_text(
        text[: text.index("- (x)")] + "Answer: 5\n" + text[text.index("\n> [!") :]
    )
    (problem,) = publish_folder(session, "Ines Calder", folder, noon).problems
    assert str(problem) == (
        "content/quizzes/ischemia.md:14: "
        "the question “q-isc-rising” was published as one-choice, and is numeric now; "
        "give it a new id; the old one is retired for good"
    )


def test_a_course_stays_in_its_book_for_good(session, folder, noon):
    """Hours that were earned for it are in the first book, and would not count in the other."""
    publish_folder(session, "Ines Calder", folder, noon)
    replace(folder, "courses/elective.md", "book: elective", "book: ce")
    (problem,) = publish_folder(session, "Ines Calder", folder, noon).problems
    assert str(problem) == (
        "content/courses/elective.md:1: the course “elective” was published for the book elective; "
        "write book: elective, or give the course a new id"
    )


def test_pictures_are_stored_once_by_their_hash(session, folder, noon):
    publish_folder(session, "Ines Calder", folder, noon)
    publish_folder(session, "Ines Calder", folder, noon)
    (picture,) = session.scalars(select(Media)).all()
    assert (picture.content_type, picture.body) == ("image/svg+xml", tree.LOOP)


def test_the_tree_can_be_rebuilt_from_the_database(session, folder, noon):
    publish_folder(session, "Ines Calder", folder, noon)
    assert read_current_files(session) == dict(tree.FILES)


def test_the_search_finds_what_is_current_and_nothing_else(session, folder, noon):
    publish_folder(session, "Ines Calder", folder, noon)
    assert search_content(session, "rope")[0].url == "/glossary#taut-band"
    replace(folder, "glossary.md", "like a rope", "like a string")
    publish_folder(session, "Ines Calder", folder, noon)
    assert search_content(session, "rope") == []
    assert search_content(session, "string")[0].title == "Taut band (band)"


def test_others_write_while_pages_are_prepared(database, folder, noon):
    """What takes time happens before the lock: here something that waits for somebody's write."""
    preparing, somebody_wrote = Event(), Event()

    def wait_for_a_write(_content):
        preparing.set()
        assert somebody_wrote.wait(20)
        return

    def publish_here():
        publication = prepare_publication(check_folder(folder))
        with database.writing() as session:
            return publish_prepared(session, "Ines Calder", publication, noon)

    with INDEXES.restored_afterward(), ThreadPoolExecutor() as pool:
        INDEXES.add("slow", ContentIndex(wait_for_a_write, lambda _session, _prepared: None))
        outcome = pool.submit(publish_here)
        assert preparing.wait(20)
        with database.writing() as session:
            session.add(PublishRun(at=noon, author="somebody", release_id=None, problems=[]))
        somebody_wrote.set()
        assert outcome.result().release_id


def test_two_publications_at_once_come_one_after_the_other(database, folder, tmp_path, noon):
    """Both were prepared from what was current before either of them."""
    (tmp_path / "second").mkdir()
    other_folder = tree.write(tmp_path / "second")
    replace(other_folder, "glossary.md", "like a rope", "like a string")
    prepared = [prepare_publication(check_folder(path)) for path in (folder, other_folder)]

    def publish_one(publication):
        with database.writing() as session:
            return publish_prepared(session, "Ines Calder", publication, noon)

    with ThreadPoolExecutor() as pool:
        outcomes = list(pool.map(publish_one, prepared))
    first, second = sorted(outcomes, key=lambda outcome: outcome.release_id)
    assert (first.new + first.changed, second.new, second.changed) == (7, 0, 1)
    with database.reading() as session:
        hits = [bool(search_content(session, word)) for word in ("rope", "string")]
        is_last = outcomes.index(second)
        assert hits == [not is_last, bool(is_last)]


def test_a_publication_reads_no_edition_that_it_does_not_need(session, folder, noon):
    for number in range(3):
        replace_text = f"like a rope {number}"
        (folder / "glossary.md").write_bytes(
            tree.with_change("glossary.md", "like a rope", replace_text)["glossary.md"]
        )
        publish_folder(session, "Ines Calder", folder, noon)
    replace(folder, "quizzes/ischemia.md", "keep: best", "keep: last")
    publication = prepare_publication(check_folder(folder))
    statements = []
    connection = session.connection()

    def note_statement(_connection, _cursor, statement, *_rest):
        if statement.startswith("SELECT") and "edition.payload" in statement:
            statements.append(statement)

    event.listen(connection, "before_cursor_execute", note_statement)
    try:
        assert publish_prepared(session, "Ines Calder", publication, noon).changed == 1
    finally:
        event.remove(connection, "before_cursor_execute", note_statement)
    # The newest edition of each course, since a course makes promises; the new editions; and the
    # quiz before this one, for the names of its choices.
    assert [("max(edition.number)" in one, "edition.id >" in one) for one in statements] == [
        (True, False),
        (False, True),
        (False, False),
    ]


def test_a_question_is_known_from_its_first_edition_on(session, folder, noon):
    publish_folder(session, "Ines Calder", folder, noon)
    first = session.get_one(PublishedQuestion, "q-isc-rising")
    assert first.kind == "one-choice"
    replace(folder, "quizzes/ischemia.md", "keep: best", "keep: last")
    publish_folder(session, "Ines Calder", folder, noon)
    editions = select(Edition.id).where(Edition.slug == "ischemia", Edition.kind == "quiz")
    assert session.scalars(editions.order_by(Edition.id)).all()[-2] == first.edition_id


def test_publishing_what_is_taught_already_fills_the_search_anew(session, folder, noon):
    """A newer school may find more in the same content."""
    publish_folder(session, "Ines", folder, noon)
    found = search_content(session, "ischemia")
    session.execute(delete(SearchEntry))
    assert not search_content(session, "ischemia")
    assert publish_folder(session, "Ines", folder, noon + timedelta(days=1)).release_id is None
    assert search_content(session, "ischemia") == found != []


def test_before_the_first_release_the_school_says_so(tmp_path):
    database = Database(Config(secret_key=SECRET, database_url=f"sqlite:///{tmp_path}/empty.db"))
    migrate(database)
    with database.reading() as session:
        assert read_current_files(session) == {}
        with pytest.raises(NothingPublished):
            Catalogue(Shelf().find_release(session))
    database.close()
