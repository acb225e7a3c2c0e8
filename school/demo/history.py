"""What the demo students did in the last sixty days: dated acts, played in order of time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from school.cards.rules.decks import Deck
from school.catalogue.rules.documents import Catalogue, Course, Module
from school.catalogue.service.studying import enrol, finish_section
from school.core.identity import Identity
from school.credits.service.awards import ClassTime, record_classroom
from school.credits.service.completing import Registrar
from school.demo.drilling import session_of_cards
from school.demo.people import ELECTIVE, Student
from school.questions.items import Item, Response
from school.questions.kinds import give_right_answer, list_wrong_answers
from school.quizzes.rules.quiz import Quiz
from school.quizzes.service.answers import save_responses
from school.quizzes.service.attempts import start_attempt
from school.quizzes.service.hand_in import hand_in_attempt
from school.studying.rules.plans import Examination
from school.studying.service.settings import set_examination

CLASS_MINUTES = 240


@dataclass(frozen=True)
class Act:
    """Something that somebody did at a moment."""

    at: datetime
    do: Callable[[Session, datetime], None]


@dataclass(frozen=True)
class Life:
    """A student of the demo with everything their acts need."""

    student: Student
    who: Identity
    officer: Identity
    registrar: Registrar
    now: datetime

    @property
    def catalogue(self) -> Catalogue:
        return self.registrar.library.catalogue

    def ago(self, days: float, hour: int = 18, minute: int = 0) -> datetime:
        """The instant so many days ago at an hour of the school's clock, never later than now."""
        zone = ZoneInfo(self.catalogue.school.zone)
        local = (self.now.astimezone(zone) - timedelta(days=days)).replace(
            hour=hour, minute=minute, second=0
        )
        return min(local.astimezone(self.now.tzinfo), self.now - timedelta(minutes=1))


def acts_of(life: Life) -> Iterator[Act]:
    """Everything one student did, in no particular order."""
    courses = [life.catalogue.courses[slug] for slug in life.student.courses]
    for course in courses:
        yield Act(life.ago(life.student.joined - 1, 9), _enrolling(life, course))
    yield from _studying(life, courses[0])
    if ELECTIVE in life.student.courses:
        yield from _attending(life, life.catalogue.courses[ELECTIVE])
    if life.student.cards_a_day:
        yield from _drilling(life)


def _enrolling(life: Life, course: Course) -> Callable[[Session, datetime], None]:
    return lambda session, at: enrol(session, life.who, course, at)


def _studying(life: Life, course: Course) -> Iterator[Act]:
    """Module after module: its sections, then its quiz, failed now and then before it is passed."""
    student, random = life.student, Random(life.student.login)  # noqa: S311 - a story, not a secret
    modules = [life.catalogue.modules[slug] for slug in course.modules]
    passed, begun = modules[: student.passes], modules[student.passes : student.passes + 1]
    pace = (student.joined - 4) / max(1, student.passes + 1)
    for position, module in enumerate(passed):
        day = student.joined - 2 - position * pace
        yield from _reading(life, module, len(module.sections), day)
        quiz = life.catalogue.of(Quiz)[module.quiz or ""]
        if random.random() > student.care:
            yield Act(life.ago(day - 1, 19, 10), _sitting(life, quiz, 0.6, finish=True))
        yield Act(
            life.ago(day - 2, 19, 30), _sitting(life, quiz, max(0.9, student.care), finish=True)
        )
    for module in begun:
        yield from _reading(life, module, student.reads, 3)
        if student.open_quiz:
            quiz = life.catalogue.of(Quiz)[module.quiz or ""]
            yield Act(life.ago(1, 20, 15), _sitting(life, quiz, 0.5, finish=False))


def _reading(life: Life, module: Module, sections: int, day: float) -> Iterator[Act]:
    for position, section in enumerate(module.sections[:sections]):
        at = life.ago(day, 17, 5 + 6 * position)

        def finish(session: Session, now: datetime, section_id: str = section.id) -> None:
            finish_section(session, life.who, module, section_id, now)

        yield Act(at, finish)


def _sitting(
    life: Life, quiz: Quiz, share: float, *, finish: bool
) -> Callable[[Session, datetime], None]:
    """One attempt with about that share of the questions right. Without `finish` it stays open."""

    def sit(session: Session, at: datetime) -> None:
        random = Random(f"{life.student.login}{quiz.slug}{share}")  # noqa: S311
        begun = at - timedelta(
            minutes=random.randrange(5, 12)
        )  # `at` is when it ends: acts stand in that order
        attempt = start_attempt(
            session, life.who, quiz, life.registrar.library, random.randrange(2**31), begun
        )
        light = [position for position, item in enumerate(quiz.items) if item.points == 1]
        wrong = set(random.sample(light, round((1 - share) * len(quiz.items))))
        answers = {
            item.id: a_wrong_answer(item, random) if position in wrong else give_right_answer(item)
            for position, item in enumerate(quiz.items)
        }
        if finish:
            hand_in_attempt(session, attempt, quiz, answers, life.registrar, at)
        else:
            save_responses(session, attempt, dict(list(answers.items())[:4]), at)

    return sit


def a_wrong_answer(item: Item, random: Random) -> Response:
    """An answer that is not right, as students give them."""
    return random.choice(list_wrong_answers(item))


def _attending(life: Life, course: Course) -> Iterator[Act]:
    """Four-hour classes, one a week, recorded by the officer in the evening."""
    part = next(part for part in course.parts if part.delivery == "live")
    for position in range(life.student.classes):
        held = _saturday(life.ago(life.student.joined - 2 - position * 7, 13))

        def record(
            session: Session, at: datetime, number: int = position + 1, held: datetime = held
        ) -> None:
            zone = life.catalogue.school.zone
            day = held.astimezone(ZoneInfo(zone)).date()
            seen = (
                f"Class {number} of 8, signed in and out on the paper roster; Ines Calder taught."
            )
            key = f"demo-{life.student.login}-{number}"
            time = ClassTime(part.id, CLASS_MINUTES, day, seen, key)
            record_classroom(session, life.registrar, life.officer, life.who.id, course, time, at)

        yield Act(held + timedelta(hours=5), record)


def _saturday(at: datetime) -> datetime:
    """The same hour on the Saturday after, or on the day itself."""
    return at + timedelta(days=(5 - at.weekday()) % 7)


def _drilling(life: Life) -> Iterator[Act]:
    """A few cards on most days; of the second deck on each third."""
    random = Random(life.student.login + "cards")  # noqa: S311
    decks = list(life.catalogue.of(Deck).values())
    for day in range(min(life.student.joined - 5, 40), 0, -1):
        if random.random() < 0.8:
            deck = decks[-1 if day % 3 == 0 else 0]
            yield Act(
                life.ago(day, 21),
                session_of_cards(life.who, life.student, life.catalogue, deck, random),
            )
    if life.student.examination:
        subject, slug, ahead = life.student.examination
        on = (life.ago(0) + timedelta(days=ahead)).date()
        yield Act(
            life.ago(20, 20),
            lambda session, _at: set_examination(session, life.who, Examination(subject, slug, on)),
        )
