"""The ratchet: what rose fails, what fell is said and can be written down."""

from __future__ import annotations

import copy
import tomllib

import pytest

from tools import ratchet

STORED = {
    "school": {
        "long_lines": 5,
        "nested_comprehensions": 0,
        "generic_names": 7,
        "comprehensions": 30.5,
        "function_p90": 17,
        "file_p90": 173,
        "template_p90": 45,
    },
    "bench": {"long_lines": 0, "nested_comprehensions": 0},
    "tests": {"long_lines": 2, "nested_comprehensions": 1},
    "tools": {"long_lines": 0, "nested_comprehensions": 0},
}


def changed(folder: str, name: str, number: float) -> dict[str, dict[str, float]]:
    numbers = copy.deepcopy(STORED)
    numbers[folder][name] = number
    return numbers


def test_the_same_numbers_say_nothing():
    assert list(ratchet.find_rises(STORED, STORED)) == []
    assert list(ratchet.find_falls(STORED, STORED)) == []


@pytest.mark.parametrize(
    ("folder", "name", "number"),
    [
        ("school", "long_lines", 6),
        ("school", "generic_names", 8),
        ("school", "comprehensions", 30.6),
        ("school", "function_p90", 18),
        ("school", "file_p90", 174),
        ("bench", "nested_comprehensions", 1),
        ("tests", "long_lines", 3),
    ],
)
def test_a_number_that_rose_fails_and_says_where(folder, name, number):
    (sentence,) = ratchet.find_rises(STORED, changed(folder, name, number))
    assert sentence.startswith(f"{folder}: {number:g} ")
    assert f"{STORED[folder][name]:g} may be." in sentence


def test_a_number_that_fell_is_written_down_and_others_stay():
    now = changed("school", "generic_names", 3)
    now["school"]["long_lines"] = 9
    (sentence,) = ratchet.find_falls(STORED, now)
    assert sentence.endswith("fell from 7 to 3.")
    assert ratchet.lower_numbers(STORED, now) == changed("school", "generic_names", 3)


def test_below_its_goal_a_number_may_move():
    now = changed("school", "function_p90", 12)
    assert ratchet.lower_numbers(STORED, now) == changed("school", "function_p90", 15)
    at_goal = changed("school", "function_p90", 15)
    assert list(ratchet.find_rises(at_goal, at_goal)) == []
    assert list(ratchet.find_falls(at_goal, now)) == []
    assert list(ratchet.find_rises(changed("school", "function_p90", 12), at_goal)) == []


def test_what_is_written_is_read_again():
    assert tomllib.loads(ratchet.write_numbers(STORED)) == STORED
