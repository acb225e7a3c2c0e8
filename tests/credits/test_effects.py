"""What an act about hours will do, worked out before it is done."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

import pytest

from school.credits.rules.effects import (
    Effect,
    imagine_class_time,
    imagine_correction,
    imagine_reversal,
    predict_effect,
)
from school.credits.rules.standing import Standing, judge_standing, list_unreversed_grants
from tests import make
from tests.cast import NOON
from tests.credits.chain import build_completion, class_entry, entry

MODULES = {"ischemia": make.module(), "trigger-points": make.module("trigger-points", order=2)}
DONE = (entry(1), entry(2, family="trigger-points"), class_entry(3, 44))
COURSE = make.course()
OPEN = judge_standing(COURSE, DONE[:2], MODULES)
REACHED = judge_standing(COURSE, DONE, MODULES)
FINISHED = judge_standing(COURSE, DONE, MODULES, build_completion(REACHED, MODULES))
judge = partial(judge_standing, COURSE, modules=MODULES)


@pytest.mark.parametrize(
    ("before", "after", "finishes", "becomes_unfinished", "anew"),
    [
        (OPEN, OPEN, False, False, False),
        (OPEN, REACHED, True, False, False),
        (FINISHED, OPEN, False, True, False),
        (FINISHED, FINISHED, False, False, False),
        (FINISHED, REACHED, False, False, True),
    ],
)
def test_an_effect_says_whether_a_course_is_finished_by_it(
    before: Standing, after: Standing, finishes: bool, becomes_unfinished: bool, anew: bool
):
    effect = Effect(before, after)
    assert (effect.becomes_finished, effect.becomes_unfinished, effect.finishes_anew) == (
        finishes,
        becomes_unfinished,
        anew,
    )


def test_minutes_and_finishing_each_change_something():
    assert not Effect(OPEN, OPEN).changes_something
    assert Effect(OPEN, replace(OPEN, earned=17)).changes_something
    assert Effect(OPEN, replace(OPEN, finished=True)).changes_something


def test_time_in_the_room_is_one_more_entry_and_is_written_nowhere():
    part = COURSE.parts[1]
    after = imagine_class_time(DONE[:2], 1, COURSE, part, 44, date(2026, 11, 19), NOON)
    assert after[:2] == DONE[:2]
    imagined = after[2]
    assert (imagined.seq, imagined.minutes, imagined.earned_on) == (3, 44, date(2026, 11, 19))
    assert predict_effect(judge, DONE[:2], after).becomes_finished


def test_the_first_entry_of_all_has_the_first_place():
    (imagined,) = imagine_class_time((), 1, COURSE, COURSE.parts[1], 44, date(2026, 11, 19), NOON)
    assert imagined.seq == 1


def test_taking_an_entry_back_leaves_the_others():
    after = imagine_reversal(DONE, 2)
    assert after[:3] == DONE
    assert (after[3].seq, after[3].minutes, after[3].reverses_id) == (4, -8, 2)
    assert [grant.seq for grant in list_unreversed_grants(after)] == [1, 3]
    assert predict_effect(judge, DONE, after).becomes_unfinished


def test_other_minutes_take_the_place_of_those_that_were_there():
    after = imagine_correction(DONE, 3, 50)
    assert [(grant.seq, grant.minutes) for grant in list_unreversed_grants(after)] == [
        (1, 8),
        (2, 8),
        (5, 50),
    ]
    assert after[4].follows_id == 3
    effect = predict_effect(judge, DONE, after)
    assert (effect.before.earned, effect.after.earned) == (60, 66)


def test_what_is_taken_back_need_not_come_first():
    """Entries are looked up by their place in the ledger, whatever order they come in."""
    after = imagine_reversal((DONE[2], *DONE[:2]), 1)
    assert [grant.seq for grant in list_unreversed_grants(after)] == [2, 3]
    assert after[-1].family == "ischemia"
