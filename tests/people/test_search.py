"""People are found by what somebody remembers of their names."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import delete, select

from school.core.projections import compare_projections, note_person
from school.people.rules.search import list_search_words, split_search
from school.people.service.accounts import change_name
from school.people.service.joining import add_person
from school.people.service.people import read_people_page
from school.people.tables import Person, PersonWord
from tests.cast import NOON, identity


def is_found_by(name: str, typed: str, email: str | None = None) -> bool:
    """Whether somebody with this name is found, by the definition: every word begins one."""
    words = list_search_words([name], email)
    for spellings in split_search(typed):
        if not any(word.startswith(tuple(spellings)) for word in words):
            return False
    return True


# What an office types, and whom it wants.
FOUND = (
    ("Mary O’Brien", "O'Brien"),
    ("Mary O'Brien", "O’Brien"),
    ("Mary O’Brien", "obrien"),
    ("Mary O’Brien", "Brien"),
    ("Mary O’Brien", "O'Brien, Mary"),
    ("Mary O’Brien", "mary obr"),
    ("Kenji O’Hara", "ohara"),
    ("Ana Reyes", "reyes, ana"),
    ("Ana Reyes, LMT, BCTMB", "reyes"),
    ("Tom McDonald Jr.", "mcdonald jr"),
    ("Łukasz Nowak", "Lukasz"),
    ("Mette Søndergård", "Sondergard"),
    ("Mette Søndergaard", "Søndergård"),
    ("Liv Ødegård", "Odegard"),
    ("Elif Yılmaz", "yilmaz"),
    ("Elif YILMAZ", "yılmaz"),
    ("Jörg Müller", "Mueller"),
    ("Jörg Müller", "muller"),
    ("Jorg Mueller", "Müller"),
    ("Jörg Mu\u0308ller", "Mueller"),
    ("Dana Quill-Okafor", "okafor"),
    ("Dana Quill-Okafor", "quill okafor"),
    ("Dana Quill\u2010Okafor", "Quill-Okafor"),
    ("Đorđe Đukić", "dorde dukic"),
    ("Æsa Þórsdóttir", "aesa thors"),
    ("Straße", "strasse"),
    ("李小龙", "小龙"),
    ("김민준", "민준"),
    ("Ana María de la Cruz", "maria cruz"),
)
NOT_FOUND = (
    ("Mary O’Brien", "bryan"),
    ("Ana Reyes", "reyes, ben"),
    ("Ana Reyes", "eyes"),
    ("李小龙", "大龙"),
)


@pytest.mark.parametrize(("name", "typed"), FOUND)
def test_a_name_is_found_however_it_is_typed(name, typed):
    assert is_found_by(name, typed)


@pytest.mark.parametrize(("name", "typed"), NOT_FOUND)
def test_another_name_is_not(name, typed):
    assert not is_found_by(name, typed)


@pytest.mark.parametrize(
    "typed", ["ana.reyes@school.example", "ana.rey", "reyes", "school.example", "ANA.REYES@school"]
)
def test_an_address_is_found_whole_and_by_its_parts(typed):
    assert is_found_by("Somebody Else", typed, "ana.reyes@school.example")


@pytest.mark.parametrize("typed", ["", "   ", ",", "’", "-", "\u200b"])
def test_nothing_typed_asks_for_nobody_in_particular(typed):
    assert split_search(typed) == []


def find_ids(database, typed: str) -> set[int]:
    with database.reading() as session:
        return {row.id for row in read_people_page(session, typed, 1).people}


def test_the_database_finds_the_same(database):
    people = {}
    with database.writing() as session:
        for number, name in enumerate(dict.fromkeys(name for name, _typed in FOUND)):
            email = f"somebody{number}@elsewhere.example"
            people[name] = add_person(session, email, name, "student", None, NOON).id
    for name, typed in FOUND:
        found = find_ids(database, typed)
        assert people[name] in found, (name, typed)
        right = {person_id for other, person_id in people.items() if is_found_by(other, typed)}
        assert found & set(people.values()) == right


def test_a_former_name_still_finds_somebody(database):
    ana = identity("ana")
    with database.writing() as session:
        change_name(session, ana, "Ana Brandt", NOON + timedelta(days=1))
    assert find_ids(database, "brandt") == find_ids(database, "ana reyes") == {ana.id}


def test_two_acts_about_one_person_write_each_word_once(database):
    """Both find the words missing, as after an upgrade, and both end well."""
    ana = identity("ana")
    with database.writing() as session:
        session.execute(delete(PersonWord).where(PersonWord.person_id == ana.id))
    # On SQLite the second can't even open its transaction before the first has ended.
    both_are_open = Barrier(1 if database.on_sqlite else 2)

    def act() -> None:
        with database.writing() as session:
            note_person(session, ana.id)
            both_are_open.wait(20)

    with ThreadPoolExecutor() as pool:
        for ended in [pool.submit(act) for _number in range(2)]:
            ended.result()
    assert find_ids(database, "reyes") == {ana.id}


def test_words_that_are_missing_are_noticed_and_written_again(database):
    ana = identity("ana")
    with database.writing() as session:
        session.execute(delete(PersonWord).where(PersonWord.person_id == ana.id))
        session.get_one(Person, ana.id).sort_name = "zzz"
    with database.reading() as session:
        differences = [said for said in compare_projections(session) if "names of" in said]
    assert [f"person {ana.id} " in said for said in differences] == [True]
    with database.writing() as session:
        note_person(session, ana.id)
    with database.reading() as session:
        assert not list(compare_projections(session))
        assert session.scalar(select(Person.sort_name).where(Person.id == ana.id)) == "reyes ana"
