"""Finds what is taught now for views: all of it, or one document by its name, or answers 404."""

from __future__ import annotations

from school.catalogue.rules.documents import Catalogue, Course, Module
from school.documents.guard import current_release, document_or_404
from school.documents.service.shelf import NothingPublished


def current_catalogue() -> Catalogue:
    """Return everything that is taught now."""
    return Catalogue(current_release())


def zone_of_school() -> str:
    """Return the name of the school's time zone; UTC as long as nothing is published."""
    try:
        return current_catalogue().school.zone
    except NothingPublished:
        return "UTC"


def module_or_404(slug: str) -> Module:
    return document_or_404(Module, slug)


def course_or_404(slug: str) -> Course:
    return document_or_404(Course, slug)
