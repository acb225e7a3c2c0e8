"""What holds for every kind of document that the school brings."""

from __future__ import annotations

import pytest

from school.documents.rules.kinds import DOCUMENT_KINDS, Folder, find_kind, list_kinds_by_rank

STORED_NAMES = {"school", "sources", "glossary", "module", "quiz", "course", "deck"}


def test_the_stored_names_of_the_kinds_stay():
    assert set(DOCUMENT_KINDS) == STORED_NAMES


@pytest.mark.parametrize("name", sorted(STORED_NAMES))
def test_a_kind_is_known_by_its_name_and_by_the_class_of_its_documents(name):
    kind = DOCUMENT_KINDS[name]
    assert kind.name == name
    assert find_kind(kind.document) is kind


def test_no_two_kinds_share_a_place_or_a_rank():
    kinds = DOCUMENT_KINDS.values()
    assert len({kind.place.name for kind in kinds}) == len(kinds)
    assert len({kind.rank for kind in kinds}) == len(kinds)


def test_what_has_a_folder_has_a_plural_and_lists_have_the_kinds_in_their_order():
    plurals = [kind.plural for kind in list_kinds_by_rank() if isinstance(kind.place, Folder)]
    assert plurals == ["modules", "quizzes", "courses", "decks"]
    assert DOCUMENT_KINDS["quiz"].write_count(1) == "1 quiz"
    assert DOCUMENT_KINDS["quiz"].write_count(3) == "3 quizzes"


def test_the_stored_address_of_a_document_is_the_one_that_the_page_has(built_app):
    """Published text and the search keep addresses, so a page may not move away from them."""
    adapter = built_app.url_map.bind("localhost")
    pages = [kind.page for kind in DOCUMENT_KINDS.values() if kind.page]
    assert len(pages) == 5
    for page in pages:
        arguments = {page.argument: "some-slug"} if page.argument else {}
        assert adapter.build(page.endpoint, arguments) == page.stored.format(slug="some-slug")
