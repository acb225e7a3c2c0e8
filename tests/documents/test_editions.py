"""Editions, releases, and the process's copy of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from school.cards.rules.decks import Deck
from school.catalogue.rules.documents import Catalogue
from school.catalogue.service.library import read_library
from school.core.refusals import NotFound
from school.documents.service import shelf as shelves
from school.documents.service.editions import store_release
from school.documents.service.readiness import find_content_fault
from school.documents.service.shelf import Shelf
from school.documents.tables import Edition
from school.quizzes.rules.quiz import Quiz
from tests import make


def test_an_old_edition_can_still_be_read(session, noon):
    shelf = Shelf()
    old = shelf.find_release(session).of(Quiz)["ischemia"]
    changed = make.quiz(title="Another title")
    store_release(session, "Ines Calder", make.drafts(quiz=changed), noon + timedelta(days=1))
    new = shelf.find_release(session).of(Quiz)["ischemia"]
    assert (old.title, new.title) == ("Quiz: Ischemia", "Another title")
    assert shelf.find_document(session, Quiz, old.edition_id) == old
    assert shelf.find_document(session, Quiz, new.edition_id) == new


def test_a_release_takes_over_the_documents_that_stayed_as_they_were(session, noon):
    shelf = Shelf()
    before = Catalogue(shelf.find_release(session))
    store_release(
        session,
        "Ines Calder",
        make.drafts(quiz=make.quiz(title="Another title")),
        noon + timedelta(days=1),
    )
    after = Catalogue(shelf.find_release(session))
    deck, quiz = after.of(Deck)["referral-patterns"], after.of(Quiz)["ischemia"]
    assert deck is before.of(Deck)["referral-patterns"], (
        "its cards would be compared with those of its twin on every page"
    )
    assert quiz is not before.of(Quiz)["ischemia"]
    assert shelf.find_document(session, Quiz, quiz.edition_id) is quiz, (
        "what is current is not kept twice"
    )


def test_the_same_drafts_make_no_release(session, noon):
    assert store_release(session, "Ines Calder", make.drafts(), noon) is None


def test_an_edition_that_never_was_is_not_found(session):
    with pytest.raises(NotFound):
        Shelf().find_document(session, Quiz, 999)


def test_what_the_process_has_is_not_asked_for_again(app, database, count_statements):
    shelf = app.extensions["shelf"]
    with app.extensions["database"].reading() as session:
        quiz = shelf.find_release(session).of(Quiz)["ischemia"]
        shelf.find_document(session, Quiz, quiz.edition_id)
        with count_statements() as statements:
            shelf.find_document(session, Quiz, quiz.edition_id)
            Catalogue(shelf.find_release(session))
    assert statements() == 1  # which release is current


def test_texts_are_made_once_an_edition_and_the_oldest_makes_room(monkeypatch):
    monkeypatch.setattr(shelves, "MOST_TEXTS", 2)
    made: list[int] = []

    def make_text(edition: int) -> str:
        made.append(edition)
        return f"text of {edition}"

    shelf = Shelf()
    for edition in (1, 2, 1, 3, 1, 2):
        text = shelf.render_once(edition, "en", "body", lambda edition=edition: make_text(edition))
        assert text == f"text of {edition}"
    assert made == [1, 2, 3, 2]


def test_texts_of_one_edition_in_two_languages_are_kept_apart():
    shelf = Shelf()
    for _twice in range(2):
        assert shelf.render_once(1, "en", "body", lambda: "Objectives") == "Objectives"
        assert shelf.render_once(1, "es", "body", lambda: "Objetivos") == "Objetivos"


def test_an_edition_says_in_which_language_it_is_written(session, noon):
    drafts = make.drafts()
    changed = replace(drafts[0], language="es", sha256="another")
    store_release(session, "Ines Calder", [changed, *drafts[1:]], noon + timedelta(days=1))
    languages = session.execute(
        select(Edition.number, Edition.language)
        .where(Edition.kind == changed.kind, Edition.slug == changed.slug)
        .order_by(Edition.number)
    )
    assert languages.all() == [(1, "en"), (2, "es")]


def test_the_modules_before_and_after(session):
    current = Catalogue(Shelf().find_release(session))
    before, after = current.find_neighbors("ischemia")
    assert (before, after.slug) == (None, "trigger-points")
    assert [course.slug for course in current.list_courses_with("ischemia")] == [
        "nmt-elective",
        "nmt-five-factors",
    ]


def test_a_school_with_content_is_ready(session):
    assert find_content_fault(session) is None


def retire_ischemia(session, noon, *instead) -> None:
    """Publish the test content without the module, the quiz and the courses that ask for it."""
    kept = [draft for draft in make.drafts() if draft.slug != "ischemia" and draft.kind != "course"]
    store_release(session, "Ines Calder", [*kept, *instead], noon)


def test_a_module_that_is_no_longer_taught_is_what_it_was_last(session, noon):
    """The quiz of the same name had more editions; it is no module for all that."""
    for title in ("Second", "Third"):
        store_release(session, "Ines Calder", make.drafts(quiz=make.quiz(title=title)), noon)
    renamed = make.module(title="Ischemia and guarding")
    store_release(session, "Ines Calder", make.drafts(module=renamed), noon)
    course = read_library(session).catalogue.courses["nmt-elective"]
    retire_ischemia(session, noon)
    modules = read_library(session).find_modules(session, course)
    assert [module.title for module in modules.values()] == [
        "Ischemia and guarding",
        "Trigger points",
    ]
    assert modules["ischemia"].edition_id


def test_a_module_that_took_the_place_of_a_retired_one_is_taught_for_it(session, noon):
    course = read_library(session).catalogue.courses["nmt-elective"]
    newer = make.module("ischemia-2", family="ischemia", title="Ischemia, anew")
    retire_ischemia(session, noon, make.draft("module", newer.slug, newer))
    modules = read_library(session).find_modules(session, course)
    assert modules["ischemia"].title == "Ischemia, anew"
