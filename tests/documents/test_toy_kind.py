"""A kind of document is added without a change in `school/`: rubrics."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from school.catalogue.service.search import search_content
from school.documents.rules.kinds import DOCUMENT_KINDS, judge_kind
from school.documents.rules.reading.tree import read_content
from school.documents.service.publishing import publish_folder
from school.documents.service.shelf import Shelf
from tests.catalogue import tree
from tests.documents.toy import RUBRIC, RUBRICS, Rubric


@pytest.fixture
def rubrics() -> Iterator[None]:
    """The school knows rubrics for one test."""
    with DOCUMENT_KINDS.restored_afterward():
        DOCUMENT_KINDS.add(RUBRICS.name, RUBRICS)
        yield
    assert RUBRICS.name not in DOCUMENT_KINDS


@pytest.fixture
def folder(tmp_path):
    return tree.write(tmp_path, {**tree.FILES, "rubrics/pressing.yaml": RUBRIC.encode()})


@pytest.mark.usefixtures("rubrics")
def test_a_toy_kind_is_published_found_and_listed(database, folder, noon, ines):
    with database.writing() as session:
        outcome = publish_folder(session, "Ines Calder", folder, noon)
    assert outcome.problems == ()
    with database.reading() as session:
        release = Shelf().find_release(session)
        (hit,) = search_content(session, "sink slowly")
    rubric = release.of(Rubric)["pressing"]
    assert rubric.steps == ("Find the band", "Sink in slowly")
    assert (hit.url, hit.title) == ("/rubrics/pressing", "A check-off of pressing")
    desk = ines.get("/studio").text
    assert "A check-off of pressing" in desk
    assert "2 steps" in desk
    assert ">Rubrics</a>" in desk
    page = ines.get("/studio/rubric/pressing").text
    assert "Rubric, edition 1" in page
    assert "As readers see it" not in page, "it has no page of its own"


@pytest.mark.usefixtures("rubrics")
def test_what_a_toy_kind_promised_once_is_held(session, folder, noon):
    publish_folder(session, "Ines Calder", folder, noon)
    other = RUBRIC.replace("module: ischemia", "module: trigger-points")
    lesson = tree.FILES["modules/ischemia.md"].decode().replace("isc-", "trp-")
    lesson = lesson.replace("id: ischemia", "id: trigger-points").replace("order: 1", "order: 2")
    (folder / "modules/trigger-points.md").write_text(
        lesson.replace("id: ischemia", "id: trigger-points").replace("order: 1", "order: 2"),
        "utf-8",
    )
    (folder / "rubrics/pressing.yaml").write_text(other, "utf-8")
    outcome = publish_folder(session, "Ines Calder", folder, noon)
    assert [(problem.path, problem.what) for problem in outcome.problems] == [
        ("content/rubrics/pressing.yaml", "the rubric has another module now")
    ]


@pytest.mark.usefixtures("rubrics")
def test_a_misplaced_file_is_told_of_the_toy_kinds_folder():
    (problem,) = read_content({**tree.FILES, "rubric/pressing.yaml": b""}).problems
    assert problem.fix == "did you mean rubrics?"


@pytest.mark.usefixtures("rubrics")
def test_files_of_a_toy_kind_carry_the_id_of_their_name():
    (problem,) = read_content({**tree.FILES, "rubrics/palpating.yaml": RUBRIC.encode()}).problems
    assert problem.what == "the id “pressing” and the file's name “palpating” differ"


def test_a_school_that_no_longer_knows_the_kind_reads_the_release_without_it(
    session, tmp_path, noon
):
    files = {**tree.FILES, "rubrics/pressing.yaml": RUBRIC.encode()}
    with DOCUMENT_KINDS.restored_afterward():
        DOCUMENT_KINDS.add(RUBRICS.name, RUBRICS)
        assert publish_folder(session, "Ines Calder", tree.write(tmp_path, files), noon).release_id
    release = Shelf().find_release(session)
    assert release.of_kind("rubric") == {}
    assert list(release.of_kind("module")) == ["ischemia"]


def test_a_kind_that_nobody_brings_cannot_be_published():
    with pytest.raises(ValueError, match="no kind of document called 'rubric'"):
        judge_kind("rubric")
