"""Guessing is slowed down, and the owner of an account always gets in: tries counted for good."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import timedelta
from threading import Thread

import pytest
from sqlalchemy import event, func, select

from school.core.refusals import TooManyTries
from school.people.service import accounts, tickets
from school.people.service.administration import disable_account
from school.people.service.devices import Browser, knows_device, remember_device
from school.people.service.joining import ask_to_join
from school.people.service.mail_requests import TooManyLetters, note_mail_request
from school.people.service.people import find_person_by_email
from school.people.service.proving import WrongSignIn, prove_password
from school.people.service.recovery import choose_password, send_password_link
from school.people.service.sign_in import sign_in
from school.people.service.tickets import hash_secret
from school.people.service.tries import TooManySignIns
from school.people.tables import FailedSignIn, KnownDevice
from tests.cast import NOON, identity
from tests.patience import until_done
from tests.people.conftest import HASH, link_in

ANA, BEN = "ana@school.example", "ben@school.example"
SITE = "https://school.example"
HOME, ELSEWHERE = Browser("192.0.2.7", "Firefox on Linux"), Browser("198.51.100.1", "Some device")


def enter(database, password, browser=HOME, now=NOON, email=ANA):
    return sign_in(database, email, password, browser, now)


def fail(database, times, browser=HOME, now=NOON, email=ANA):
    for _ in range(times):
        with pytest.raises(WrongSignIn):
            enter(database, "a wrong password", browser, now, email)


def is_refused(database, password, browser=HOME, now=NOON, email=ANA):
    try:
        enter(database, password, browser, now, email)
    except TooManySignIns:
        return True
    return False


def count(database, table):
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(table))


def known(database, password, browser=HOME, now=NOON, email=ANA):
    """The same browser, with the cookie that a sign-in leaves in it."""
    opened = enter(database, password, browser, now, email)
    return replace(browser, device_cookie=opened.device_cookie)


def guess_from_everywhere(database, tries, at=NOON):
    """What a stranger with many machines does."""
    with database.writing() as session:
        for number in range(tries):
            network = f"203.0.{number // 250}.{number % 250}"
            session.add(FailedSignIn(account=hash_secret(ANA), network=network, at=at))


def test_the_eleventh_try_from_one_network_is_refused_unseen(database, passwords):
    fail(database, 10)
    with pytest.raises(TooManySignIns) as refusal:
        enter(database, passwords)
    assert refusal.value.wait == timedelta(minutes=15)
    assert "try again in 15 minutes" in str(refusal.value)
    assert "have a link sent to you" in str(refusal.value)
    assert count(database, FailedSignIn) == 10  # what was refused unseen is not counted
    assert enter(database, passwords, ELSEWHERE)
    assert enter(database, passwords, now=NOON + timedelta(minutes=15))


def test_those_who_must_wait_write_nothing(database, passwords):
    fail(database, 10)
    writes = []

    def note_write(_connection, _cursor, statement, *_rest):
        if not statement.startswith(("SELECT", "BEGIN")):
            writes.append(statement)

    event.listen(database.engine, "before_cursor_execute", note_write)
    assert is_refused(database, passwords)
    assert writes == []
    fail(database, 1, email=BEN)
    event.remove(database.engine, "before_cursor_execute", note_write)
    assert writes


def test_the_count_survives_the_refusal(database, passwords):
    fail(database, 3)
    assert count(database, FailedSignIn) == 3


def test_a_right_password_is_not_counted_and_forgets_the_slips_before_it(database, passwords):
    for _ in range(12):
        enter(database, passwords)
    fail(database, 9)
    fail(database, 2, ELSEWHERE)
    enter(database, passwords)
    assert count(database, FailedSignIn) == 2, "what was tried elsewhere stays counted"
    fail(database, 9)
    assert enter(database, passwords)


def test_unknown_addresses_are_counted_alike(database, passwords):
    fail(database, 10, email="nobody@school.example")
    assert is_refused(database, passwords, email="nobody@school.example")


def test_an_account_guessed_at_from_everywhere_is_closed_to_unknown_devices(database, passwords):
    guess_from_everywhere(database, 50, NOON - timedelta(minutes=30))
    assert is_refused(database, passwords, ELSEWHERE)
    assert enter(database, passwords, ELSEWHERE, NOON + timedelta(minutes=30))


def test_its_owner_still_gets_in_from_where_they_were_before(database, passwords):
    enter(database, passwords, HOME, NOON - timedelta(days=29))
    guess_from_everywhere(database, 240)
    assert enter(database, passwords, HOME)


def test_a_network_is_known_for_thirty_days(database, passwords):
    enter(database, passwords, HOME, NOON - timedelta(days=31))
    guess_from_everywhere(database, 50)
    assert is_refused(database, passwords, HOME)


def test_its_owner_gets_in_on_a_known_device_wherever_that_is(database, passwords):
    phone = known(database, passwords, HOME, NOON - timedelta(days=300))
    guess_from_everywhere(database, 240)
    assert is_refused(database, passwords, ELSEWHERE)
    assert enter(database, passwords, replace(phone, network=ELSEWHERE.network))


def test_a_classmate_in_the_same_room_cannot_lock_a_known_device_out(database, passwords):
    laptop = known(database, passwords)
    fail(database, 10)  # the classmate's own browser, in the same network
    assert is_refused(database, passwords), "a browser that Ana has never used"
    assert enter(database, passwords, laptop)


def test_a_hundred_wrong_tries_leave_a_class_able_to_sign_in(database, passwords):
    """By one person, at many accounts: the others share the address and have unknown devices."""
    for number in range(10):
        fail(database, 10, email=f"{number}@school.example")
    assert count(database, FailedSignIn) == 100
    for name in ("ana", "ben", "ines", "olu", "ada"):
        assert enter(database, passwords, email=f"{name}@school.example")


def test_a_hundred_wrong_tries_at_one_account_lock_nobody_else(database, passwords):
    for minutes in (0, 16, 32):
        fail(database, 10, now=NOON + timedelta(minutes=minutes))
    for _ in range(70):
        assert is_refused(database, "a wrong password", now=NOON + timedelta(minutes=33))
    assert enter(database, passwords, email=BEN, now=NOON + timedelta(minutes=33))


def test_a_busy_network_leaves_each_account_three_tries(database, passwords):
    with database.writing() as session:
        for number in range(100):
            account = hash_secret(f"{number}")
            session.add(FailedSignIn(account=account, network=HOME.network, at=NOON))
    fail(database, 3)
    assert is_refused(database, passwords)
    fail(database, 2, email=BEN)
    assert enter(database, passwords, email=BEN)


def test_a_known_device_answers_for_its_own_tries(database, passwords):
    phone = known(database, passwords)
    fail(database, 10, phone)
    assert is_refused(database, passwords, phone)
    assert enter(database, passwords, HOME), "an unknown device in the same network has its own"


def test_a_device_is_known_to_those_who_signed_in_there_alone(database, passwords):
    anas = known(database, passwords)
    fail(database, 10, anas, email=BEN)
    assert is_refused(database, passwords, anas, email=BEN)
    both = known(database, passwords, replace(anas, network=ELSEWHERE.network), email=BEN)
    assert both.device_cookie == anas.device_cookie, "people who share a browser share its cookie"
    assert count(database, KnownDevice) == 2


def test_of_a_device_only_the_hash_of_a_random_cookie_is_kept(database, passwords):
    phone = known(database, passwords)
    assert len(phone.device_cookie) >= 43  # 256 bits
    with database.reading() as session:
        stored = session.scalars(select(KnownDevice.device_hash)).one()
    assert stored == hash_secret(phone.device_cookie)


def test_a_cookie_that_a_stranger_chose_is_replaced(database, passwords):
    planted = replace(HOME, device_cookie="chosen by somebody else")
    assert known(database, passwords, planted).device_cookie != planted.device_cookie
    with database.reading() as session:
        assert not knows_device(session, 1, planted.device_hash, NOON)


def test_a_device_is_known_for_a_year(database, passwords):
    phone = known(database, passwords, now=NOON - timedelta(days=365))
    with database.reading() as session:
        assert knows_device(session, 1, phone.device_hash, NOON - timedelta(seconds=1))
        assert not knows_device(session, 1, phone.device_hash, NOON)


def test_a_new_password_makes_every_other_device_unknown(database, passwords):
    phone, laptop = known(database, passwords), known(database, passwords, ELSEWHERE)
    proven = prove_password(database, ANA, passwords, laptop, NOON)
    with database.writing() as session:
        opened = accounts.change_password(session, proven, HASH, laptop, SITE, NOON)
    with database.reading() as session:
        assert not knows_device(session, 1, phone.device_hash, NOON)
        assert knows_device(session, 1, hash_secret(opened.device_cookie), NOON)


def test_a_closed_account_knows_no_device(database, passwords):
    known(database, passwords)
    with database.writing() as session:
        disable_account(session, identity("ada"), find_person_by_email(session, ANA), NOON)
    assert count(database, KnownDevice) == 0


def test_a_reset_by_mail_lifts_every_wait_and_makes_its_device_known(database, passwords, letters):
    guess_from_everywhere(database, 240)
    assert is_refused(database, passwords, ELSEWHERE)
    with database.writing() as session:
        send_password_link(session, ANA, ELSEWHERE.network, SITE, NOON)
    secret = link_in(letters()[-1]).rsplit("/", 1)[1]
    with database.writing() as session:
        ticket = tickets.read_ticket(session, "password", secret, NOON)
        choose_password(session, ticket, HASH, SITE, NOON)
        cookie = remember_device(session, 1, ELSEWHERE, NOON)
    assert not is_refused(database, passwords, HOME)
    guess_from_everywhere(database, 240)  # the stranger goes on at once
    assert enter(database, passwords, replace(ELSEWHERE, device_cookie=cookie))


def test_nobody_can_use_up_the_links_that_reset_a_password(database, letters):
    """A stranger asks for letters to Ana's mailbox, of every kind and without a pause."""
    for minutes in range(180):
        now = NOON + timedelta(minutes=minutes)
        with database.writing() as session:
            ask_to_join(session, ANA, "Somebody Else", f"203.0.113.{minutes}", SITE, now)
            send_password_link(session, ANA, f"203.0.113.{minutes}", SITE, now)
    sent = [letter for letter in letters() if letter.subject == "Choose a new password"]
    assert len(sent) == 12, "four an hour"
    last = NOON + timedelta(minutes=180)
    assert last - max(letter.made_at for letter in sent) <= timedelta(minutes=30)


def test_a_network_is_never_refused_a_link_to_choose_a_password(session):
    for number in range(30):
        note_mail_request(session, "proof", f"{number}@school.example", HOME.network, NOON)
    with pytest.raises(TooManyLetters) as refusal:
        note_mail_request(session, "proof", "more@school.example", HOME.network, NOON)
    assert refusal.value.wait == timedelta(hours=1)
    assert note_mail_request(session, "password", ANA, HOME.network, NOON)


def test_a_mailbox_is_not_flooded(session):
    answers = [
        note_mail_request(session, "password", ANA, f"192.0.2.{number}", NOON)
        for number in range(6)
    ]
    assert answers == [True] * 2 + [False] * 4
    half_an_hour_later = NOON + timedelta(minutes=30)
    assert note_mail_request(session, "password", ANA, "192.0.2.9", half_an_hour_later)


def test_forty_tries_at_once_look_at_no_more_than_ten_passwords(
    database, passwords, production_cost
):
    """Whoever is not let in to the database has tried nothing yet, and tries again."""
    outcomes: list[str] = []

    def attempt() -> None:
        try:
            until_done(lambda: enter(database, "a wrong password"))
        except (WrongSignIn, TooManyTries) as refused:
            outcomes.append(type(refused).__name__)

    threads = [Thread(target=attempt) for _ in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(outcomes) == 40
    assert outcomes.count("WrongSignIn") <= 10


def test_a_failed_sign_in_leaves_a_line_with_its_address(database, passwords, caplog):
    browser = replace(HOME, address="2001:db8::7")
    with caplog.at_level(logging.WARNING, "school"):
        fail(database, 1, browser)
        fail(database, 1, browser, email="my plain password")
        fail(database, 9)
        assert is_refused(database, passwords)
    lines = [record.facts for record in caplog.records if record.getMessage() == "sign-in failed"]
    assert lines[0] == {
        "reason": "wrong password",
        "address": "2001:db8::7",
        "person": 1,
        "account": hash_secret(ANA)[:12],
        "known_device": False,
    }
    assert lines[1]["person"] is None
    assert (lines[-1]["reason"], lines[-1]["address"]) == ("too many tries", "192.0.2.7")
    assert "plain" not in str(lines)
    assert "ana@" not in str(lines)
