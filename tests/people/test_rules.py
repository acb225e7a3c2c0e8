"""What the school believes about addresses, names, passwords, sign-ins and waiting."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.core.audit import AUDIT_SENTENCES, ActInWords, describe_act
from school.core.networks import find_network
from school.people.rules import letters
from school.people.rules.browsers import name_device
from school.people.rules.emails import find_foreign_letter, is_email, normalize_email
from school.people.rules.mail import LONGEST_WAIT, MOST_TRIES, choose_wait
from school.people.rules.names import (
    LONGEST,
    clean_name,
    find_name_problem,
    fold_text,
    make_sort_name,
)
from school.people.rules.passwords import find_password_problem, is_common, normalize_password
from school.people.rules.sign_ins import choose_lifetime, ends_when_idle, is_idle, must_note_use
from school.people.vendor.frequent_passwords import FREQUENT
from tests.cast import NOON

SCHOOL = Path(letters.__file__).resolve().parents[2]


@pytest.mark.parametrize(
    "address",
    ["ana@school.example", "a.b+c@x-y.co.uk", "o'hara_1@mail.example", "x@xn--p1ai.example"],
)
def test_an_address_one_can_write_to(address):
    assert is_email(address)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "ana",
        "ana@school",
        "@school.example",
        "ana@@school.example",
        "ana@school..example",
        ".ana@school.example",
        "ana@-school.example",
        "ana reyes@school.example",
        "ana@school.example\n",
        "ana@school.example\r\nBcc: all@school.example",
        "ana\x00@school.example",
        "аna@school.example",  # a Cyrillic letter
        "a" * 65 + "@school.example",
        "a@" + "b" * 60 + ("." + "b" * 60) * 4,
    ],
)
def test_what_is_no_address(address):
    assert not is_email(address)


def test_an_address_is_kept_in_one_way():
    assert normalize_email("  Ana@School.EXAMPLE ") == "ana@school.example"
    assert normalize_email("ana@school\u200b.example") == "ana@school.example"
    assert normalize_email("\ufeffana@school.example") == "ana@school.example"
    assert normalize_email("Ana@MÜNCHEN.example") == "ana@xn--mnchen-3ya.example"
    assert is_email(normalize_email("ana@münchen.example"))


def test_a_very_long_address_is_not_cut_into_another():
    typed = " " * 980 + "ana@school.example.elsewhere.example"
    assert not is_email(normalize_email(typed))


@pytest.mark.parametrize(
    ("address", "sign"),
    [
        ("zoë@school.example", "ë"),
        ("李@school.example", "李"),
        ("ana@school.example", ""),
        ("ana", ""),
    ],
)
def test_a_letter_that_mail_cannot_carry_is_named(address, sign):
    assert find_foreign_letter(address) == sign


@pytest.mark.parametrize(
    ("name", "sorted_as"),
    [
        ("Ana Reyes", "reyes ana"),
        ("Ana María Reyes", "reyes ana maria"),
        ("Ana de la Cruz", "de la cruz ana"),
        ("Jan van der Berg", "van der berg jan"),
        ("Van Morrison", "morrison van"),
        ("Ana Reyes Jr.", "reyes ana"),
        ("Zoë", "zoe"),
        ("Øystein Ålesund", "alesund øystein"),
        ("Jr", "jr"),
        ("Ana Reyes, LMT, BCTMB", "reyes ana"),
        ("Ana Reyes, L.M.T.", "reyes ana"),
        ("Tom McDonald, Jr.", "mcdonald tom"),
        ("Reyes, Ana", "reyes ana"),
        ("Nguyen, An", "nguyen an"),
        ("Ana Reyes, PhD, L.M.T.", "reyes ana"),
        ("LMT", "lmt"),
    ],
)
def test_people_are_sorted_by_family_name(name, sorted_as):
    assert make_sort_name(name) == sorted_as


def test_a_name_is_kept_tidy():
    assert clean_name("  Ana \t Reyes\n") == "Ana Reyes"
    assert clean_name("Zoe\u0308") == "Zoë"


@pytest.mark.parametrize(
    "name",
    [
        "",
        "...",
        "Ana\u202eReyes",
        "Ana\x00",
        "A" * (LONGEST + 1),
        "\u3164",
        "\u115f",
        "\u2800a",
        "Ana\u3164Reyes",
        "a" + "\u0336" * 5,
        "a" + "\u0336" * 111,
        "\u0336" * 20,
        "Ana\u200cReyes",
        "\u200cمی",
        "می\u200c",
        "Ana\u0378",
    ],
)
def test_a_name_that_cannot_go_on_a_certificate(name):
    assert find_name_problem(name)


@pytest.mark.parametrize(
    "name",
    [
        "Ana Reyes",
        "Nguyễn Văn An",
        "李小龍",
        "O’Hara-Smith",
        "X",
        "A" * LONGEST,
        "می\u200cخواهم",
        "ศิริพร ป้ำเป๋อ",
        "שְׁמוּאֵל",
        "김민준",
        "श्री\u200dमती",
    ],
)
def test_a_name_that_can(name):
    assert find_name_problem(name) is None


def test_a_name_of_a_million_letters_is_refused_at_once():
    began = process_time()
    assert find_name_problem("ab" * 500_000)
    assert process_time() - began < 0.05


@pytest.mark.parametrize("part", ["A", "A.", "Aa", "A-", "’a", "1"])
def test_no_name_takes_long_to_sort(part):
    began = process_time()
    make_sort_name(f"Ana, {part * (LONGEST // len(part))}!"[:LONGEST])
    assert process_time() - began < 0.05


@given(st.text())
def test_folding_twice_is_folding_once(text):
    assert fold_text(fold_text(text)) == fold_text(text)


@given(st.text(alphabet="abcxyz éÑß.-'", max_size=40))
def test_sorting_loses_no_word_but_suffixes(text):
    assert set(make_sort_name(text).split()) <= set(fold_text(text).split())


@pytest.mark.parametrize(
    "password",
    [
        "plain river lamp",
        "tibialis nap orchard",
        "x9!kQ2#vLp7w",
        "日本語のとても長い合言葉です",
        ("a plain river lamp " * 7)[:128],
    ],
)
def test_a_password_that_is_taken(password):
    assert find_password_problem(password, "ana@school.example", "Ana Reyes") is None


@pytest.mark.parametrize(
    ("password", "says"),
    [
        ("elevensigns", "at least 12"),
        ("a river lamp " * 10, "at most 128"),
        ("passwordpassword", "first passwords"),
        ("P@ssw0rd2026!", "first passwords"),
        ("Pa55word2026!", "first passwords"),
        ("password1234", "first passwords"),
        ("123456789012", "first passwords"),
        ("9876543210qwerty", "first passwords"),
        ("qwertyuiopasdf", "first passwords"),
        ("asdfghjklzxcvbnm1234", "first passwords"),
        ("poiuytrewqlkjhgf", "first passwords"),
        ("aaaaaaaaaaaa", "first passwords"),
        ("abcabcabcabca", "first passwords"),
        ("NMTSchool2026!", "first passwords"),
        ("Neuromuscular1", "first passwords"),
        ("massage therapy 1", "first passwords"),
        ("ana@school.example", "your name or address"),
        ("AnaReyes2026!", "your name or address"),
        ("reyes-reyes-99", "your name or address"),
    ],
)
def test_a_password_that_is_not(password, says):
    assert says in str(find_password_problem(password, "ana@school.example", "Ana Reyes"))


@pytest.mark.parametrize(
    ("minutes", "is_over", "is_noted"),
    [(0, False, False), (4.9, False, False), (5, False, True), (29, False, True), (30, True, True)],
)
def test_a_sign_in_is_noted_to_be_used_every_five_minutes_and_ends_unused(
    minutes, is_over, is_noted
):
    seen_at = NOON - timedelta(minutes=minutes)
    assert is_idle(seen_at, timedelta(minutes=30), NOON) == is_over
    assert must_note_use(seen_at, timedelta(minutes=30), NOON) == is_noted


def test_a_sign_in_whose_use_is_not_noted_does_not_end_unused():
    assert not is_idle(None, timedelta(minutes=30), NOON)
    assert not must_note_use(None, timedelta(minutes=30), NOON)
    assert not ends_when_idle("student")
    assert all(ends_when_idle(role) for role in ("instructor", "officer", "admin"))


def test_with_a_short_limit_use_is_noted_more_often():
    seen_at = NOON - timedelta(minutes=2)
    assert must_note_use(seen_at, timedelta(minutes=5), NOON)


def test_no_password_of_the_published_lists_is_taken():
    """Of 30,000 leaked passwords, 229 are long enough; the rest are words and names."""
    assert len(FREQUENT) == 3973
    assert {"1qaz2wsx3edc", "mailcreated5240", "international", "hollingsworth"} <= FREQUENT
    taken = [word for word in FREQUENT if find_password_problem(word, "", "") is None]
    assert taken == []
    shouted = [word for word in FREQUENT if find_password_problem(word.upper(), "", "") is None]
    assert shouted == []


@pytest.mark.parametrize(
    "password", ["Hollingsworth1987!", "!!photographer!!", "Ph0t0gr@phers2026", "championships #1"]
)
def test_a_long_word_is_not_made_safe_by_what_is_added_to_it(password):
    assert str(find_password_problem(password, "", "")).startswith("This is one of the first")


def test_a_password_may_hold_ones_name_among_other_words():
    assert (
        find_password_problem("reyes likes plain rivers", "ana@school.example", "Ana Reyes") is None
    )


def test_the_same_password_from_another_keyboard():
    assert normalize_password("cafe\u0301 au lait") == normalize_password("café au lait")


@given(st.text(min_size=12, max_size=200))
def test_any_text_can_be_judged(text):
    assert is_common(text) in (True, False)


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("", "unknown"),
        ("not an address", "unknown"),
    ],
)
def test_a_network_is_what_one_household_has(address, network):
    assert find_network(address) == network


def test_students_stay_signed_in_for_two_weeks_and_staff_for_half_a_day():
    assert choose_lifetime("student") == timedelta(days=14)
    assert {choose_lifetime(role) for role in ("instructor", "officer", "admin")} == {
        timedelta(hours=12)
    }


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        (
            "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0",
            "Firefox on Linux",
        ),
        (
            "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/128.0 Mobile Safari/537.36",
            "Chrome on Android",
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/128.0 Safari/537.36 Edg/128.0",
            "Edge on Windows",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Safari/604.1",
            "Safari on iPhone",
        ),
        ("curl/8.0", "Some device"),
        ("", "Some device"),
    ],
)
def test_a_device_is_named_in_words_its_owner_knows(user_agent, name):
    assert name_device(user_agent) == name


def test_a_letter_waits_longer_each_time_and_is_given_up():
    waits = [choose_wait(tries) for tries in range(1, MOST_TRIES + 1)]
    assert waits[:3] == [timedelta(minutes=1), timedelta(minutes=2), timedelta(minutes=4)]
    assert max(wait for wait in waits if wait) == LONGEST_WAIT
    assert waits[-1] is None


def test_a_letter_to_an_unproven_address_carries_nothing_that_its_sender_typed():
    assert "Hello," in letters.write_join_letter("https://school.example/join/x").body


def acts_in(path: Path) -> Iterator[str]:
    """The codes that the calls of `record_act` in a file write.

    A name in braces stands for any kind of link.
    """
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id == "record_act"
        ):
            yield from _codes(node.args[2])


def _codes(act: ast.expr) -> list[str]:
    if isinstance(act, ast.Constant):
        return [act.value]
    assert (
        ast.unparse(act) == "f'person:{ticket.kind}'"
    )  # a link with which somebody chooses a password
    return ["person:invitation", "person:password"]


def test_every_act_that_anything_notes_has_its_sentence_and_no_other():
    written = {act for path in SCHOOL.rglob("*.py") for act in acts_in(path)}
    assert written == set(AUDIT_SENTENCES)


def test_an_act_is_told_with_its_details():
    assert describe_act("person:role", {"from": "student", "to": "officer"}) == ActInWords(
        "Changed the role from student to officer", ()
    )
    assert describe_act("person:disable", {"sign_ins_ended": 2}) == ActInWords(
        "Disabled the account", (("sign ins ended", "2"),)
    )


def test_an_act_without_a_sentence_or_a_detail_is_still_told():
    assert describe_act("thing:{act}", {"x": 1}) == ActInWords("thing:{act}", (("x", "1"),))
    assert (
        describe_act("person:rename", {"to": "{from}"}).sentence
        == "Changed the name from … to {from}"
    )
