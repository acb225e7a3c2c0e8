"""Minutes of a module by both measures, against published examples."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.catalogue.rules.worksheet import (
    compute_mergener_minutes,
    compute_ncbtmb_minutes,
    compute_worksheet,
)


@pytest.mark.parametrize(
    ("words", "questions", "difficulty", "minutes"),
    [
        (3_774, 16, 2.5, 61.936),  # the AORN sheet's own example
        (3_000, 10, 3, 52.44),
        (6_000, 10, 3, 58.09),
        (12_000, 10, 3, 69.37),
    ],
)
def test_mergener_minutes(words, questions, difficulty, minutes):
    assert float(compute_mergener_minutes(words, questions, difficulty)) == pytest.approx(
        minutes, abs=0.005
    )


@pytest.mark.parametrize(
    ("words", "hours"),
    [(3_774, "0.3145"), (29_066, "2.42"), (3_000, "0.25"), (6_000, "0.50"), (12_000, "1.00")],
)
def test_ncbtmb_hours(words, hours):
    assert round(compute_ncbtmb_minutes(words, 0) / 60, len(hours.split(".")[1])) == Decimal(hours)


def test_audio_and_video_count_at_their_length_for_ncbtmb():
    assert compute_ncbtmb_minutes(2_000, 15) == 25


def test_the_smaller_measure_is_granted_in_whole_minutes():
    sheet = compute_worksheet(1_617, 0, 8, 3)
    assert (sheet.ncbtmb_minutes, sheet.granted_minutes) == (8.085, 8)
    video = compute_worksheet(0, 60, 8, 2)
    assert video.granted_minutes == int(video.mergener_minutes) == 27


def test_a_measure_below_zero_grants_nothing():
    sheet = compute_worksheet(100, 0, 0, 1)
    assert sheet.mergener_minutes < 0
    assert sheet.granted_minutes == 0


@given(st.integers(0, 100_000), st.integers(0, 600), st.integers(0, 100), st.integers(1, 5))
def test_never_more_than_either_measure_and_never_below_zero(words, media, questions, difficulty):
    sheet = compute_worksheet(words, media, questions, difficulty)
    assert 0 <= sheet.granted_minutes <= max(0.0, min(sheet.ncbtmb_minutes, sheet.mergener_minutes))


@given(st.integers(0, 50_000), st.integers(1, 500))
def test_more_words_are_never_worth_less(words, more):
    assert (
        compute_worksheet(words + more, 0, 8, 3).granted_minutes
        >= compute_worksheet(words, 0, 8, 3).granted_minutes
    )
