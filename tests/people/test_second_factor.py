"""The second factor in the database: each code once, tries counted, and help when it is lost."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import timedelta
from threading import Barrier, Thread

import pyotp
import pytest
from click.testing import CliRunner
from sqlalchemy import func, select, update

from school.people.commands import person_commands
from school.people.rules import codes
from school.people.service import second_factor
from school.people.service.administration import disable_account
from school.people.service.code_step import TooManyCodes, check_code, finish_sign_in
from school.people.service.devices import Browser, remember_device
from school.people.service.pending import PendingCode, SignInEnded
from school.people.service.people import find_person, find_person_by_email
from school.people.service.sign_in import NewSignIn, end_sign_ins, sign_in
from school.people.service.tickets import hash_secret
from school.people.service.tidying import forget_old
from school.people.tables import (
    AuditEntry,
    OutgoingMail,
    PendingSignIn,
    Person,
    RecoveryCode,
    SecondFactor,
    SignIn,
)
from tests.cast import NOON, SECRET, identity

OLU = "olu@school.example"
SITE = "https://school.example"
DESK = Browser("192.0.2.7", "Firefox on Linux")
HALF_MINUTE = timedelta(seconds=30)


def read_code(database, now=NOON, name="olu"):
    """What the app on somebody's phone shows."""
    with database.reading() as session:
        seed = session.get_one(SecondFactor, identity(name).id).seed
    return pyotp.TOTP(codes.derive_secret(SECRET, seed)).at(now)


@pytest.fixture
def recovery_codes(database) -> list[str]:
    """Olu's second factor is on; these are the recovery codes."""
    who = identity("olu")
    with database.writing() as session:
        second_factor.begin_second_factor(session, who, NOON)
    code = read_code(database, NOON - timedelta(days=1))
    with database.writing() as session:
        yesterday = NOON - timedelta(days=1)
        made = second_factor.confirm_second_factor(session, who, code, SECRET, SITE, yesterday)
    assert made
    return made


def enter(database, password, now=NOON, browser=DESK):
    return sign_in(database, OLU, password, browser, now)


def finish(database, pending, code, now=NOON, browser=DESK):
    with database.writing() as session:
        return finish_sign_in(session, pending.secret, code, SECRET, browser, now)


def try_code(database, code, now=NOON, browser=DESK):
    with database.writing() as session:
        return check_code(session, identity("olu").id, code, SECRET, browser, now)


def fail(database, times, now=NOON, browser=DESK):
    for _ in range(times):
        assert not try_code(database, "000000", now, browser)


def count(database, table):
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(table))


def acts(database):
    with database.reading() as session:
        return list(session.scalars(select(AuditEntry.act).order_by(AuditEntry.id)))


def test_without_one_the_password_alone_signs_in(database, passwords):
    assert isinstance(enter(database, passwords), NewSignIn)


def test_it_is_off_until_a_code_has_shown_that_the_app_works(database, passwords):
    who = identity("olu")
    with database.writing() as session:
        second_factor.begin_second_factor(session, who, NOON)
        assert (
            second_factor.confirm_second_factor(session, who, "000000", SECRET, SITE, NOON) is None
        )
    assert isinstance(enter(database, passwords), NewSignIn)


def test_with_one_the_password_signs_nobody_in(database, passwords, recovery_codes):
    pending = enter(database, passwords)
    assert isinstance(pending, PendingCode)
    assert count(database, SignIn) == 0
    with database.reading() as session:
        assert session.scalars(select(PendingSignIn.id_hash)).one() == hash_secret(pending.secret)
    assert finish(database, pending, "000000") is None
    opened = finish(database, pending, read_code(database))
    assert opened.who.email == OLU
    assert count(database, SignIn) == 1


def test_a_code_is_good_for_one_sign_in(database, passwords, recovery_codes):
    code = read_code(database)
    assert finish(database, enter(database, passwords), code)
    assert finish(database, enter(database, passwords), code) is None
    later = NOON + HALF_MINUTE
    assert finish(database, enter(database, passwords, later), read_code(database, later), later)


def test_of_two_who_type_the_same_code_at_once_one_gets_in(database, passwords, recovery_codes):
    code, outcomes, start = read_code(database), [], Barrier(2)

    def attempt():
        start.wait()
        outcomes.append(try_code(database, code))

    threads = [Thread(target=attempt) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == [False, True]


def test_a_sign_in_waits_ten_minutes_for_its_code_and_once(database, passwords, recovery_codes):
    pending = enter(database, passwords)
    later = NOON + timedelta(minutes=10)
    with pytest.raises(SignInEnded):
        finish(database, pending, read_code(database, later), later)
    in_time = later - timedelta(seconds=1)
    assert finish(database, pending, read_code(database, in_time), in_time)
    with pytest.raises(SignInEnded):
        finish(database, pending, read_code(database, later), later)
    with pytest.raises(SignInEnded):
        finish(database, PendingCode("made up"), read_code(database, later), later)


def test_what_ends_every_sign_in_ends_those_that_wait(database, passwords, recovery_codes):
    pending = enter(database, passwords)
    with database.writing() as session:
        end_sign_ins(session, identity("olu").id)
    with pytest.raises(SignInEnded):
        finish(database, pending, read_code(database))


def test_a_closed_account_gets_no_further_than_its_password(database, passwords, recovery_codes):
    pending = enter(database, passwords)
    with database.writing() as session:
        session.execute(update(Person).where(Person.email == OLU).values(disabled_at=NOON))
    with pytest.raises(SignInEnded):
        finish(database, pending, read_code(database))


def test_a_code_of_somebody_else_is_wrong(database, passwords, recovery_codes):
    ines = identity("ines")
    with database.writing() as session:
        second_factor.begin_second_factor(session, ines, NOON)
        seed = session.get_one(SecondFactor, ines.id).seed
        code = pyotp.TOTP(codes.derive_secret(SECRET, seed)).at(NOON)
        ines_codes = second_factor.confirm_second_factor(session, ines, code, SECRET, SITE, NOON)
    assert not try_code(database, read_code(database, name="ines"))
    assert not try_code(database, ines_codes[0])


def test_wrong_codes_are_counted_and_a_recovery_code_stays_open(database, recovery_codes):
    fail(database, 10)
    with pytest.raises(TooManyCodes) as refusal:
        try_code(database, read_code(database))
    assert "in 15 minutes, or use a recovery code" in str(refusal.value)
    assert try_code(database, recovery_codes[0])
    later = NOON + timedelta(minutes=15)
    assert try_code(database, read_code(database, later), later)


def test_somebody_who_knows_the_password_cannot_keep_its_owner_out(
    database, passwords, recovery_codes
):
    with database.writing() as session:
        cookie = remember_device(session, identity("olu").id, DESK, NOON)
    laptop = replace(DESK, device_cookie=cookie)
    fail(database, 10)
    assert try_code(database, read_code(database), browser=laptop)


def test_wrong_codes_and_wrong_passwords_are_counted_apart(database, passwords, recovery_codes):
    fail(database, 10)
    assert enter(database, passwords)


def test_a_wrong_code_leaves_a_line_without_the_code(database, recovery_codes, caplog):
    with caplog.at_level(logging.WARNING, "school"):
        assert not try_code(database, "123123")
    (line,) = [record.facts for record in caplog.records]
    assert (line["reason"], line["person"], line["address"]) == ("wrong code", 4, "192.0.2.7")
    assert "123123" not in str(line)


def test_a_recovery_code_signs_in_once_however_it_is_typed(database, passwords, recovery_codes):
    typed = recovery_codes[0].lower().replace("-", " ")
    assert finish(database, enter(database, passwords), typed)
    assert finish(database, enter(database, passwords), recovery_codes[0]) is None
    with database.reading() as session:
        assert second_factor.read_second_factor(session, identity("olu")).codes_left == 7


def test_only_hashes_of_recovery_codes_are_kept_and_new_ones_replace_them(database, recovery_codes):
    with database.reading() as session:
        stored = set(session.scalars(select(RecoveryCode.code_hash)))
    assert stored == {hash_secret(code.replace("-", "")) for code in recovery_codes}
    assert len(stored) == 8
    with database.writing() as session:
        made = second_factor.make_recovery_codes(session, identity("olu"), NOON)
    assert not try_code(database, recovery_codes[0])
    assert try_code(database, made[0])


def test_the_secret_is_nowhere_in_the_database(database, recovery_codes):
    with database.reading() as session:
        seed = session.get_one(SecondFactor, identity("olu").id).seed
        details = str(session.scalars(select(AuditEntry.detail)).all())
        letters = str(session.scalars(select(OutgoingMail.body)).all())
    secret = codes.derive_secret(SECRET, seed)
    assert secret not in seed
    assert not any(text in details + letters for text in (seed, secret, *recovery_codes))


def test_whoever_has_one_begins_no_other(database, recovery_codes):
    with pytest.raises(second_factor.SecondFactorIsOn), database.writing() as session:
        second_factor.begin_second_factor(session, identity("olu"), NOON)
    with pytest.raises(second_factor.SecondFactorIsOn), database.writing() as session:
        second_factor.confirm_second_factor(
            session, identity("olu"), read_code(database), SECRET, SITE, NOON
        )


def test_what_was_never_begun_cannot_be_confirmed(database):
    with pytest.raises(second_factor.SecondFactorIsOff), database.writing() as session:
        second_factor.confirm_second_factor(session, identity("olu"), "1", SECRET, SITE, NOON)


def test_turning_it_off_is_written_down_and_told_by_mail(
    database, passwords, recovery_codes, letters
):
    with database.writing() as session:
        second_factor.turn_off_second_factor(session, identity("olu"), SITE, NOON)
    assert isinstance(enter(database, passwords), NewSignIn)
    assert count(database, RecoveryCode) == 0
    assert acts(database)[:3] == [
        "person:second-factor-on",
        "person:recovery-codes",
        "person:second-factor-off",
    ]
    subjects = [letter.subject for letter in letters()]
    assert subjects == ["Your second factor was turned on", "Your second factor was turned off"]


def test_a_lost_one_is_reset_from_the_shell(config, database, passwords, recovery_codes, letters):
    done = CliRunner().invoke(person_commands, ("reset-second-factor", OLU), obj=config)
    assert done.exit_code == 0, done.output
    assert isinstance(enter(database, passwords), NewSignIn)
    assert acts(database)[2] == "person:second-factor-reset"
    assert letters()[-1].subject == "Your second factor was reset by the school"


@pytest.mark.parametrize("email", [OLU, "nobody@school.example", "?"])
def test_the_shell_says_when_there_is_nothing_to_reset(config, database, email):
    done = CliRunner().invoke(person_commands, ("reset-second-factor", email), obj=config)
    assert done.exit_code == 1
    assert "has no second factor" in done.output


def test_sign_ins_that_nobody_finished_are_forgotten(database, passwords, recovery_codes):
    enter(database, passwords)
    with database.writing() as session:
        forget_old(session, NOON + timedelta(minutes=11))
    assert count(database, PendingSignIn) == 0


def test_closing_the_account_leaves_its_second_factor_for_when_it_opens_again(
    database, passwords, recovery_codes
):
    with database.writing() as session:
        person = find_person_by_email(session, OLU)
        disable_account(session, identity("ada"), person, NOON)
        find_person(session, person.id).disabled_at = None
    assert isinstance(enter(database, passwords), PendingCode)
