"""What a course asks, and where somebody stands in it."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import assume, given
from hypothesis import strategies as st

from school.catalogue.rules.documents import CoursePart
from school.credits.rules.standing import judge_standing
from tests import make
from tests.credits.chain import class_entry, entry, reversal_entry

MODULES = {"ischemia": make.module(), "trigger-points": make.module("trigger-points", order=2)}
BOTH = [entry(1), entry(2, family="trigger-points")]


def test_nothing_earned_yet():
    stands = judge_standing(make.course(), [], MODULES)
    assert (stands.earned, stands.to_go, stands.finished) == (0, 60, False)
    assert [line.title for line in stands.lines] == ["Ischemia", "Trigger points", "In the room"]
    assert [line.earnable for line in stands.lines] == [True, True, False]
    assert str(stands.lines[0].note) == "Pass the quiz of this module to earn its minutes."
    assert "not recorded any class time" in str(stands.lines[2].note)


def test_all_parts_and_all_minutes_finish_a_course():
    stands = judge_standing(make.course(), [*BOTH, class_entry(3, 20), class_entry(4, 24)], MODULES)
    assert stands.finished
    assert (stands.earned, stands.to_go) == (60, 0)
    assert stands.by_delivery == {"self-study": 16, "live": 44}
    assert stands.lines[2].entries[1].seq == 4
    assert [line.note for line in stands.lines] == [None, None, None]


def test_a_missing_module_keeps_a_course_open_however_many_minutes_there_are():
    stands = judge_standing(make.course(), [entry(1), class_entry(2, 600)], MODULES)
    assert stands.earned > stands.course.minutes
    assert not stands.finished


def test_a_live_part_short_of_its_minutes_keeps_a_course_open():
    assert not judge_standing(
        make.course(minutes=50), [*BOTH, class_entry(3, 43)], MODULES
    ).finished


def test_fewer_minutes_than_the_claim_keep_a_course_open():
    short = [entry(1, minutes=7), BOTH[1], class_entry(3, 44)]
    assert not judge_standing(make.course(), short, MODULES).finished


def test_a_reversed_entry_does_not_stand_and_says_so():
    stands = judge_standing(
        make.course(), [*BOTH, class_entry(3, 44), reversal_entry(4, BOTH[0])], MODULES
    )
    assert not stands.finished
    assert (stands.earned, stands.lines[0].done) == (52, False)
    assert "taken back by a correction (entry 1)" in str(stands.lines[0].note)


def test_a_correction_stands_in_for_what_it_corrects():
    corrected = entry(5, kind="correction", minutes=9, once_key="correction:1")
    stands = judge_standing(
        make.course(), [*BOTH, class_entry(3, 44), reversal_entry(4, BOTH[0]), corrected], MODULES
    )
    assert stands.finished
    assert stands.earned == 61


def test_minutes_beyond_the_claim_leave_nothing_to_go():
    stands = judge_standing(make.course(), [*BOTH, class_entry(3, 600)], MODULES)
    assert (stands.earned, stands.to_go) == (616, 0)


def test_extra_time_in_the_room_does_not_shrink_the_certified_self_study():
    """The course states 44 minutes in the room: whoever was there for 100 still studied 16."""
    stands = judge_standing(make.course(), [*BOTH, class_entry(3, 100)], MODULES)
    assert stands.certified_minutes == {"self-study": 16, "live": 44}


def test_time_in_the_room_counts_before_self_study_beyond_the_claim():
    """Sixteen minutes were studied, and the course claims only ten besides the room."""
    stands = judge_standing(make.course(minutes=54), [*BOTH, class_entry(3, 44)], MODULES)
    assert stands.certified_minutes == {"self-study": 10, "live": 44}


def test_minutes_of_this_course_in_the_other_book_do_not_count():
    """A course may change its book; what was earned before stays where it stands."""
    elsewhere = [
        entry(1, book="ce"),
        entry(2, book="ce", family="trigger-points"),
        replace(class_entry(3, 44), book="ce"),
    ]
    stands = judge_standing(make.course(), elsewhere, MODULES)
    assert (stands.earned, stands.entries, stands.finished) == (0, (), False)
    assert "in the continuing-education book" in str(stands.lines[0].note)


def test_minutes_of_another_course_in_this_book_do_not_count():
    elsewhere = [
        entry(1, course_slug="another"),
        replace(class_entry(2, 44), course_slug="another"),
    ]
    stands = judge_standing(make.course(), elsewhere, MODULES)
    assert (stands.earned, stands.entries) == (0, ())


def test_the_last_entry_of_a_module_explains_why_it_does_not_count_here():
    """Taken back, then corrected: the correction stands, so the reversal is not the reason."""
    first = entry(1)
    corrected = entry(3, kind="correction", minutes=9, once_key="correction:1")
    stands = judge_standing(
        make.home_study(), [first, reversal_entry(2, first), corrected], MODULES
    )
    assert "in the elective book" in str(stands.lines[0].note)
    assert "(entry 3)" in str(stands.lines[0].note)


def test_minutes_in_the_other_book_do_not_count_here_and_say_why():
    stands = judge_standing(make.home_study(), BOTH, MODULES)
    assert stands.earned == 0
    assert "count for nmt-elective, in the elective book (entry 1)" in str(stands.lines[0].note)
    assert "earned once, for one course" in str(stands.lines[0].note)
    assert not stands.lines[0].earnable


def test_a_module_that_replaced_another_is_the_same_family():
    newer = make.module("ischemia-2", family="ischemia")
    parts = (CoursePart("self-study", "Reading", "self-study", "", ("ischemia-2",), 8),)
    assert judge_standing(
        make.course(parts=parts, minutes=8), [entry(1)], {"ischemia-2": newer}
    ).finished


def test_a_module_of_no_minutes_asks_nothing_and_says_so():
    empty = make.module(worksheet=make.worksheet(granted_minutes=0))
    stands = judge_standing(make.home_study(minutes=8), [BOTH[1]], {**MODULES, "ischemia": empty})
    assert stands.lines[0].done
    assert "too short" in str(stands.lines[0].note)


def test_a_room_part_does_not_pass_for_a_module_of_the_same_name():
    parts = (CoursePart("ischemia", "In the room", "live", "", (), 8),)
    assert (
        not judge_standing(make.course(parts=parts, minutes=8), [entry(1)], MODULES).lines[0].done
    )


@given(
    st.lists(st.integers(1, 600), max_size=4),
    st.integers(1, 600),
    st.integers(1, 600),
    st.integers(0, 600),
)
def test_a_certificate_states_no_more_than_was_claimed_or_earned(rooms, first, second, stated):
    live = CoursePart("classroom", "In the room", "live", "", (), stated)
    course = make.course(parts=(make.course().parts[0], live))
    entries = [entry(1, minutes=first), entry(2, family="trigger-points", minutes=second)]
    entries += [class_entry(seq, minutes) for seq, minutes in enumerate(rooms, 3)]
    stands = judge_standing(course, entries, MODULES)
    assume(stands.finished)
    assert sum(stands.certified_minutes.values()) == course.minutes
    assert all(
        0 <= stands.certified_minutes[d] <= stands.by_delivery[d] for d in stands.certified_minutes
    )
    assert stands.earned == sum(e.minutes for e in entries)


def test_time_in_a_room_named_like_a_module_does_not_pass_for_it():
    same_name = entry(1, kind="classroom", delivery="live", once_key="classroom:1")
    stands = judge_standing(make.course(), [same_name], MODULES)
    assert not stands.lines[0].done
    assert stands.lines[0].earnable


# ---- Minutes belong to one course; requirements are met anywhere ----

CE = {"book": "ce", "course_slug": "nmt-five-factors"}


def test_a_pass_for_another_course_meets_the_requirement_and_brings_no_minutes():
    stands = judge_standing(make.course(), [entry(1, **CE), BOTH[1], class_entry(3, 44)], MODULES)
    assert [line.done for line in stands.lines] == [True, True, True]
    assert (stands.earned, stands.to_go, stands.finished) == (52, 8, False)
    assert [grant.seq for grant in stands.lines[0].elsewhere] == [1]


def test_a_course_whose_own_minutes_suffice_is_finished_by_a_pass_for_another_course():
    stands = judge_standing(
        make.course(minutes=52), [entry(1, **CE), BOTH[1], class_entry(3, 44)], MODULES
    )
    assert stands.finished


def test_a_requirement_is_met_no_longer_once_the_pass_elsewhere_is_taken_back():
    elsewhere = entry(1, **CE)
    stands = judge_standing(
        make.course(minutes=52),
        [elsewhere, BOTH[1], class_entry(3, 44), reversal_entry(4, elsewhere)],
        MODULES,
    )
    assert not stands.lines[0].done
    assert not stands.finished


def test_time_in_the_room_beyond_its_part_fills_missing_minutes_only_where_the_course_says_so():
    entries = [entry(1, **CE), BOTH[1], class_entry(3, 60)]
    filling, strict = make.course(fill="live"), make.course(fill="none")
    assert judge_standing(filling, entries, MODULES).finished
    stands = judge_standing(strict, entries, MODULES)
    assert (stands.earned, stands.beyond, stands.to_go, stands.finished) == (52, 16, 8, False)
    assert stands.by_delivery["live"] == 60, "what was recorded is shown all the same"


def test_time_in_one_room_does_not_fill_another():
    rooms = tuple(CoursePart(name, name, "live", "", (), 30) for name in ("first", "second"))
    course = make.course(parts=rooms, minutes=60, fill="none")
    entries = [
        entry(
            1, kind="classroom", delivery="live", family="first", minutes=60, once_key="classroom:1"
        )
    ]
    stands = judge_standing(course, entries, MODULES)
    assert (stands.earned, stands.beyond, stands.finished) == (30, 30, False)


def test_case_5_a_module_is_replaced_within_its_family_in_two_courses():
    """The requirement is met in both, the minutes count once."""
    newer = make.module("ischemia-2", family="ischemia")
    parts = (CoursePart("self-study", "Reading", "self-study", "", ("ischemia-2",), 8),)
    modules = {"ischemia-2": newer}
    passed = [entry(1)]
    elective = judge_standing(make.course(parts=parts, minutes=8), passed, modules)
    factors = judge_standing(make.home_study(parts=parts, minutes=8), passed, modules)
    assert [line.done for stands in (elective, factors) for line in stands.lines] == [True, True]
    assert (elective.earned, factors.earned) == (8, 0)


def test_case_6_a_new_edition_that_grants_more_minutes_brings_nothing_and_says_why():
    richer = make.module(worksheet=make.worksheet(granted_minutes=12))
    line = judge_standing(make.course(), BOTH, {**MODULES, "ischemia": richer}).lines[0]
    assert (line.earned, line.needed, line.earnable) == (8, 12, False)
    assert "granted 8 minutes" in str(line.note)
    assert "now grants 12" in str(line.note)
    assert "earned once" in str(line.note)


def test_minutes_that_the_office_corrected_need_no_excuse():
    corrected = entry(5, kind="correction", minutes=9, follows_id=1, once_key="correction:1")
    entries = [*BOTH, class_entry(3, 44), reversal_entry(4, BOTH[0]), corrected]
    assert judge_standing(make.course(), entries, MODULES).lines[0].note is None


@given(st.lists(st.integers(1, 90), max_size=4), st.sampled_from(["none", "live"]), st.booleans())
def test_what_counts_is_never_more_than_was_recorded_and_never_counts_anothers(
    rooms, fill, elsewhere
):
    first = entry(1, **(CE if elsewhere else {}))
    entries = [first, BOTH[1], *(class_entry(seq, minutes) for seq, minutes in enumerate(rooms, 3))]
    stands = judge_standing(make.course(fill=fill), entries, MODULES)
    own = sum(grant.minutes for grant in entries if grant.course_slug == "nmt-elective")
    assert stands.earned + stands.beyond == own
    assert stands.beyond == (0 if fill == "live" else max(0, sum(rooms) - 44))


def test_minutes_that_nothing_can_bring_any_more_are_told():
    nothing_yet = judge_standing(make.course(fill="none"), [], MODULES)
    assert (nothing_yet.to_go, nothing_yet.out_of_reach) == (60, 0)
    shared = [entry(1, **CE), BOTH[1], class_entry(3, 44)]
    assert judge_standing(make.course(fill="none"), shared, MODULES).out_of_reach == 8
    assert judge_standing(make.course(fill="live"), shared, MODULES).out_of_reach == 0, (
        "time in the room may fill them"
    )
    poorer = {**MODULES, "ischemia": make.module(worksheet=make.worksheet(granted_minutes=6))}
    assert judge_standing(make.course(fill="none"), [], poorer).out_of_reach == 2
    finished = judge_standing(make.course(fill="none"), [*BOTH, class_entry(3, 44)], MODULES)
    assert (finished.to_go, finished.out_of_reach) == (0, 0)


def test_the_last_grant_that_was_taken_back_is_the_one_named():
    """The office can say more about the newest entry than about the first."""
    first = entry(1)
    corrected = entry(3, kind="correction", minutes=9, follows_id=1, once_key="correction:1")
    entries = [first, reversal_entry(2, first), corrected, reversal_entry(4, corrected)]
    line = judge_standing(make.course(), entries, MODULES).lines[0]
    assert "taken back by a correction (entry 3)" in str(line.note)
    assert not line.earnable


def test_a_pass_for_another_course_of_the_same_book_names_the_course_alone():
    elsewhere = entry(1, course_slug="another", evidence={"course": "Another elective"})
    note = str(judge_standing(make.course(), [elsewhere], MODULES).lines[0].note)
    assert "Its minutes count for Another elective (entry 1)" in note


def test_what_counts_here_explains_a_module_that_was_passed_elsewhere_too():
    """Two passes of a family are odd, and yet each course has its own."""
    line = judge_standing(make.course(), [entry(1, **CE), entry(2)], MODULES).lines[0]
    assert ([grant.seq for grant in line.entries], [grant.seq for grant in line.elsewhere]) == (
        [2],
        [1],
    )
    assert (line.earned, line.note) == (8, None)
