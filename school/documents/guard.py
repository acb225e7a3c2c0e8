"""Documents for views: the current one by the name in a URL, or a page that says there is none."""

from __future__ import annotations

from typing import TypeVar

from flask import current_app, g

from school.core.refusals import NotFound
from school.documents.rules.release import PublishedRelease
from school.documents.service.shelf import Shelf
from school.web.context import any_session

D = TypeVar("D")


def shelf() -> Shelf:
    """The process's copy of what is published."""
    known: Shelf = current_app.extensions["shelf"]
    return known


def current_release() -> PublishedRelease:
    """The current release; asked for once a request."""
    if "release" not in g:
        with any_session() as session:
            g.release = shelf().release(session)
    release: PublishedRelease = g.release
    return release


def document_or_404(document: type[D], slug: str) -> D:
    """The current document of a class and name."""
    current = current_release().of(document).get(slug)
    if current is None:
        raise NotFound
    return current


def edition_of(document: type[D], edition_id: int) -> D:
    """The document of one edition, current or not."""
    with any_session() as session:
        return shelf().document(session, document, edition_id)
