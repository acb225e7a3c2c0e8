"""Finds documents for views: the current one by the name in a URL, or answers 404."""

from __future__ import annotations

from typing import TypeVar

from flask import current_app, g

from school.core.refusals import NotFound
from school.documents.rules.release import PublishedRelease
from school.documents.service.shelf import Shelf
from school.web.context import any_session

D = TypeVar("D")


def current_shelf() -> Shelf:
    """Return the process's copy of what is published."""
    shelf: Shelf = current_app.extensions["shelf"]
    return shelf


def current_release() -> PublishedRelease:
    """Return the current release, which is read once per request."""
    if "release" not in g:
        with any_session() as session:
            g.release = current_shelf().find_release(session)
    release: PublishedRelease = g.release
    return release


def document_or_404(document: type[D], slug: str) -> D:
    """Return the current document of this class and name. Raises NotFound."""
    current = current_release().of(document).get(slug)
    if current is None:
        raise NotFound
    return current


def edition_of(document: type[D], edition_id: int) -> D:
    """Return the document of one edition, current or not. Raises NotFound."""
    with any_session() as session:
        return current_shelf().find_document(session, document, edition_id)
