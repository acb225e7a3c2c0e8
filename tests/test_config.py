"""The school refuses to start with a configuration that would harm it, and says how to mend it."""

from __future__ import annotations

from pathlib import Path

import pytest

from school.config import BadConfiguration, find_data_folder, find_root, read_config

GOOD = {"SCHOOL_SECRET_KEY": "Vt0n9G1xq3ZrB7mWc5Yk2Lp8Js4Hd6Fa"}


def test_a_good_key_is_all_it_needs():
    assert read_config(GOOD).on_sqlite


@pytest.mark.parametrize(
    ("settings", "complaint"),
    [
        ({}, "SCHOOL_SECRET_KEY is missing; make one with"),
        ({"SCHOOL_SECRET_KEY": "secret"}, "SCHOOL_SECRET_KEY is too weak"),
        ({"SCHOOL_SECRET_KEY": "a" * 64}, "SCHOOL_SECRET_KEY is too weak"),
        ({**GOOD, "SCHOOL_DATABSE_URL": "x"}, "did you mean SCHOOL_DATABASE_URL?"),
        (
            {**GOOD, "SCHOOL_DATABASE_URL": "mysql://x"},
            "must begin with sqlite:/// or postgresql://",
        ),
        ({**GOOD, "SCHOOL_DATABASE_URL": "sqlite:///:memory:"}, "names no file"),
        ({**GOOD, "SCHOOL_WORKERS": "2"}, "needs PostgreSQL"),
        ({**GOOD, "SCHOOL_DATABASE_READ_URL": "postgresql://x"}, "needs PostgreSQL"),
        ({**GOOD, "SCHOOL_PORT": "eighty"}, "must be a whole number"),
        ({**GOOD, "SCHOOL_THREADS": "0"}, "at least 1"),
        ({**GOOD, "SCHOOL_BASE_URL": "school.example"}, "must be the address people use"),
        ({**GOOD, "SCHOOL_MAIL_URL": "http://mail"}, "must begin with smtp://"),
        ({**GOOD, "SCHOOL_STAFF_SECOND_FACTOR": "yes"}, "must be required or optional"),
        ({**GOOD, "SCHOOL_STAFF_IDLE_MINUTES": "4"}, "from 5 to 720"),
        ({**GOOD, "SCHOOL_STAFF_IDLE_MINUTES": "721"}, "from 5 to 720"),
    ],
)
def test_what_is_wrong_is_named_with_its_cure(settings, complaint):
    with pytest.raises(BadConfiguration, match=complaint.replace("?", r"\?")):
        read_config(settings)


def test_every_problem_is_told_at_once():
    with pytest.raises(BadConfiguration) as refused:
        read_config({"SCHOOL_PORT": "x", "SCHOOL_COLOUR": "red"})
    assert len(str(refused.value).splitlines()) == 4


def test_cookies_insist_on_https_where_people_use_it():
    assert read_config({**GOOD, "SCHOOL_BASE_URL": "https://school.example"}).secure
    assert not read_config(GOOD).secure


def test_a_checkout_keeps_its_data_beside_the_program(tmp_path):
    (tmp_path / "templates").mkdir()
    package = tmp_path / "school"
    assert find_root(package) == tmp_path
    assert find_data_folder(package, {"XDG_DATA_HOME": "/elsewhere"}) == tmp_path / "var"


def test_an_installed_package_keeps_none_inside(tmp_path):
    (tmp_path / "school" / "templates").mkdir(parents=True)
    package = tmp_path / "school"
    assert find_root(package) == package
    folder = find_data_folder(package, {"XDG_DATA_HOME": "/srv/data"})
    assert folder == Path("/srv/data/nmt-school")
    for environ in ({}, {"XDG_DATA_HOME": ""}, {"XDG_DATA_HOME": "not/absolute"}):
        folder = find_data_folder(package, environ)
        assert folder == Path("~/.local/share/nmt-school").expanduser()


def test_staff_need_a_second_factor_in_production_unless_somebody_says_no():
    online = {**GOOD, "SCHOOL_BASE_URL": "https://school.example"}
    assert read_config(online).requires_second_factor
    assert not read_config(GOOD).requires_second_factor
    optional = {**online, "SCHOOL_STAFF_SECOND_FACTOR": "optional"}
    assert not read_config(optional).requires_second_factor
    required = {**GOOD, "SCHOOL_STAFF_SECOND_FACTOR": "required"}
    assert read_config(required).requires_second_factor
