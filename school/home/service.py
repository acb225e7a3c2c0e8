"""What a student sees first: what each feature knows about them, in a few statements."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from school.catalogue.rules.documents import Course
from school.catalogue.service.library import Library
from school.catalogue.service.studying import list_finished_sections
from school.core.identity import Identity
from school.credits.rules.standing import Standing
from school.credits.service.hours import read_hours
from school.home.rules import Continue, NextQuiz, choose_quiz, find_reading, list_modules_to_study
from school.quizzes.service.overview import read_quizzes_taken
from school.studying.service.desk import DueDeck, read_due_decks


@dataclass(frozen=True)
class Desk:
    """A student's day."""

    first_name: str
    reading: Continue | None
    quiz: NextQuiz | None
    standings: tuple[Standing, ...]
    cards: tuple[DueDeck, ...]
    other_courses: tuple[Course, ...]  # that the student might enroll in

    @property
    def cards_due(self) -> int:
        return sum(deck.due + deck.new for deck in self.cards)


def build_desk(session: Session, library: Library, who: Identity, now: datetime) -> Desk:
    """Put together what `who` should do next, in five statements, however long their history is."""
    catalogue = library.catalogue
    hours = read_hours(session, library, who.id)
    enrolled = {standing.course.slug for standing in hours.standings}
    needed = []
    for standing in hours.standings:
        needed += [line.module for line in standing.lines if line.module is not None]
    finished = list_finished_sections(session, who.id)
    taken = read_quizzes_taken(session, who.id)
    modules = list_modules_to_study(catalogue, needed)
    others = [course for slug, course in catalogue.courses.items() if slug not in enrolled]
    return Desk(
        first_name=who.name.split()[0],
        reading=find_reading(modules, finished),
        quiz=choose_quiz(
            catalogue, modules, finished, taken.passed, taken.open_attempts, taken.used
        ),
        standings=hours.standings,
        cards=read_due_decks(session, catalogue, who.id, now),
        other_courses=tuple(others),
    )
