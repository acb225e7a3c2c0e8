"""What is taught now, together with every earlier edition that somebody's work rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from school.catalogue.rules.documents import Catalogue, Course, Module
from school.documents.service.shelf import Shelf, last_edition


@dataclass(frozen=True)
class Library:
    """The catalogue and the process's copies of old editions."""

    catalogue: Catalogue
    shelf: Shelf

    def course(self, session: Session, slug: str, edition_id: int | None) -> Course:
        """A course as it was in an edition; None: as it is taught now, or was taught last.

        No statement where the process has the edition already. Raises NotFound for an edition that
        was never published.
        """
        if edition_id is None:
            taught = self.catalogue.courses.get(slug)
            return taught or self.shelf.last(session, Course, slug, self.catalogue.release_id)
        return self.shelf.document(session, Course, edition_id)

    def modules_of(self, session: Session, course: Course) -> Mapping[str, Module]:
        """The modules that a course names, by the slugs it names them by.

        A retired one is given as the module that took its place in its family; where none did, as it
        was taught last. No statement where the process has them already.
        """
        return {slug: self._module(session, slug) for slug in course.modules}

    def _module(self, session: Session, slug: str) -> Module:
        taught = self.catalogue.modules.get(slug)
        if taught is not None:
            return taught
        retired = self.shelf.last(session, Module, slug, self.catalogue.release_id)
        return self.catalogue.module_of_family(retired.family) or retired


def module_or_last(session: Session, catalogue: Catalogue, slug: str) -> Module:
    """The module, current or not: an attempt begun before it was retired earns its minutes."""
    return catalogue.modules.get(slug) or last_edition(session, Module, slug)


def read_library(session: Session) -> Library:
    """The library for a program that serves no requests."""
    shelf = Shelf()
    return Library(Catalogue(shelf.release(session)), shelf)
