"""Joining, recovering, changing an account, administering others'.

Each happens in one transaction with its audit entry.
"""

from __future__ import annotations

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from sqlalchemy import select

from school.core.refusals import Refusal
from school.people.service import accounts, tickets
from school.people.service.administration import (
    HasPassword,
    LastAdmin,
    NotYourOwn,
    change_role,
    disable_account,
    enable_account,
    invite_person,
    resend_invitation,
)
from school.people.service.audit import read_audit_page, record_act
from school.people.service.devices import Browser
from school.people.service.joining import AddressTaken, add_person, ask_to_join, finish_joining
from school.people.service.passwords import is_right_password
from school.people.service.people import (
    find_people_by_id,
    find_person_by_email,
    list_names,
    read_people_page,
)
from school.people.service.proving import WrongSignIn, prove_password
from school.people.service.recovery import choose_password, send_password_link
from school.people.service.search import write_words
from school.people.service.sign_in import find_sign_in, sign_in
from school.people.service.tickets import LinkSpent
from school.people.tables import AuditEntry, Person, SignIn, Ticket
from tests.cast import NOON, identity
from tests.people.conftest import HASH, link_in

SITE, NETWORK = "https://school.example", "192.0.2.7"
ANA = "ana@school.example"
NEW = "dora@school.example"
IDLE = timedelta(minutes=30)
HERE = Browser(NETWORK, "Firefox on Linux")


def ask(database, email=NEW, name="Dora Lind", now=NOON):
    with database.writing() as session:
        ask_to_join(session, email, name, NETWORK, SITE, now)


def secret(letters, number=-1):
    return link_in(letters()[number]).rsplit("/", 1)[1]


def open_link(database, kind, value, now=NOON):
    with database.reading() as session:
        return tickets.read_ticket(session, kind, value, now)


def acts(database):
    with database.reading() as session:
        return list(session.scalars(select(AuditEntry.act).order_by(AuditEntry.id)))


def test_joining_makes_a_student_when_the_link_is_opened(database, letters):
    ask(database)
    with database.reading() as session:
        assert find_person_by_email(session, NEW) is None
    ticket = open_link(database, "join", secret(letters))
    with database.writing() as session:
        who = finish_joining(session, ticket, HASH, NOON)
    with database.reading() as session:
        person = find_person_by_email(session, NEW)
        assert (person.role, person.name, person.sort_name) == ("student", "Dora Lind", "lind dora")
        assert [name.name for name in list_names(session, who.id)] == ["Dora Lind"]
    assert acts(database) == ["person:join"]


def test_the_owner_of_an_account_is_told_by_mail_alone(database, letters):
    ask(database, ANA, "Somebody Else")
    (letter,) = letters()
    assert letter.to == ANA
    assert letter.subject == "You already have an account"
    assert "Somebody Else" not in letter.body
    with database.reading() as session:
        assert session.scalars(select(Ticket)).all() == []


def test_of_two_links_to_join_one_makes_the_account(database, letters):
    ask(database)
    ask(database)
    both = [open_link(database, "join", secret(letters, n)) for n in (0, 1)]
    with database.writing() as session:
        finish_joining(session, both[0], HASH, NOON)
    with pytest.raises(LinkSpent), database.writing() as session:
        finish_joining(session, both[1], HASH, NOON)


def test_joining_after_an_invitation_came_first_is_refused_and_keeps_it(database, letters):
    ask(database)
    ticket = open_link(database, "join", secret(letters))
    with database.writing() as session:
        add_person(session, NEW, "Dora L.", "officer", None, NOON)
    with pytest.raises(AddressTaken), database.writing() as session:
        finish_joining(session, ticket, HASH, NOON)
    with database.reading() as session:
        assert find_person_by_email(session, NEW).role == "officer"


@pytest.mark.parametrize(("kind", "hours"), [("join", 24), ("password", 1), ("invitation", 24 * 7)])
def test_a_link_opens_until_its_time_and_for_its_kind(database, letters, kind, hours):
    with database.writing() as session:
        if kind == "join":
            ask_to_join(session, NEW, "Dora Lind", NETWORK, SITE, NOON)
        elif kind == "password":
            send_password_link(session, ANA, NETWORK, SITE, NOON)
        else:
            invite_person(session, identity("ada"), NEW, "Dora Lind", "officer", SITE, NOON)
    value = secret(letters)
    assert open_link(database, kind, value, NOON + timedelta(hours=hours, seconds=-1))
    others = {"join", "password", "invitation", "email"} - {kind}
    for bad_kind, bad_value, at in [
        (kind, value, NOON + timedelta(hours=hours)),
        (kind, value[:-1], NOON),
        (kind, "", NOON),
        *((other_kind, value, NOON) for other_kind in others),
    ]:
        with pytest.raises(LinkSpent):
            open_link(database, bad_kind, bad_value, at)


def test_only_the_hash_of_a_link_is_kept(database, letters):
    ask(database)
    with database.reading() as session:
        assert session.scalars(select(Ticket.secret_hash)).one() == tickets.hash_secret(
            secret(letters)
        )


def test_a_forgotten_password_is_chosen_anew_once_and_ends_every_sign_in(
    database, passwords, letters
):
    opened = sign_in(database, ANA, passwords, HERE, NOON)
    with database.writing() as session:
        send_password_link(session, ANA, NETWORK, SITE, NOON)
        send_password_link(session, ANA, NETWORK, SITE, NOON)
    first, second = (open_link(database, "password", secret(letters, n)) for n in (0, 1))
    with database.writing() as session:
        choose_password(session, first, HASH, SITE, NOON)
    with database.reading() as session:
        assert find_sign_in(session, opened.cookie, IDLE, NOON) is None
    for spent in (first, second):  # the other link that was open ended too
        with pytest.raises(LinkSpent), database.writing() as session:
            choose_password(session, spent, HASH, SITE, NOON)
    assert letters()[-1].subject == "Your password was changed"


def test_two_at_once_use_a_link_once(database, letters):
    with database.writing() as session:
        send_password_link(session, ANA, NETWORK, SITE, NOON)
    ticket = open_link(database, "password", secret(letters))
    outcomes, start = [], Barrier(4)

    def choose() -> None:
        start.wait()
        try:
            with database.writing() as session:
                choose_password(session, ticket, HASH, SITE, NOON)
            outcomes.append("chosen")
        except Refusal as refused:
            outcomes.append(type(refused).__name__)

    threads = [Thread(target=choose) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["LinkSpent"] * 3 + ["chosen"]


def test_nothing_is_sent_to_an_unknown_or_a_disabled_person(database, letters):
    with database.writing() as session:
        disable_account(session, identity("ada"), find_person_by_email(session, ANA), NOON)
        send_password_link(session, ANA, NETWORK, SITE, NOON)
        send_password_link(session, NEW, NETWORK, SITE, NOON)
    assert letters() == []


def test_disabling_ends_the_links_too(database, letters):
    with database.writing() as session:
        send_password_link(session, ANA, NETWORK, SITE, NOON)
    ticket = open_link(database, "password", secret(letters))
    with database.writing() as session:
        disable_account(session, identity("ada"), find_person_by_email(session, ANA), NOON)
    with pytest.raises(LinkSpent), database.writing() as session:
        choose_password(session, ticket, HASH, SITE, NOON)


def test_an_old_name_is_never_lost(database):
    later = NOON + timedelta(days=1)
    with database.writing() as session:
        accounts.change_name(session, identity("ana"), "Ana Reyes Calder", NOON)
        accounts.change_name(session, identity("ana"), "Ana Reyes Calder", NOON)
        accounts.change_name(session, identity("ana"), "Ana Calder", later)
    with database.reading() as session:
        assert [name.name for name in list_names(session, 1)] == [
            "Ana Calder",
            "Ana Reyes Calder",
            "Ana Reyes",
        ]
        assert session.get_one(Person, 1).sort_name == "calder ana"
        assert session.scalars(select(AuditEntry.detail)).all()[-1] == {
            "from": "Ana Reyes Calder",
            "to": "Ana Calder",
        }
    assert acts(database) == ["person:rename", "person:rename"]


def move(database, password, email=NEW):
    proven = prove_password(database, ANA, password, HERE, NOON)
    with database.writing() as session:
        accounts.ask_for_email(session, proven, email, NETWORK, SITE, NOON)


def test_a_new_address_counts_once_its_link_is_opened(database, passwords, letters):
    with database.writing() as session:
        send_password_link(session, ANA, NETWORK, SITE, NOON)
    old_link = secret(letters)
    move(database, passwords)
    with database.reading() as session:
        assert find_person_by_email(session, ANA)
    with database.writing() as session:
        accounts.change_email(
            session, tickets.read_ticket(session, "email", secret(letters), NOON), NOON
        )
    with database.reading() as session:
        assert find_person_by_email(session, NEW).id == 1
    assert letters()[-1].to == ANA  # the old address hears of it
    with pytest.raises(LinkSpent):
        open_link(database, "password", old_link)


def test_a_wrong_password_moves_no_address(database, passwords, letters):
    with pytest.raises(WrongSignIn):
        move(database, "a wrong password")
    assert letters() == []


def test_an_address_that_is_taken_is_told_to_its_owner_alone(database, passwords, letters):
    move(database, passwords, "ben@school.example")
    (letter,) = letters()
    assert (letter.to, letter.subject) == ("ben@school.example", "You already have an account")


def test_an_address_taken_meanwhile_is_refused(database, passwords, letters):
    move(database, passwords)
    ticket = open_link(database, "email", secret(letters))
    with database.writing() as session:
        add_person(session, NEW, "Dora Lind", "student", HASH, NOON)
    with pytest.raises(AddressTaken), database.writing() as session:
        accounts.change_email(session, ticket, NOON)


def test_a_new_password_ends_every_sign_in_and_opens_a_new_one_here(database, passwords, letters):
    before = [sign_in(database, ANA, passwords, HERE, NOON) for _ in range(2)]
    proven = prove_password(database, ANA, passwords, HERE, NOON)
    with database.writing() as session:
        opened = accounts.change_password(session, proven, HASH, HERE, SITE, NOON)
    with database.reading() as session:
        assert not any(
            find_sign_in(session, opened_before.cookie, IDLE, NOON) for opened_before in before
        )
        assert find_sign_in(session, opened.cookie, IDLE, NOON)
    assert letters()[-1].subject == "Your password was changed"


def test_an_invited_person_has_no_password_until_the_link_is_opened(database, letters):
    with database.writing() as session:
        person = invite_person(session, identity("ada"), NEW, "Dora Lind", "instructor", SITE, NOON)
        assert person.password_hash is None
    ticket = open_link(database, "invitation", secret(letters))
    with database.writing() as session:
        who = choose_password(session, ticket, HASH, SITE, NOON)
    assert who.role == "instructor"
    with database.reading() as session:
        assert is_right_password(session.get_one(Person, who.id).password_hash, "plain river lamp")
    assert acts(database) == ["person:invite", "person:invitation"]


def test_inviting_again_ends_the_link_sent_before(database, letters):
    with database.writing() as session:
        person = invite_person(session, identity("ada"), NEW, "Dora Lind", "officer", SITE, NOON)
        resend_invitation(session, identity("ada"), person, SITE, NOON)
    with pytest.raises(LinkSpent):
        open_link(database, "invitation", secret(letters, 0))
    assert open_link(database, "invitation", secret(letters, 1))


def test_somebody_with_a_password_is_not_invited_again(database, passwords):
    with pytest.raises(HasPassword), database.writing() as session:
        resend_invitation(session, identity("ada"), find_person_by_email(session, ANA), SITE, NOON)


def test_inviting_an_address_that_is_taken_is_refused_without_harm(database, letters):
    with database.writing() as session:
        with pytest.raises(AddressTaken):
            invite_person(session, identity("ada"), ANA, "Ana Two", "officer", SITE, NOON)
        accounts.change_name(session, identity("ben"), "Ben O.", NOON)  # the transaction goes on
    assert letters() == []
    assert acts(database) == ["person:rename"]


@pytest.mark.parametrize(
    "act", [disable_account, lambda s, w, p, n: change_role(s, w, p, "student", n)]
)
def test_nobody_takes_their_own_power_away(session, act):
    with pytest.raises(NotYourOwn):
        act(session, identity("ada"), find_person_by_email(session, "ada@school.example"), NOON)


@pytest.mark.parametrize(
    "act", [disable_account, lambda s, w, p, n: change_role(s, w, p, "student", n)]
)
def test_the_last_administrator_stays(session, act):
    with pytest.raises(LastAdmin):
        act(session, identity("olu"), find_person_by_email(session, "ada@school.example"), NOON)


def test_two_administrators_who_remove_each_other_leave_one(database):
    with database.writing() as session:
        session.get_one(Person, identity("olu").id).role = "admin"
    outcomes, start = [], Barrier(2)

    def remove(who: str, whom: str) -> None:
        start.wait()
        try:
            with database.writing() as session:
                person = session.get_one(Person, identity(whom).id)
                change_role(session, identity(who), person, "student", NOON)
            outcomes.append("removed")
        except Refusal as refused:
            outcomes.append(type(refused).__name__)

    threads = [Thread(target=remove, args=pair) for pair in (("ada", "olu"), ("olu", "ada"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["LastAdmin", "removed"]


def test_an_enabled_account_works_again_with_its_old_password(database, passwords):
    with database.writing() as session:
        disable_account(session, identity("ada"), find_person_by_email(session, ANA), NOON)
        enable_account(session, identity("ada"), find_person_by_email(session, ANA), NOON)
    assert sign_in(database, ANA, passwords, HERE, NOON)


def test_doing_what_is_done_already_changes_nothing(database):
    with database.writing() as session:
        ana = find_person_by_email(session, ANA)
        change_role(session, identity("ada"), ana, "student", NOON)
        enable_account(session, identity("ada"), ana, NOON)
        disable_account(session, identity("ada"), ana, NOON)
        disable_account(session, identity("ada"), ana, NOON + timedelta(days=1))
        assert ana.disabled_at == NOON
    assert acts(database) == ["person:disable"]


def test_a_refused_act_leaves_no_trace(database, letters):
    def invite_and_fail() -> None:
        with database.writing() as session:
            invite_person(session, identity("ada"), NEW, "Dora Lind", "officer", SITE, NOON)
            session.flush()
            raise ArithmeticError

    with pytest.raises(ArithmeticError):
        invite_and_fail()
    assert letters() == []
    assert acts(database) == []
    with database.reading() as session:
        assert find_person_by_email(session, NEW) is None
        assert session.scalars(select(SignIn)).all() == []


def test_people_are_found_by_every_word_of_a_search(session):
    person = add_person(session, NEW, "Zoë 100% Lind", "student", None, NOON)
    write_words(session, [person.id])

    def found(search: str) -> list[str]:
        return [row.name for row in read_people_page(session, search, 1).people]

    assert found("") == [
        "Olu Adeyemi",
        "Ines Calder",
        "Zoë 100% Lind",
        "Ben Okafor",
        "Ana Reyes",
        "Ada Whitfield",
    ]
    assert found("ANA rey") == ["Ana Reyes"]
    assert found("zoe") == ["Zoë 100% Lind"]
    assert found("100%") == ["Zoë 100% Lind"]
    assert found("%") == []
    assert found("ana ben") == []
    assert read_people_page(session, "school.example", 2).people == []
    assert found("\x00") == []


def test_people_by_ids_leaves_out_who_is_not_there(session):
    people = find_people_by_id(session, [1, 2, 999])
    assert {key: brief.name for key, brief in people.items()} == {1: "Ana Reyes", 2: "Ben Okafor"}
    assert find_people_by_id(session, []) == {}


def test_the_audit_log_is_read_newest_first_and_by_thing(session):
    record_act(session, identity("ada"), "person:disable", "person/1", {"why": "test"}, NOON)
    record_act(session, identity("ada"), "person:enable", "person/2", {}, NOON)
    session.flush()
    assert [entry.act for entry in read_audit_page(session, 1).entries] == [
        "person:enable",
        "person:disable",
    ]
    of_ana = read_audit_page(session, 1, "person/1")
    assert [(entry.act, entry.by) for entry in of_ana.entries] == [
        ("person:disable", "Ada Whitfield")
    ]
    assert of_ana.total == 1
