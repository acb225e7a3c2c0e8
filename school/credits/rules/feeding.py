"""Which of somebody's courses gets the minutes of a module that several of them ask for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from school.catalogue.rules.documents import Course, Module


@dataclass(frozen=True)
class Taken:
    """A course that somebody takes, with the families of the modules it asks for."""

    course: Course  # the edition under which they take it
    families: frozenset[str]
    enrolled_at: datetime
    preferred_at: datetime | None  # since when they want shared minutes to go here


def fed_course(module: Module, taken: Iterable[Taken]) -> Course | None:
    """The course whose hours a pass feeds: of those that ask for the module or another of its family, the one that
    was chosen last for shared minutes; without a choice, the one enrolled in earliest.

    None: enrolled in no course that asks for it.
    """
    asking = [one for one in taken if module.family in one.families]
    chosen = [one for one in asking if one.preferred_at is not None]
    if chosen:
        return max(chosen, key=_choice).course
    return min(asking, key=lambda one: one.enrolled_at).course if asking else None


def _choice(taken: Taken) -> datetime:
    assert taken.preferred_at is not None
    return taken.preferred_at
