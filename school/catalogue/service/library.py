"""What is taught now, together with every earlier edition that someone's work rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from school.catalogue.rules.documents import Catalogue, Course, Module
from school.documents.service.shelf import Shelf, read_last_edition


@dataclass(frozen=True)
class Library:
    """The catalogue and the process's copies of old editions."""

    catalogue: Catalogue
    shelf: Shelf

    def find_course(self, session: Session, slug: str, edition_id: int | None) -> Course:
        """Return a course as of an edition; None: as it is taught now, or was taught last.

        Takes no statement if the process has the edition. Raises NotFound for an edition that was
        never published.
        """
        if edition_id is None:
            taught = self.catalogue.courses.get(slug)
            return taught or self.shelf.find_last_edition(
                session, Course, slug, self.catalogue.release_id
            )
        return self.shelf.find_document(session, Course, edition_id)

    def find_modules(self, session: Session, course: Course) -> Mapping[str, Module]:
        """Return the modules of a course, by the slugs that it names them by.

        A retired module is replaced by the one that took its place in its family, or else is
        returned as it was taught last. Takes no statement if the process has the editions.
        """
        return {slug: self._find_module(session, slug) for slug in course.modules}

    def _find_module(self, session: Session, slug: str) -> Module:
        taught = self.catalogue.modules.get(slug)
        if taught is not None:
            return taught
        retired = self.shelf.find_last_edition(session, Module, slug, self.catalogue.release_id)
        return self.catalogue.find_module_of_family(retired.family) or retired


def find_module_or_last(session: Session, catalogue: Catalogue, slug: str) -> Module:
    """Return the module, current or not: an attempt begun before it was retired earns minutes."""
    return catalogue.modules.get(slug) or read_last_edition(session, Module, slug)


def read_library(session: Session) -> Library:
    """Return the library for a program that serves no requests."""
    shelf = Shelf()
    return Library(Catalogue(shelf.find_release(session)), shelf)
