"""What a course asks, and where somebody stands in it."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import assume, given
from hypothesis import strategies as st

from school.catalogue.rules.documents import CoursePart
from school.credits.rules.standing import standing
from tests import make
from tests.credits.chain import entry, reversal, room

MODULES = {"ischemia": make.module(), "trigger-points": make.module("trigger-points", order=2)}
BOTH = [entry(1), entry(2, family="trigger-points")]


def test_nothing_earned_yet():
    stands = standing(make.course(), [], MODULES)
    assert (stands.earned, stands.to_go, stands.finished) == (0, 60, False)
    assert [line.title for line in stands.lines] == ["Ischemia", "Trigger points", "In the room"]
    assert [line.earnable for line in stands.lines] == [True, True, False]
    assert stands.lines[0].why_not == "Pass the quiz of this module to earn its minutes."
    assert "not recorded any time" in stands.lines[2].why_not


def test_all_parts_and_all_minutes_finish_a_course():
    stands = standing(make.course(), [*BOTH, room(3, 20), room(4, 24)], MODULES)
    assert stands.finished
    assert (stands.earned, stands.to_go) == (60, 0)
    assert stands.by_delivery == {"self-study": 16, "live": 44}
    assert stands.lines[2].entries[1].seq == 4


def test_a_missing_module_keeps_a_course_open_however_many_minutes_there_are():
    stands = standing(make.course(), [entry(1), room(2, 600)], MODULES)
    assert stands.earned > stands.course.minutes
    assert not stands.finished


def test_a_live_part_short_of_its_minutes_keeps_a_course_open():
    assert not standing(make.course(minutes=50), [*BOTH, room(3, 43)], MODULES).finished


def test_fewer_minutes_than_the_claim_keep_a_course_open():
    short = [entry(1, minutes=7), BOTH[1], room(3, 44)]
    assert not standing(make.course(), short, MODULES).finished


def test_a_reversed_entry_does_not_stand_and_says_so():
    stands = standing(make.course(), [*BOTH, room(3, 44), reversal(4, BOTH[0])], MODULES)
    assert not stands.finished
    assert (stands.earned, stands.lines[0].done) == (52, False)
    assert "taken back by a correction (entry 1)" in stands.lines[0].why_not


def test_a_correction_stands_in_for_what_it_corrects():
    corrected = entry(5, kind="correction", minutes=9, once_key="correction:1")
    stands = standing(make.course(), [*BOTH, room(3, 44), reversal(4, BOTH[0]), corrected], MODULES)
    assert stands.finished
    assert stands.earned == 61


def test_minutes_beyond_the_claim_leave_nothing_to_go():
    stands = standing(make.course(), [*BOTH, room(3, 600)], MODULES)
    assert (stands.earned, stands.to_go) == (616, 0)


def test_extra_time_in_the_room_does_not_shrink_the_certified_self_study():
    """The course states 44 minutes in the room: whoever was there for 100 still studied 16."""
    stands = standing(make.course(), [*BOTH, room(3, 100)], MODULES)
    assert stands.certified == {"self-study": 16, "live": 44}


def test_time_in_the_room_counts_before_self_study_beyond_the_claim():
    """Sixteen minutes were studied, and the course claims only ten besides the room."""
    stands = standing(make.course(minutes=54), [*BOTH, room(3, 44)], MODULES)
    assert stands.certified == {"self-study": 10, "live": 44}


def test_minutes_of_this_course_in_the_other_book_do_not_count():
    """A course may change its book; what was earned before stays where it stands."""
    elsewhere = [
        entry(1, book="ce"),
        entry(2, book="ce", family="trigger-points"),
        replace(room(3, 44), book="ce"),
    ]
    stands = standing(make.course(), elsewhere, MODULES)
    assert (stands.earned, stands.entries, stands.finished) == (0, (), False)
    assert "stand in the continuing-education book" in stands.lines[0].why_not


def test_minutes_of_another_course_in_this_book_do_not_count():
    elsewhere = [entry(1, course_slug="another"), replace(room(2, 44), course_slug="another")]
    stands = standing(make.course(), elsewhere, MODULES)
    assert (stands.earned, stands.entries) == (0, ())


def test_the_last_entry_of_a_module_explains_why_it_does_not_count_here():
    """Taken back, then corrected: the correction stands, so the reversal is not the reason."""
    first = entry(1)
    corrected = entry(3, kind="correction", minutes=9, once_key="correction:1")
    stands = standing(make.home_study(), [first, reversal(2, first), corrected], MODULES)
    assert "stand in the elective book" in stands.lines[0].why_not
    assert "(entry 3)" in stands.lines[0].why_not


def test_minutes_in_the_other_book_do_not_count_here_and_say_why():
    stands = standing(make.home_study(), BOTH, MODULES)
    assert stands.earned == 0
    assert "stand in the elective book" in stands.lines[0].why_not
    assert "never in two books" in stands.lines[0].why_not
    assert not stands.lines[0].earnable


def test_a_module_that_replaced_another_is_the_same_family():
    newer = make.module("ischemia-2", family="ischemia")
    parts = (CoursePart("self-study", "Reading", "self-study", "", ("ischemia-2",), 8),)
    assert standing(make.course(parts=parts, minutes=8), [entry(1)], {"ischemia-2": newer}).finished


def test_a_module_of_no_minutes_asks_nothing_and_says_so():
    empty = make.module(worksheet=make.worksheet(granted_minutes=0))
    stands = standing(make.home_study(minutes=8), [BOTH[1]], {**MODULES, "ischemia": empty})
    assert stands.lines[0].done
    assert "too short" in stands.lines[0].why_not


def test_a_room_part_does_not_pass_for_a_module_of_the_same_name():
    parts = (CoursePart("ischemia", "In the room", "live", "", (), 8),)
    assert not standing(make.course(parts=parts, minutes=8), [entry(1)], MODULES).lines[0].done


@given(st.lists(st.integers(1, 600), max_size=4), st.integers(1, 600), st.integers(1, 600), st.integers(0, 600))
def test_a_certificate_states_no_more_than_was_claimed_or_earned(rooms, first, second, stated):
    live = CoursePart("classroom", "In the room", "live", "", (), stated)
    course = make.course(parts=(make.course().parts[0], live))
    entries = [entry(1, minutes=first), entry(2, family="trigger-points", minutes=second)]
    entries += [room(seq, minutes) for seq, minutes in enumerate(rooms, 3)]
    stands = standing(course, entries, MODULES)
    assume(stands.finished)
    assert sum(stands.certified.values()) == course.minutes
    assert all(0 <= stands.certified[d] <= stands.by_delivery[d] for d in stands.certified)
    assert stands.earned == sum(e.minutes for e in entries)


def test_time_in_a_room_named_like_a_module_does_not_pass_for_it():
    same_name = entry(1, kind="classroom", delivery="live", once_key="classroom:1")
    stands = standing(make.course(), [same_name], MODULES)
    assert not stands.lines[0].done
    assert stands.lines[0].earnable
