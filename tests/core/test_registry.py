"""A registry holds what features bring, in order, one thing to a name."""

from __future__ import annotations

import pytest

from school.core.registry import NameTaken, Registry


@pytest.fixture
def words() -> Registry[str]:
    registry: Registry[str] = Registry("word")
    registry.add("one", "1")
    registry.add("two", "2")
    return registry


def test_things_come_in_the_order_in_which_they_were_brought(words):
    assert list(words.items()) == [("one", "1"), ("two", "2")]


def test_the_same_thing_may_be_brought_twice(words):
    words.add("one", "1")
    assert len(words) == 2


def test_another_thing_under_a_name_that_is_taken_is_refused(words):
    with pytest.raises(NameTaken, match="there is already a word called 'one'"):
        words.add("one", "another")
    assert words["one"] == "1"


def test_what_a_test_brings_is_gone_afterward(words):
    with words.restored_afterward():
        words.add("three", "3")
        assert "three" in words
    assert "three" not in words
