"""Signing in: one answer for every wrong try, tries counted for good, rows that end at once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from argon2 import PasswordHasher
from sqlalchemy import func, select, update

from school.core.identity import NOBODY
from school.people.service import passwords as hashing
from school.people.service.administration import change_role, disable_account
from school.people.service.devices import Browser
from school.people.service.passwords import hash_password, is_right_password, refresh_hash
from school.people.service.people import find_person_by_email
from school.people.service.proving import WrongSignIn, prove_password, settle_try
from school.people.service.sign_in import (
    find_sign_in,
    note_use,
    sign_in,
    sign_out,
    sign_out_everywhere,
)
from school.people.service.tickets import hash_secret
from school.people.service.tidying import forget_old
from school.people.tables import AuditEntry, KnownNetwork, Person, SignIn
from tests.cast import NOON, identity

ANA = "ana@school.example"
IDLE = timedelta(minutes=30)
HOME, ELSEWHERE = Browser("192.0.2.7", "Firefox on Linux"), Browser("198.51.100.1", "Some device")


def enter(database, password, browser=HOME, now=NOON, email=ANA):
    return sign_in(database, email, password, browser, now)


def reader(database, cookie, now=NOON):
    with database.reading() as session:
        current = find_sign_in(session, cookie, IDLE, now)
    return current.who if current else NOBODY


def count(database, table):
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(table))


def fail(database, times, browser=HOME, now=NOON, email=ANA):
    for _ in range(times):
        with pytest.raises(WrongSignIn):
            enter(database, "a wrong password", browser, now, email)


def test_a_sign_in_is_a_random_cookie_of_which_only_the_hash_is_kept(database, passwords):
    first, second = enter(database, passwords), enter(database, passwords)
    assert first.cookie != second.cookie
    assert len(first.cookie) >= 43  # 256 bits
    with database.reading() as session:
        hashes = set(session.scalars(select(SignIn.id_hash)))
    assert hashes == {hash_secret(first.cookie), hash_secret(second.cookie)}


def test_the_cookie_says_who_reads_until_it_ends(database, passwords):
    opened = enter(database, passwords, email="  ANA@school.example ")
    assert reader(database, opened.cookie).name == "Ana Reyes"
    assert reader(database, opened.cookie, NOON + timedelta(days=14, seconds=-1)).signed_in
    assert reader(database, opened.cookie, NOON + timedelta(days=14)) is NOBODY
    staff = enter(database, passwords, email="olu@school.example")
    assert staff.expires_at == NOON + timedelta(hours=12)


def test_what_staff_do_not_use_ends_and_what_they_use_goes_on(database, passwords):
    opened = enter(database, passwords, email="olu@school.example")
    later = NOON + timedelta(minutes=29)
    assert reader(database, opened.cookie, later).signed_in
    assert reader(database, opened.cookie, NOON + timedelta(minutes=30)) is NOBODY
    with database.writing() as session:
        note_use(session, reader(database, opened.cookie, later), later)
    assert reader(database, opened.cookie, NOON + timedelta(minutes=58)).signed_in
    assert reader(database, opened.cookie, later + timedelta(minutes=30)) is NOBODY


def test_noting_the_use_of_a_sign_in_that_has_ended_does_nothing(database, passwords):
    opened = enter(database, passwords, email="olu@school.example")
    who = reader(database, opened.cookie)
    with database.writing() as session:
        sign_out(session, who, NOON)
        note_use(session, who, NOON)
    assert count(database, SignIn) == 0


def test_a_made_up_cookie_is_nobody(database):
    assert reader(database, "made-up") is NOBODY
    assert reader(database, "\udcff") is NOBODY


@pytest.mark.parametrize(
    "email", ["nobody@school.example", "not an address", "ana@school.example\x00", ""]
)
def test_an_unknown_address_is_refused_like_a_wrong_password(database, passwords, email):
    with pytest.raises(WrongSignIn) as unknown:
        enter(database, passwords, email=email)
    with pytest.raises(WrongSignIn) as wrong:
        enter(database, "a wrong password")
    assert unknown.value.message == wrong.value.message
    assert type(unknown.value) is type(wrong.value)


def test_passwords_are_hashed_at_the_cost_that_owasp_asks_for(production_cost):
    stored_hash = hash_password("plain river lamp")
    assert stored_hash.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert is_right_password(stored_hash, "plain river lamp")
    assert not is_right_password(stored_hash, "plain river lamps")


def test_for_an_unknown_person_a_hash_of_the_same_cost_is_looked_at(production_cost, monkeypatch):
    looked_at = []

    class Noting(PasswordHasher):
        def verify(self, stored_hash, typed):
            looked_at.append(stored_hash)
            return super().verify(stored_hash, typed)

    monkeypatch.setattr(hashing, "HASHER", Noting(time_cost=2, memory_cost=19456, parallelism=1))
    assert not is_right_password(None, "whatever it is")
    assert looked_at == [hashing.DUMMY_HASH]
    assert not hashing.HASHER.check_needs_rehash(hashing.DUMMY_HASH)


def test_an_invited_person_without_a_password_cannot_sign_in(database):
    with pytest.raises(WrongSignIn):
        enter(database, "")


def test_a_very_long_password_is_wrong_and_costs_no_more(database, passwords):
    with pytest.raises(WrongSignIn):
        enter(database, passwords * 100_000)
    stored_hash = hash_password("x" * 129)
    assert is_right_password(stored_hash, "x" * 129)
    assert is_right_password(
        stored_hash, "x" * 500
    )  # cut before hashing; no password of that length can be chosen


def test_a_cheaper_hash_is_made_anew_when_its_owner_signs_in(database, passwords, production_cost):
    cheap = PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1).hash(passwords)
    with database.writing() as session:
        session.execute(update(Person).where(Person.email == ANA).values(password_hash=cheap))
    enter(database, passwords)
    with database.reading() as session:
        stored_hash = find_person_by_email(session, ANA).password_hash
    assert stored_hash != cheap
    assert refresh_hash(stored_hash, passwords) == stored_hash
    enter(database, passwords)


def test_signing_out_ends_this_browser_only(database, passwords):
    here, there = enter(database, passwords), enter(database, passwords, ELSEWHERE)
    with database.writing() as session:
        sign_out(session, reader(database, here.cookie), NOON)
    assert reader(database, here.cookie) is NOBODY
    assert reader(database, there.cookie).signed_in


def test_signing_out_everywhere_ends_them_all_and_nobody_elses(database, passwords):
    anas = [enter(database, passwords) for _ in range(3)]
    bens = enter(database, passwords, email="ben@school.example")
    with database.writing() as session:
        assert sign_out_everywhere(session, reader(database, anas[0].cookie), NOON) == 3
    assert not any(reader(database, sign_in.cookie).signed_in for sign_in in anas)
    assert reader(database, bens.cookie).signed_in


def test_signing_in_again_replaces_the_sign_in_of_this_browser(database, passwords):
    first = enter(database, passwords)
    second = sign_in(database, ANA, passwords, HOME, NOON, before=hash_secret(first.cookie))
    assert reader(database, first.cookie) is NOBODY
    assert reader(database, second.cookie).signed_in


def test_disabling_and_a_new_role_end_every_sign_in(database, passwords):
    for change in (
        lambda s, p: disable_account(s, identity("ada"), p, NOON),
        lambda s, p: change_role(s, identity("ada"), p, "officer", NOON),
    ):
        with database.writing() as session:
            session.execute(
                update(Person).where(Person.email == "ben@school.example").values(disabled_at=None)
            )
        opened = enter(database, passwords, email="ben@school.example")
        with database.writing() as session:
            change(session, find_person_by_email(session, "ben@school.example"))
        assert reader(database, opened.cookie) is NOBODY


def test_disabling_takes_the_rows_away_and_a_row_alone_would_not_do(database, passwords):
    opened = enter(database, passwords)
    with database.writing() as session:
        disable_account(session, identity("ada"), find_person_by_email(session, ANA), NOON)
    assert count(database, SignIn) == 0
    with database.writing() as session:
        session.add(
            SignIn(
                id_hash=hash_secret(opened.cookie),
                person_id=1,
                started_at=NOON,
                expires_at=NOON + timedelta(days=1),
                device="left over",
            )
        )
    assert reader(database, opened.cookie) is NOBODY


def test_a_disabled_account_answers_like_a_wrong_password(database, passwords):
    with database.writing() as session:
        disable_account(session, identity("ada"), find_person_by_email(session, ANA), NOON)
    with pytest.raises(WrongSignIn):
        enter(database, passwords)


@pytest.mark.parametrize("changed", [{"disabled_at": NOON}, {"password_hash": "another"}])
def test_what_changes_while_the_password_is_looked_at_wins(database, passwords, changed):
    """The slow hash runs outside the transaction, so that the account may change meanwhile."""
    proven = prove_password(database, ANA, passwords, HOME, NOON)
    with database.writing() as session:
        session.execute(update(Person).where(Person.email == ANA).values(changed))
    with pytest.raises(WrongSignIn), database.writing() as session:
        settle_try(session, proven)


def test_each_sign_in_is_in_the_audit_log(database, passwords):
    opened = enter(database, passwords)
    with database.reading() as session:
        entry = session.scalars(select(AuditEntry)).one()
    assert (entry.act, entry.who_id, entry.thing) == ("person:sign-in", opened.who.id, "person/1")
    assert entry.detail == {"network": "192.0.2.7", "device": "Firefox on Linux"}


def test_old_rows_are_forgotten_and_fresh_ones_kept(database, passwords):
    fail(database, 2)
    enter(database, passwords, email="olu@school.example")
    with database.writing() as session:
        assert forget_old(session, NOON + timedelta(hours=1)) == 0
        assert (
            forget_old(session, NOON + timedelta(hours=25)) == 3
        )  # two tries, one sign-in of staff
        assert forget_old(session, NOON + timedelta(days=31)) == 1
    assert count(database, KnownNetwork) == 0
