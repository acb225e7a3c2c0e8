"""A school as an older commit left it, opened and migrated.

Nothing is lost, and people go on where they were.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest
from click.testing import CliRunner
from sqlalchemy import func, inspect, select, text

from school.catalogue.service.library import read_library
from school.catalogue.tables import Enrollment
from school.certificates.service.typesetting import typeset_pdf
from school.certificates.tables import Certificate
from school.credits.commands import ledger
from school.credits.rules.ledger import Head
from school.credits.service.ledger import read_entries, verify_ledger
from school.credits.tables import CourseCompletion
from school.db import Database
from school.documents.service.publishing import publish_content
from school.documents.tables import Edition, PublishedQuestion
from school.migrate import CannotMigrate, migrate
from school.operating import backup, migrate_command
from school.people.tables import Person
from school.quizzes.rules.quiz import Quiz
from school.quizzes.service.statistics import read_item_statistics
from school.quizzes.tables import Marking
from school.studying.service.offline import tag_of
from school.studying.tables import CardMemory, Review
from tests import make
from tests.cast import NOON, SECRET, browser_of, identity, token
from tests.quizzes.acts import with_ids
from tests.witness import opened

PEOPLE = ("ana", "ben", "ines", "olu", "ada", "cleo", "dan")
DECK = "referral-patterns"


def head_of(noted) -> Head:
    seq, digest = noted["head"].split(":")
    return Head(int(seq), digest)


def ledger_is_whole(database: Database, noted) -> bool:
    """Whether every entry verifies, with the head that was noted long ago still in its place."""
    with database.reading() as session:
        faults = verify_ledger(session, head_of(noted))
    assert faults == []
    return not faults


def test_the_ledger_is_whole_and_its_old_head_stands(database, noted):
    assert ledger_is_whole(database, noted)


def test_no_row_is_lost(database, noted):
    """Every table that the witness had is there still, with as many rows."""
    tables = set(inspect(database.engine).get_table_names())
    with database.reading() as session:
        for table, count in noted["counts"].items():
            assert table in tables, f"{table} is gone"
            rows = session.scalar(text(f'SELECT count(*) FROM "{table}"'))
            assert rows == count, table


OLD_RESULTS = (
    "SELECT id, edition_id, handed_in_at, earned, possible, passed "
    "FROM attempt WHERE earned IS NOT NULL"
)
OLD_MARKS = (
    "SELECT attempt_id, item_id, earned, possible FROM item_mark ORDER BY attempt_id, item_id"
)
NEW_RESULTS = (
    "SELECT attempt_id, edition_id, at, earned, possible, passed FROM marking "
    "WHERE number = 1 AND superseded_at IS NULL AND by_id IS NULL AND reason = 'hand-in'"
)
NEW_MARKS = (
    "SELECT attempt_id, item_id, item_mark.earned, item_mark.possible FROM item_mark "
    "JOIN marking ON marking.id = item_mark.marking_id ORDER BY attempt_id, item_id"
)


def test_each_result_becomes_the_first_marking_of_its_attempt(unmigrated, noted):
    database = Database(unmigrated)

    def rows(*statements: str) -> list[list[tuple]]:
        with database.reading() as session:
            return [sorted(map(tuple, session.execute(text(one)))) for one in statements]

    before = rows(OLD_RESULTS, OLD_MARKS)
    migrate(database)
    after = rows(NEW_RESULTS, NEW_MARKS)
    with database.reading() as session:
        first = session.scalars(select(Marking).order_by(Marking.id)).first()
    database.close()
    assert after == before
    assert [len(some) for some in after] == [
        noted["counts"]["attempt"] - 1,
        noted["counts"]["item_mark"],
    ]
    assert first.at.tzinfo is not None


def test_every_reference_leads_to_a_row(database, kind):
    if kind == "sqlite":
        with database.reading() as session:
            assert session.execute(text("PRAGMA foreign_key_check")).all() == []
    else:
        with database.reading() as session:
            unchecked = (
                "SELECT count(*) FROM pg_constraint WHERE contype = 'f' AND NOT convalidated"
            )
            assert session.scalar(text(unchecked)) == 0


def test_what_is_frozen_still_refuses_to_change(database):
    for table in ("edition", "release", "certificate", "ledger_entry", "course_completion"):
        for act in (
            f"DELETE FROM {table}",
            f"UPDATE {table} SET {_first_text(database, table)} = 'x'",
        ):
            with (
                pytest.raises(Exception, match="never changed or removed"),
                database.writing() as session,
            ):
                session.execute(text(act))


def _first_text(database: Database, table: str) -> str:
    columns = {
        "edition": "author",
        "release": "author",
        "certificate": "code",
        "ledger_entry": "title",
    }
    return columns.get(table, "course_slug")


def test_the_open_attempt_is_handed_in_on_its_own_edition(app, database, clock, noted):
    """Cleo answered everything under the edition that 80 % passed; the newer one asks for 100."""
    clock.forward(hours=1)
    cleo = browser_of(app, "cleo")
    page = f"/attempts/{noted['open_attempt']}"
    assert cleo.get(page).status_code == 200
    sent = cleo.post(f"{page}/hand-in", data={"csrf_token": token(cleo, page)})
    assert sent.status_code == 303
    review = cleo.get(f"{page}/review").text
    assert "Passed" in review
    assert "/certificates/" in review
    with database.reading() as session:
        person = session.scalars(select(Person).where(Person.email == "cleo@school.example")).one()
        last = read_entries(session, person.id)[-1]
        certificate = session.scalars(
            select(Certificate).where(Certificate.person_id == person.id)
        ).one()
    assert (last.kind, last.family, last.minutes, last.attempt_id) == (
        "quiz",
        "trigger-points",
        8,
        noted["open_attempt"],
    )
    assert (certificate.minutes, certificate.revision) == (60, 1)
    assert last.seq in certificate.entries
    assert (
        cleo.post(f"{page}/hand-in", data={"csrf_token": token(cleo, "/verify")}).status_code == 303
    )
    assert ledger_is_whole(database, noted)


def test_reviews_that_waited_in_a_browser_are_taken_once(app, database, noted):
    ana = browser_of(app, "ana")
    form = {
        "csrf_token": token(ana, "/verify"),
        "tag": tag_of(SECRET, identity("ana")),
        "queue": opened.read_queue(),
    }
    for kept_before in (False, True):
        answer = ana.post(
            f"/cards/{DECK}/replay", data=form, headers={"Accept": "application/json"}
        )
        said = answer.get_json()["said"]
        assert [one["why"] for one in said] == ["", "", ""]
        assert [one["kept_before"] for one in said[:2]] == [kept_before] * 2
    with database.reading() as session:
        assert (
            session.scalar(select(func.count()).select_from(Review))
            == noted["counts"]["review"] + 2
        )


def test_the_last_review_is_taken_back(app, database, noted):
    ana = browser_of(app, "ana")
    with database.reading() as session:
        before = session.get_one(Review, noted["last_review"])
    page = f"/cards/{DECK}/study"
    form = {"csrf_token": token(ana, page), "review": str(noted["last_review"])}
    assert ana.post(f"/cards/{DECK}/undo", data=form).status_code == 303
    with database.reading() as session:
        assert session.get_one(Review, noted["last_review"]).undone_at is not None
        assert session.get(CardMemory, (before.person_id, before.card_id)) is None


def test_certificates_are_printed_byte_for_byte(app, database, kind):
    """Its owner gets the stored file. Setting its fields in type again gives the same bytes."""
    with database.reading() as session:
        certificates = session.scalars(select(Certificate).order_by(Certificate.id)).all()
        stored = [(row, row.pdf) for row in certificates]
        owners = dict(session.execute(select(Person.id, Person.email)).all())
    assert len(stored) == 4
    for certificate, pdf in stored:
        assert hashlib.sha256(pdf).hexdigest() == certificate.pdf_sha256
        assert typeset_pdf(certificate.fields, certificate.issued_at) == pdf
        browser = browser_of(app, owners[certificate.person_id].split("@")[0])
        if owners[certificate.person_id].startswith("dan"):
            continue  # his account was closed, so he can't sign in
        assert browser.get(f"/certificates/{certificate.id}.pdf").data == pdf


def find_status(page: str) -> str:
    words = ("superseded", "withdrawn", "is valid")
    return next(word for word in words if word in page.casefold())


def test_certificates_verify_as_they_did(client, database):
    """Ana's first is superseded by her second, Ben's is withdrawn, Dan's is valid."""
    with database.reading() as session:
        codes = session.scalars(select(Certificate.code).order_by(Certificate.id)).all()
    statuses = [find_status(client.get(f"/verify/{code}").text) for code in codes]
    assert statuses == ["superseded", "withdrawn", "is valid", "is valid"]


@pytest.mark.parametrize("login", ["ana", "ben", "cleo", "ines", "olu", "ada"])
def test_everybodys_pages_open(app, clock, login):
    browser = browser_of(app, login)
    pages = [
        "/",
        "/hours",
        "/certificates",
        "/cards",
        "/modules/ischemia",
        "/account",
        "/courses/nmt-elective",
    ]
    pages += {"olu": ["/desk/people", "/desk/people/1", "/desk/people/2"], "ines": ["/studio"]}.get(
        login, []
    )
    pages += {"ada": ["/people", "/people/audit", "/desk/people"]}.get(login, [])
    for page in pages:
        assert browser.get(page, follow_redirects=True).status_code == 200, page


def test_a_migration_that_loses_something_is_undone_whole(unmigrated, kind, noted):
    """A row that refers to nobody stops it on SQLite, which does not enforce references then."""
    if kind != "sqlite":
        return  # PostgreSQL would not have stored such a row
    database = Database(unmigrated)
    with database.engine.connect() as connection:
        driver = connection.connection.driver_connection
        driver.execute("PRAGMA foreign_keys=OFF")
        with connection.begin():
            facts = (
                "(person_id, course_slug, enrolled_at) VALUES (999, 'nmt-elective', '2026-01-01')"
            )
            connection.execute(text(f"INSERT INTO enrolment {facts}"))
        driver.execute("PRAGMA foreign_keys=ON")
    with pytest.raises(
        CannotMigrate, match="of enrolment refers to a row of person that is not there"
    ):
        migrate(database)
    with database.reading() as session:
        assert session.scalar(text("SELECT version_num FROM alembic_version")) == "0005"
        assert (
            session.scalar(text("SELECT count(*) FROM ledger_entry"))
            == noted["counts"]["ledger_entry"]
        )
        names = inspect(session.connection()).get_table_names()
        assert session.scalar(text("PRAGMA foreign_keys")) == 1
    assert not [name for name in names if name.endswith("_rebuilt")]
    database.close()


def test_each_certificate_became_a_completion_unless_only_its_name_was_printed_anew(database):
    """Ana's two revisions rest on the same entries; Ben's and Dan's are one each."""
    with database.reading() as session:
        certificates = session.scalars(select(Certificate).order_by(Certificate.id)).all()
        completions = session.scalars(select(CourseCompletion).order_by(CourseCompletion.id)).all()
        facts = [(row.person_id, row.course_slug, list(row.entries)) for row in certificates]
        recorded = [(row.person_id, row.course_slug, list(row.entries)) for row in completions]
    assert recorded == list({str(fact): fact for fact in facts}.values())
    assert [row.number for row in completions] == [1, 1, 1]
    for completion in completions:
        own = next(c for c in certificates if c.person_id == completion.person_id)
        assert (completion.edition_id, completion.completed_on) == (
            own.edition_id,
            own.completed_on,
        )
        assert (
            completion.self_study_minutes + completion.live_minutes
            == completion.minutes
            == own.minutes
        )
    assert [(row.self_study_minutes, row.live_minutes) for row in completions] == [
        (16, 44),
        (16, 44),
        (15, 0),
    ]


def test_each_enrollment_names_the_edition_that_judged_it_until_now(database):
    """The elective was published twice. The old program asked everybody for the later parts."""
    with database.reading() as session:
        rows = session.execute(
            select(Enrollment.course_slug, Edition.slug, Edition.number, Edition.kind).join(
                Edition, Edition.id == Enrollment.edition_id
            )
        ).all()
    assert len(rows) == 5
    assert {(row.slug, row.number) for row in rows} == {
        ("nmt-elective", 2),
        ("nmt-five-factors", 1),
    }
    assert {(row.slug == row.course_slug, row.kind) for row in rows} == {(True, "course")}


def test_a_course_that_was_finished_stays_finished_and_can_be_certified_again(app, database, clock):
    """Olu issues Ana's certificate once more, two years and two editions later."""
    clock.forward(days=700)
    olu = browser_of(app, "olu")
    with database.reading() as session:
        last = session.scalars(
            select(Certificate)
            .where(Certificate.person_id == 1)
            .order_by(Certificate.revision.desc())
        ).first()
    page = f"/certificates/{last.id}"
    form = {"csrf_token": token(olu, page), "reason": "The paper was lost in a flood"}
    answer = olu.post(f"{page}/reissue", data=form)
    assert answer.status_code == 303
    with database.reading() as session:
        newest = session.scalars(
            select(Certificate)
            .where(Certificate.person_id == 1)
            .order_by(Certificate.revision.desc())
        ).first()
    same = ("hours", "minutes", "shares", "completed_on", "title")
    assert newest.revision == last.revision + 1
    assert {name: newest.fields[name] for name in same} == {
        name: last.fields[name] for name in same
    }


def test_ids_of_choices_move_no_statistic(database):
    """The quizzes are published with ids, years after they were answered."""
    with database.writing() as session:
        quizzes = read_library(session).catalogue.of(Quiz)
        before = {slug: figures_of(session, quiz) for slug, quiz in quizzes.items()}
        content = make.content()
        documents = tuple(
            replace(written, document=quiz_with_ids(quizzes[written.slug]))
            if written.kind == "quiz"
            else written
            for written in content.documents
        )
        content = replace(content, documents=documents)
        assert publish_content(session, "Ines Calder", content, NOON).notices == ()
        quizzes = read_library(session).catalogue.of(Quiz)
        after = {slug: figures_of(session, quiz) for slug, quiz in quizzes.items()}
    assert after == before
    assert any(chosen for figures in before.values() for _facts, chosen in figures)


def test_questions_of_old_editions_are_known(database):
    """Their first editions hold them in a form from before questions had bodies."""
    with database.reading() as session:
        kinds = set(session.scalars(select(PublishedQuestion.kind)))
        first = session.get_one(PublishedQuestion, "q-ischemia-one")
        edition = session.get_one(Edition, first.edition_id)
    assert kinds == {"one-choice", "several-choices", "numeric", "short-text"}
    assert (edition.kind, edition.slug, edition.number) == ("quiz", "ischemia", 1)


def quiz_with_ids(quiz):
    return replace(quiz, items=tuple(map(with_ids, quiz.items)))


def figures_of(session, quiz):
    """What is known of each question, without the names of its choices."""
    figures = []
    for known in read_item_statistics(session, quiz).values():
        facts = (known.people, known.blank, known.facility, known.typed, known.flags)
        figures.append((facts, [(use.right, use.chosen, use.share) for use in known.choices]))
    return figures


def test_what_was_reversed_before_is_put_right_now(app, database, noted):
    """Ben's quiz was taken back long ago. Olu corrects his class time; the ledger stays whole."""
    olu = browser_of(app, "olu")
    with database.reading() as session:
        entry = next(e for e in read_entries(session, 2) if e.kind == "correction")
    page = f"/desk/entries/{entry.seq}/correct"
    form = {
        "csrf_token": token(olu, page),
        "minutes": "55",
        "reason": "The roster says fifty-five",
        "step": "record",
    }
    assert olu.post(page, data=form).status_code == 303
    with database.reading() as session:
        last = read_entries(session, 2)[-1]
    assert (last.format, last.follows_id, last.minutes) == (2, entry.seq, 55)
    assert ledger_is_whole(database, noted)
    for path in ("/desk/people/2", f"/hours/{last.seq}", f"/hours/{entry.seq}"):
        assert olu.get(path).status_code == 200


def test_before_it_is_migrated_the_ledger_is_not_called_broken(unmigrated, kind, tmp_path):
    """Somebody who installs the new program first is told to migrate, and can still back up."""
    done = CliRunner().invoke(ledger, ["verify"], obj=unmigrated)
    assert done.exit_code == 1
    assert "the ledger was not read: the database is at migration 0005" in done.output
    assert "run `school migrate`" in done.output
    if kind == "sqlite":
        done = CliRunner().invoke(backup, [str(tmp_path / "copies")], obj=unmigrated)
        assert done.exit_code == 0
        assert "the ledger in the copy was not verified" in done.output
        assert len(list((tmp_path / "copies").glob("school-*.db"))) == 1


def test_an_enrollment_in_nothing_that_was_published_stops_the_migration_with_a_sentence(
    unmigrated, kind
):
    database = Database(unmigrated)
    with database.engine.begin() as connection:
        facts = "(person_id, course_slug, enrolled_at) VALUES (1, 'never-published', '2026-01-01')"
        connection.execute(text(f"INSERT INTO enrolment {facts}"))
    database.close()
    done = CliRunner().invoke(migrate_command, obj=unmigrated)
    assert done.exit_code == 1
    assert "names the course 'never-published', which was never published" in done.output
    assert "Nothing was changed" in done.output
