"""What the words of the policy's table mean for each kind of reader, and how the table is read."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from school.core.identity import NOBODY
from school.core.policy import (
    administering,
    anyone,
    may,
    may_try,
    nobody_yet,
    office,
    office_not_self,
    owner,
    signed_in,
    staff,
    teaching,
)
from tests.cast import identity

READERS = {"nobody": NOBODY} | {name: identity(name) for name in ("ana", "ines", "olu", "ada")}


@dataclass(frozen=True)
class Thing:
    """Something that is a person's."""

    person_id: int


@pytest.mark.parametrize(
    ("predicate", "readers"),
    [
        (anyone, {"nobody", "ana", "ines", "olu", "ada"}),
        (nobody_yet, {"nobody"}),
        (signed_in, {"ana", "ines", "olu", "ada"}),
        (teaching, {"ines", "ada"}),
        (office, {"olu", "ada"}),
        (staff, {"ines", "olu", "ada"}),
        (administering, {"ada"}),
    ],
)
def test_a_word_of_the_table_means_these_readers(predicate, readers):
    assert {name for name, who in READERS.items() if predicate.holds(who, None)} == readers


def test_only_its_owner_owns_a_thing():
    anas = Thing(identity("ana").id)
    assert {name for name, who in READERS.items() if owner.holds(who, anas)} == {"ana"}


def test_a_stranger_owns_nothing_not_even_what_is_nobody_s():
    assert not owner.holds(NOBODY, Thing(NOBODY.id))


def test_the_office_decides_about_everybody_but_oneself():
    anas, olus = Thing(identity("ana").id), Thing(identity("olu").id)
    assert {name for name, who in READERS.items() if office_not_self.holds(who, anas)} == {
        "olu",
        "ada",
    }
    assert {name for name, who in READERS.items() if office_not_self.holds(who, olus)} == {"ada"}


@pytest.mark.parametrize("action", ["hours:correct", "hours:record", "certificate:reissue"])
def test_nobody_decides_about_their_own_hours_and_students_about_nobody_s(action):
    """Services refuse it as well; here the table alone is asked."""
    anas, olus = Thing(identity("ana").id), Thing(identity("olu").id)
    assert {name for name, who in READERS.items() if may(who, action, anas)} == {"olu", "ada"}
    assert {name for name, who in READERS.items() if may(who, action, olus)} == {"ada"}


def test_one_predicate_that_holds_is_enough():
    """Hours may be seen by their owner, and by the office."""
    anas = Thing(identity("ana").id)
    assert {name for name, who in READERS.items() if may(who, "hours:see", anas)} == {
        "ana",
        "olu",
        "ada",
    }


def test_what_is_not_in_the_table_is_refused_to_all():
    assert not any(may(who, "hours:invent") for who in READERS.values())
    assert not any(may_try(who, "hours:invent") for who in READERS.values())


@pytest.mark.parametrize(
    ("action", "readers"),
    [
        ("attempt:answer", {"ana", "ines", "olu", "ada"}),  # whose it is shows once it is fetched
        ("hours:correct", {"olu", "ada"}),
        ("audit:see", {"ada"}),
        ("content:read", {"nobody", "ana", "ines", "olu", "ada"}),
    ],
)
def test_a_thing_is_fetched_only_for_those_who_might_be_allowed(action, readers):
    assert {name for name, who in READERS.items() if may_try(who, action)} == readers
