"""Taking one more course, where shared minutes go, and moving to a newer edition."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from school.catalogue.service.studying import list_enrollments, prefer_course
from school.certificates.service.finding import find_certificate
from school.core.refusals import NotFound
from school.credits.rules.enrolling import find_overlap
from school.credits.rules.taken_courses import TakenCourse
from school.credits.service.awards import OwnHours
from school.credits.service.corrections import (
    AlreadyReversed,
    NoPlaceForMinutes,
    find_courses_for_transfer,
    move_minutes,
    reverse_entry,
)
from school.credits.service.hours import read_standing
from school.credits.service.ledger import read_entries, verify_ledger
from school.credits.service.taking import (
    NoNewerEdition,
    PublishedAgain,
    StaysAsFinished,
    expect_move,
    move_to_newest_edition,
    read_overlap,
)
from school.documents.service.editions import store_release
from school.people.tables import AuditEntry
from school.quizzes.rules.quiz import Quiz
from school.quizzes.service.attempts import start_attempt
from tests import make
from tests.cast import NOON, identity, token
from tests.certificates import acts as certificates
from tests.credits import acts
from tests.credits.chain import class_entry, entry, reversal_entry

ANA, OLU = identity("ana"), identity("olu")
ELECTIVE, FACTORS = make.course(fill="none"), make.home_study(fill="none")
MODULES = {"ischemia": make.module(), "trigger-points": make.module("trigger-points", order=2)}
TAKES_ELECTIVE = [TakenCourse(ELECTIVE, frozenset({"ischemia", "trigger-points"}), NOON, None)]


# ---- The rule ----


def test_a_course_that_shares_nothing_has_nothing_to_tell():
    overlap = find_overlap(FACTORS, MODULES, [], [])
    assert overlap.is_empty
    assert (overlap.short_otherwise, overlap.short_if_chosen) == (0, 0)


def test_what_was_passed_stays_and_what_is_open_may_be_chosen():
    passed = entry(1, evidence={"course": "The elective"})
    overlap = find_overlap(FACTORS, MODULES, TAKES_ELECTIVE, [passed])
    assert [(s.module.slug, s.course_title, s.entry) for s in overlap.passed] == [
        ("ischemia", "The elective", passed)
    ]
    assert [(s.module.slug, s.course_title) for s in overlap.open] == [
        ("trigger-points", ELECTIVE.title)
    ]


def test_it_says_how_many_minutes_a_course_can_never_reach():
    """Fifteen are claimed: none of sixteen go to it without a choice, eight with one."""
    overlap = find_overlap(FACTORS, MODULES, TAKES_ELECTIVE, [entry(1)])
    assert (overlap.short_otherwise, overlap.short_if_chosen) == (15, 7)


def test_it_names_the_course_that_the_rule_would_feed():
    """Somebody chose the second of two courses before; a third one shares its modules with both."""
    second = make.home_study("second", title="The second course")
    chosen = TakenCourse(second, frozenset(second.modules), NOON, NOON + timedelta(hours=1))
    overlap = find_overlap(make.home_study("third"), MODULES, [*TAKES_ELECTIVE, chosen], [])
    assert {shared.course_title for shared in overlap.open} == {"The second course"}


def test_time_in_the_room_that_may_fill_leaves_nothing_short():
    filling = make.course(fill="live")
    overlap = find_overlap(
        filling, MODULES, [TakenCourse(FACTORS, frozenset(FACTORS.modules), NOON, None)], []
    )
    assert (overlap.short_otherwise, overlap.short_if_chosen) == (0, 0)
    assert len(overlap.open) == 2


def test_a_course_that_may_be_filled_in_a_room_and_has_none_is_short_all_the_same():
    overlap = find_overlap(make.home_study(fill="live"), MODULES, TAKES_ELECTIVE, [])
    assert (overlap.short_otherwise, overlap.short_if_chosen) == (15, 0)


def test_time_in_the_room_is_no_minute_short():
    """Sixty are claimed and 44 of them held in the room: sixteen are to be studied."""
    takes_factors = [TakenCourse(FACTORS, frozenset({"ischemia"}), NOON, None)]
    overlap = find_overlap(ELECTIVE, MODULES, takes_factors, [])
    assert (overlap.short_otherwise, overlap.short_if_chosen) == (8, 0)


def test_what_was_passed_for_the_course_itself_counts_in_it():
    """Enrolled or not, its minutes are there already, so there is nothing to tell or choose."""
    passed = entry(1, book="ce", course_slug=FACTORS.slug)
    overlap = find_overlap(FACTORS, MODULES, TAKES_ELECTIVE, [passed])
    assert overlap.passed == ()
    assert [shared.module.slug for shared in overlap.open] == ["trigger-points"]
    assert (overlap.short_otherwise, overlap.short_if_chosen) == (7, 0)


def test_minutes_that_an_earlier_edition_granted_to_the_course_are_those_that_count():
    """Passed for four minutes; the eight that the module grants now are never earned."""
    passed = entry(1, book="ce", course_slug=FACTORS.slug, minutes=4)
    overlap = find_overlap(FACTORS, MODULES, [], [passed])
    assert (overlap.short_otherwise, overlap.short_if_chosen) == (3, 3)


def test_what_was_taken_back_or_held_in_a_room_of_that_name_is_not_passed():
    passed = entry(1)
    in_the_room = replace(class_entry(3, 8), family="trigger-points")
    overlap = find_overlap(
        FACTORS, MODULES, TAKES_ELECTIVE, [passed, reversal_entry(2, passed), in_the_room]
    )
    assert overlap.passed == ()
    assert [shared.module.slug for shared in overlap.open] == ["ischemia", "trigger-points"]


def test_a_module_that_took_anothers_place_is_passed_and_shared_by_its_family():
    modules = {"ischemia-2": make.module("ischemia-2", family="ischemia")}
    assert find_overlap(FACTORS, modules, TAKES_ELECTIVE, [entry(1)]).passed
    assert find_overlap(FACTORS, modules, TAKES_ELECTIVE, []).open


# ---- The acts ----


def start_quiz(session, slug: str, name: str = "ana"):
    books = acts.library(session)
    return start_attempt(session, identity(name), books.catalogue.of(Quiz)[slug], books, 7, NOON)


def test_shared_minutes_go_to_the_course_that_was_chosen_last(session):
    acts.enroll(session)
    acts.enroll(session, course="nmt-five-factors", now=NOON + timedelta(hours=1))
    assert start_quiz(session, "ischemia").course_slug == "nmt-elective"
    prefer_course(session, ANA, "nmt-five-factors", NOON + timedelta(hours=2))
    assert start_quiz(session, "trigger-points").course_slug == "nmt-five-factors"
    assert start_quiz(session, "ischemia").course_slug == "nmt-elective", (
        "an open attempt keeps its course"
    )


def test_one_pass_finishes_every_course_whose_last_requirement_it_meets(session):
    """The elective claims 52 minutes here, so the pass of the short course finishes both."""
    course = make.course(minutes=52)
    short = make.home_study(minutes=8, parts=(make.home_study().parts[0],))
    others = [draft for draft in make.drafts(course=course) if draft.slug != short.slug]
    store_release(session, "Ines Calder", [*others, make.draft("course", short.slug, short)], NOON)
    acts.enroll(session)
    acts.enroll(session, course=short.slug)
    registrar = acts.registrar(session, certifying=True)
    published = registrar.library.catalogue
    acts.pass_quiz(session, module=published.modules["ischemia"], registrar=registrar)
    acts.add_class_time(session, 44, registrar=registrar)
    factors = published.courses[short.slug]
    acts.pass_quiz(
        session, module=published.modules["trigger-points"], course=factors, registrar=registrar
    )
    books = registrar.library
    assert read_standing(session, books, 1, "nmt-elective").completion.entries
    assert read_standing(session, books, 1, short.slug).completion.entries
    last = read_entries(session, 1)[-1]
    assert last.seq in certificates.find_last(session).entries
    reverse_entry(session, registrar, OLU, last, "The quiz was taken by somebody else", NOON)
    assert not read_standing(session, books, 1, "nmt-elective").finished
    assert not read_standing(session, books, 1, short.slug).finished


def publish_course(session, **changes) -> int:
    """A new edition of the elective; returns its id."""
    store_release(session, "Ines Calder", make.drafts(course=make.course(**changes)), NOON)
    return acts.catalogue(session).courses["nmt-elective"].edition_id


def test_whoever_takes_an_older_edition_is_judged_by_it(session):
    acts.enroll(session)
    publish_course(session, minutes=120)
    assert read_standing(session, acts.library(session), 1, "nmt-elective").course.minutes == 60
    acts.enroll(session, "ben")
    assert read_standing(session, acts.library(session), 2, "nmt-elective").course.minutes == 120


def test_a_finished_course_is_judged_by_the_edition_it_was_finished_under(session):
    acts.finish_course(session)
    newest = publish_course(session, minutes=120)
    with pytest.raises(StaysAsFinished):
        move_to_newest_edition(
            session, acts.registrar(session), ANA, 1, "nmt-elective", newest, NOON
        )
    reached = read_standing(session, acts.library(session), 1, "nmt-elective")
    assert (reached.finished, reached.course.minutes) == (True, 60)


def test_a_course_that_is_no_longer_taught_can_be_finished_by_whoever_takes_it(session):
    acts.enroll(session)
    module = acts.catalogue(session).modules["ischemia"]
    course = acts.catalogue(session).courses["nmt-elective"]
    taught = [draft for draft in make.drafts() if draft.slug != "nmt-elective"]
    store_release(session, "Ines Calder", taught, NOON)
    registrar = acts.registrar(session, certifying=True)
    points = acts.catalogue(session).modules["trigger-points"]
    acts.pass_quiz(session, module=module, course=course, registrar=registrar)
    acts.pass_quiz(session, module=points, course=course, registrar=registrar)
    acts.add_class_time(session, 44, registrar=registrar, course=course)
    assert certificates.find_last(session).minutes == 60


def test_a_look_at_the_newest_edition_shows_both_and_writes_nothing(session):
    acts.enroll(session)
    acts.add_class_time(session, 44)
    newest = publish_course(session, minutes=120)
    effect = expect_move(session, acts.library(session), 1, "nmt-elective")
    assert (effect.before.to_go, effect.after.to_go) == (16, 76)
    assert effect.after.course.edition_id == newest
    assert list_enrollments(session, 1)["nmt-elective"].edition_id != newest


def test_moving_is_noted_and_may_finish_the_course(session):
    acts.enroll(session)
    registrar = acts.registrar(session, certifying=True)
    acts.pass_quiz(session, registrar=registrar)
    acts.add_class_time(session, 44, registrar=registrar)
    parts = (make.course().parts[1],)
    newest = publish_course(session, minutes=44, parts=parts)
    registrar = acts.registrar(session, certifying=True)
    (completion,) = move_to_newest_edition(session, registrar, OLU, 1, "nmt-elective", newest, NOON)
    assert completion.edition_id == newest
    assert certificates.find_last(session).minutes == 44
    assert move_to_newest_edition(session, registrar, OLU, 1, "nmt-elective", newest, NOON) == (), (
        "sent twice"
    )
    audited = session.scalars(select(AuditEntry).where(AuditEntry.act == "course:move")).one()
    assert (audited.who_id, audited.thing) == (OLU.id, "person/1")


def test_moving_twice_is_moving_once(session):
    acts.enroll(session)
    newest = publish_course(session, summary="Another summary.")
    registrar = acts.registrar(session)
    for _time in range(2):
        assert (
            move_to_newest_edition(session, registrar, ANA, 1, "nmt-elective", newest, NOON) == ()
        )
    audited = session.scalars(select(AuditEntry).where(AuditEntry.act == "course:move")).one()
    assert audited.detail == {"course": "Neuromuscular Therapy elective"}


def test_moving_leaves_everybody_else_and_every_other_course_where_they_are(session):
    acts.enroll(session)
    acts.enroll(session, course="nmt-five-factors")
    acts.enroll(session, "ben")
    former = {
        slug: enrollment.edition_id for slug, enrollment in list_enrollments(session, 1).items()
    }
    newest = publish_course(session, summary="Another summary.")
    move_to_newest_edition(session, acts.registrar(session), ANA, 1, "nmt-elective", newest, NOON)
    editions = {
        slug: enrollment.edition_id for slug, enrollment in list_enrollments(session, 1).items()
    }
    assert editions == former | {"nmt-elective": newest}
    assert list_enrollments(session, 2)["nmt-elective"].edition_id == former["nmt-elective"]


def test_only_other_courses_that_somebody_takes_are_asked(session):
    """Not the course itself, and none that was finished without enrolling in it."""
    published = acts.catalogue(session)
    elective, factors = published.courses["nmt-elective"], published.courses["nmt-five-factors"]
    acts.enroll(session)
    assert read_overlap(session, acts.library(session), 1, elective).is_empty
    passes = [
        acts.pass_quiz(session, "ben", module, factors) for module in published.modules.values()
    ]
    reverse_entry(
        session,
        acts.registrar(session),
        OLU,
        passes[0],
        "The quiz was taken by somebody else",
        NOON,
    )
    overlap = read_overlap(session, acts.library(session), 2, elective)
    assert [shared.entry for shared in overlap.passed] == [passes[1]]
    assert overlap.open == (), "nobody takes the course that asked for the other one"


def test_what_was_published_since_the_look_is_looked_at_first(session):
    acts.enroll(session)
    looked_at = publish_course(session, minutes=90)
    publish_course(session, minutes=120)
    with pytest.raises(PublishedAgain):
        move_to_newest_edition(
            session, acts.registrar(session), ANA, 1, "nmt-elective", looked_at, NOON
        )
    assert read_standing(session, acts.library(session), 1, "nmt-elective").course.minutes == 60


def test_nobody_moves_to_what_they_have_or_do_not_take(session):
    books = acts.library(session)
    with pytest.raises(NotFound):
        expect_move(session, books, 1, "nmt-elective")
    acts.enroll(session)
    with pytest.raises(NoNewerEdition):
        expect_move(session, books, 1, "nmt-elective")
    with pytest.raises(NotFound):
        expect_move(session, books, 1, "no-such-course")


# ---- Moving minutes ----

REASON = "She wants these minutes in the short course"


def in_two_courses(session, registrar=None):
    """Ana takes both; her pass of the first module feeds the elective. Returns that entry."""
    acts.enroll(session)
    acts.enroll(session, course="nmt-five-factors", now=NOON + timedelta(hours=1))
    return acts.pass_quiz(session, registrar=registrar or acts.registrar(session))


def test_moved_minutes_count_for_the_other_course_and_for_no_other(session):
    first = in_two_courses(session)
    registrar = acts.registrar(session)
    moved = move_minutes(session, registrar, OLU, first, "nmt-five-factors", REASON, NOON).entry
    assert (moved.kind, moved.book, moved.course_slug, moved.minutes) == (
        "transfer",
        "ce",
        "nmt-five-factors",
        8,
    )
    assert (moved.follows_id, moved.earned_on, moved.attempt_id) == (
        first.seq,
        first.earned_on,
        first.attempt_id,
    )
    books = registrar.library
    assert read_standing(session, books, 1, "nmt-elective").earned == 0
    assert read_standing(session, books, 1, "nmt-elective").lines[0].done, (
        "the requirement is met all the same"
    )
    assert read_standing(session, books, 1, "nmt-five-factors").earned == 8
    assert sum(entry.minutes for entry in read_entries(session, 1)) == 8
    assert verify_ledger(session) == []


def test_moving_twice_finds_the_first_and_moving_on_is_possible(session):
    first = in_two_courses(session)
    registrar = acts.registrar(session)
    moved = move_minutes(session, registrar, OLU, first, "nmt-five-factors", REASON, NOON)
    again = move_minutes(session, registrar, OLU, first, "nmt-five-factors", REASON, NOON)
    assert again.entry == moved.entry
    back = move_minutes(session, registrar, OLU, moved.entry, "nmt-elective", REASON, NOON).entry
    assert (back.course_slug, back.follows_id) == ("nmt-elective", moved.entry.seq)
    with pytest.raises(AlreadyReversed):
        move_minutes(
            session, registrar, OLU, first, "nmt-five-factors", "Another reason altogether", NOON
        )


def test_a_certificate_that_rested_on_moved_minutes_is_withdrawn_in_the_same_act(session):
    acts.enroll(session)
    acts.finish_course(session, certifying=True)
    certificate = certificates.find_last(session)
    acts.enroll(session, course="nmt-five-factors")
    first = next(entry for entry in read_entries(session, 1) if entry.family == "ischemia")
    move_minutes(
        session,
        acts.registrar(session, certifying=True),
        OLU,
        first,
        "nmt-five-factors",
        REASON,
        NOON,
    )
    assert find_certificate(session, certificate.id).status == "withdrawn"


def test_minutes_go_only_where_they_are_asked_for(session):
    first = in_two_courses(session)
    registrar = acts.registrar(session)
    room = acts.add_class_time(session, 44)
    assert list(find_courses_for_transfer(session, registrar.library, first)) == [
        "nmt-five-factors"
    ]
    assert find_courses_for_transfer(session, registrar.library, room) == {}
    for entry_to_move, slug in (
        (first, "nmt-elective"),
        (first, "no-such-course"),
        (room, "nmt-five-factors"),
    ):
        with pytest.raises(NoPlaceForMinutes):
            move_minutes(session, registrar, OLU, entry_to_move, slug, REASON, NOON)
    with pytest.raises(OwnHours):
        move_minutes(session, registrar, ANA, first, "nmt-five-factors", REASON, NOON)


def test_the_office_looks_at_a_move_before_it_is_written(app, olu, database):
    with database.writing() as session:
        first = in_two_courses(session)
    page = f"/desk/entries/{first.seq}/move"
    assert page in olu.get(f"/desk/entries/{first.seq}").text
    form = {
        "csrf_token": token(olu, page),
        "course": "nmt-five-factors",
        "reason": REASON,
        "step": "look",
    }
    look = olu.post(page, data=form).text
    assert "8 → 0 of 60 min" in look
    assert "0 → 8 of 15 min" in look
    with database.reading() as session:
        assert len(read_entries(session, 1)) == 1
    assert olu.post(page, data=form | {"step": "record"}).status_code == 303
    with database.reading() as session:
        assert [entry.kind for entry in read_entries(session, 1)] == [
            "quiz",
            "reversal",
            "transfer",
        ]
        last = read_entries(session, 1)[-1]
    assert "count for The five factors of NMT" in olu.get("/desk/people/1").text
    assert "Minutes were moved here from another course." in olu.get(f"/hours/{last.seq}").text
    assert olu.post(page, data=form | {"course": "nmt-elective"}).status_code == 422


# ---- The pages ----


def test_enrolling_in_a_second_course_says_what_counts_and_takes_the_choice(app, ana, database):
    with database.writing() as session:
        acts.enroll(session)
        acts.pass_quiz(session)
    assert 'href="/courses/nmt-five-factors/enroll"' in ana.get("/courses/nmt-five-factors").text
    page = ana.get("/courses/nmt-five-factors/enroll").text
    assert "Passed already" in page
    assert "count for Neuromuscular Therapy elective" in page
    assert "would go to Neuromuscular Therapy elective" in page
    assert "It would still lack" in page
    form = {"csrf_token": token(ana, "/courses/nmt-five-factors/enroll"), "feed": "this"}
    assert ana.post("/courses/nmt-five-factors/enrol", data=form).status_code == 303
    with database.reading() as session:
        assert list_enrollments(session, 1)["nmt-five-factors"].preferred_at is not None
    assert ana.get("/courses/nmt-five-factors/enroll").status_code == 303
    hours = ana.get("/hours").text
    assert "Passed: the requirement is met." in hours


def test_enrolling_in_a_first_course_asks_nothing(ana, database):
    assert 'action="/courses/nmt-elective/enrol"' in ana.get("/courses/nmt-elective").text
    with database.reading() as session:
        assert read_overlap(session, acts.library(session), 1, make.course()).is_empty


def test_a_newer_edition_is_offered_looked_at_and_taken(app, ana, database):
    with database.writing() as session:
        acts.enroll(session)
    assert "newest edition" not in ana.get("/hours").text
    with database.writing() as session:
        newest = publish_course(session, minutes=120)
    for page in ("/hours", "/courses/nmt-elective"):
        assert "/courses/nmt-elective/edition" in ana.get(page).text
    page = ana.get("/courses/nmt-elective/edition").text
    assert "60 min" in page
    assert "120 min" in page
    form = {"csrf_token": token(ana, "/courses/nmt-elective/edition"), "edition": str(newest)}
    assert ana.post("/courses/nmt-elective/edition", data=form).status_code == 303
    assert "newest edition would change" not in ana.get("/hours").text
    assert "of 2 h" in ana.get("/hours").text
    assert (
        "This is the newest edition"
        in ana.get("/courses/nmt-elective/edition", follow_redirects=True).text
    )


def test_the_office_moves_somebody_after_a_look(app, olu, database):
    with database.writing() as session:
        acts.enroll(session)
        newest = publish_course(session, minutes=120)
    page = "/desk/people/1/courses/nmt-elective/edition"
    assert page in olu.get("/desk/people/1").text
    assert "Ana Reyes takes an earlier edition" in olu.get(page).text
    form = {"csrf_token": token(olu, page), "edition": "1"}
    assert olu.post(page, data=form).status_code == 409
    form["edition"] = str(newest)
    assert olu.post(page, data=form).status_code == 303
    assert (
        "Moved to the newest edition of Neuromuscular Therapy elective"
        in olu.get("/desk/people/1").text
    )
