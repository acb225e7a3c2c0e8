"""Documents for views: the current one by the name in a URL, or a page that says there is none."""

from __future__ import annotations

from typing import TypeVar

from flask import current_app, g

from school.catalogue.rules.decks import Deck
from school.catalogue.rules.documents import Catalogue, Course, Module, Quiz
from school.catalogue.service.editions import NothingPublished, Shelf
from school.core.refusals import NotFound
from school.web.context import any_session

T = TypeVar("T")
D = TypeVar("D", Module, Quiz, Course, Deck)


def shelf() -> Shelf:
    """The process's copy of what is published."""
    known: Shelf = current_app.extensions["shelf"]
    return known


def catalogue() -> Catalogue:
    """The current release; asked for once a request."""
    if "catalogue" not in g:
        with any_session() as session:
            g.catalogue = shelf().catalogue(session)
    current: Catalogue = g.catalogue
    return current


def zone_of_school() -> str:
    """The name of the school's time zone; UTC until something is published that says it."""
    try:
        return catalogue().school.zone
    except NothingPublished:
        return "UTC"


def module_or_404(slug: str) -> Module:
    return _there(catalogue().modules.get(slug))


def quiz_or_404(slug: str) -> Quiz:
    return _there(catalogue().quizzes.get(slug))


def course_or_404(slug: str) -> Course:
    return _there(catalogue().courses.get(slug))


def deck_or_404(slug: str) -> Deck:
    return _there(catalogue().decks.get(slug))


def edition_of(kind: type[D], edition_id: int) -> D:
    """The document of one edition, current or not."""
    with any_session() as session:
        return shelf().document(session, kind, edition_id)


def _there(document: T | None) -> T:
    if document is None:
        raise NotFound
    return document
