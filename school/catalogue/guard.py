"""What is taught now for views: all of it, or one document by its name, or a 404."""

from __future__ import annotations

from school.catalogue.rules.documents import Catalogue, Course, Module
from school.documents.guard import current_release, document_or_404
from school.documents.service.shelf import NothingPublished


def catalogue() -> Catalogue:
    """What is taught now."""
    return Catalogue(current_release())


def zone_of_school() -> str:
    """The name of the school's time zone; UTC until something is published that says it."""
    try:
        return catalogue().school.zone
    except NothingPublished:
        return "UTC"


def module_or_404(slug: str) -> Module:
    return document_or_404(Module, slug)


def course_or_404(slug: str) -> Course:
    return document_or_404(Course, slug)
