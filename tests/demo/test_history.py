"""The demo school: a cast whose two months could have happened."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import pytest
from sqlalchemy import func, select

from school.catalogue.service.library import read_library
from school.certificates.tables import Certificate
from school.config import Config
from school.credits.service.hours import read_standing
from school.credits.service.ledger import verify_ledger
from school.credits.tables import LedgerEntry
from school.db import Database
from school.demo.opening import FIRST_DAY, open_demo
from school.demo.people import ELECTIVE, FACTORS, PASSWORD, STAFF, STUDENTS
from school.people.service.passwords import is_right_password
from school.people.service.people import find_person_by_email
from school.people.tables import Person
from school.quizzes.tables import Attempt
from school.studying.tables import CardSetting, Examination, Review
from tests.cast import NOON, SECRET


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """A demo school opened once; these tests only read."""
    config = Config(
        secret_key=SECRET, database_url=f"sqlite:///{tmp_path_factory.mktemp('demo')}/school.db"
    )
    open_demo(config, NOON, say=lambda _said: None)
    database = Database(config)
    yield database
    database.close()


@pytest.fixture
def reader(demo):
    with demo.reading() as session:
        yield session


def person(reader, login):
    return find_person_by_email(reader, f"{login}@school.example")


def standing(reader, login, course):
    return read_standing(reader, read_library(reader), person(reader, login).id, course)


def test_everybody_is_there_with_the_password_that_is_printed(reader):
    for login, name, role in [
        *STAFF,
        *((student.login, student.name, "student") for student in STUDENTS),
    ]:
        found = person(reader, login)
        assert (found.name, found.role) == (name, role)
        assert is_right_password(found.password_hash, PASSWORD)


def test_the_ledger_verifies(reader):
    assert not verify_ledger(reader)


def test_everybodys_hours_are_the_sum_of_their_entries(reader):
    by_person = select(LedgerEntry.person_id, func.sum(LedgerEntry.minutes)).group_by(
        LedgerEntry.person_id
    )
    sums = dict(reader.execute(by_person).all())
    for student in STUDENTS:
        earned = sum(standing(reader, student.login, course).earned for course in student.courses)
        entries = sums[person(reader, student.login).id]
        assert earned == entries, "minutes count in one course only"


def test_ana_is_one_module_from_her_certificate(reader):
    hers = standing(reader, "ana", ELECTIVE)
    missing = [line for line in hers.lines if not line.done]
    assert [line.earned for line in missing] == [0]
    assert not hers.finished
    assert (
        reader.scalar(select(func.count()).where(Certificate.person_id == person(reader, "ana").id))
        == 0
    )


def test_ben_has_a_quiz_begun(reader):
    unfinished = select(func.count()).where(
        Attempt.person_id == person(reader, "ben").id, Attempt.handed_in_at.is_(None)
    )
    assert reader.scalar(unfinished) == 1


def test_whoever_finished_the_short_course_holds_its_certificate(reader):
    holders = set(
        reader.scalars(select(Person.email).join(Certificate, Certificate.person_id == Person.id))
    )
    finished = set()
    for student in STUDENTS:
        in_short_course = student.courses == (FACTORS,)
        if in_short_course and standing(reader, student.login, FACTORS).finished:
            finished.add(f"{student.login}@school.example")
    assert holders == finished
    assert "maja@school.example" in holders


def test_nothing_happened_before_the_first_day_or_in_the_future(reader):
    first = NOON - timedelta(days=FIRST_DAY)
    for column in (
        Person.joined_at,
        LedgerEntry.earned_at,
        Attempt.started_at,
        Attempt.handed_in_at,
        Review.reviewed_at,
    ):
        least, most = reader.execute(select(func.min(column), func.max(column))).one()
        assert first <= least <= most <= NOON, column


def test_an_attempt_takes_some_minutes(reader):
    handed_in = select(Attempt.started_at, Attempt.handed_in_at).where(
        Attempt.handed_in_at.is_not(None)
    )
    for started, ended in reader.execute(handed_in):
        assert timedelta(minutes=5) <= ended - started <= timedelta(minutes=12)


def test_nobody_studied_before_joining(reader):
    late = (
        select(func.count())
        .select_from(LedgerEntry)
        .join(Person, Person.id == LedgerEntry.person_id)
        .where(LedgerEntry.earned_at < Person.joined_at)
    )
    assert reader.scalar(late) == 0


def test_the_ledger_was_written_in_the_order_of_time(reader):
    moments = reader.scalars(select(LedgerEntry.recorded_at).order_by(LedgerEntry.seq)).all()
    assert all(earlier <= later for earlier, later in pairwise(moments))


def test_no_class_was_held_twice_on_a_day_for_anybody(reader):
    twice = (
        select(LedgerEntry.person_id)
        .where(LedgerEntry.delivery == "live")
        .group_by(LedgerEntry.person_id, LedgerEntry.earned_on)
        .having(func.count() > 1)
    )
    assert reader.scalars(twice).all() == []


def test_classes_were_held_on_saturdays_of_the_past(reader):
    days = reader.scalars(select(LedgerEntry.earned_on).where(LedgerEntry.delivery == "live")).all()
    assert {day.strftime("%A") for day in days} == {"Saturday"}
    assert max(days) <= NOON.date()


def test_ana_has_a_leech_confusions_an_examination_and_reviews_of_several_kinds(reader):
    ana = person(reader, "ana").id
    leeches = reader.scalars(
        select(CardSetting.suspended_for).where(CardSetting.person_id == ana)
    ).all()
    assert leeches == ["leech"]
    reviews = reader.scalars(select(Review).where(Review.person_id == ana)).all()
    assert len([review for review in reviews if review.confused_with]) >= 10
    assert len({review.card_id.rsplit("/", 1)[1] for review in reviews}) >= 4
    ahead = reader.scalars(select(Examination.on_date).where(Examination.person_id == ana)).all()
    assert [day > NOON.date() for day in ahead] == [True]
