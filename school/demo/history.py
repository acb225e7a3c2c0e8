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
from school.catalogue.service.studying import enroll, finish_section
from school.core.identity import Identity
from school.credits.service.awards import ClassTime, record_class_time
from school.credits.service.completing import Registrar
from school.demo.drilling import plan_card_session
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

Deed = Callable[[Session, datetime], None]


@dataclass(frozen=True)
class Act:
    """Something that someone did at a moment."""

    at: datetime
    do: Deed


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
        """Return the instant so many days ago at an hour of the school's clock, before now."""
        zone = ZoneInfo(self.catalogue.school.zone)
        day = self.now.astimezone(zone) - timedelta(days=days)
        local = day.replace(hour=hour, minute=minute, second=0)
        return min(local.astimezone(self.now.tzinfo), self.now - timedelta(minutes=1))


def list_acts(life: Life) -> Iterator[Act]:
    """Yield everything that one student did, in no particular order."""
    courses = [life.catalogue.courses[slug] for slug in life.student.courses]
    for course in courses:
        yield Act(life.ago(life.student.joined - 1, 9), _plan_enrollment(life, course))
    yield from _list_study_acts(life, courses[0])
    if ELECTIVE in life.student.courses:
        yield from _list_class_acts(life, life.catalogue.courses[ELECTIVE])
    if life.student.cards_a_day:
        yield from _list_card_acts(life)


def _plan_enrollment(life: Life, course: Course) -> Deed:
    return lambda session, at: enroll(session, life.who, course, at)


def _list_study_acts(life: Life, course: Course) -> Iterator[Act]:
    """Yield each module: its sections, then its quiz, sometimes failed before it is passed."""
    student, random = life.student, Random(life.student.login)  # noqa: S311 - a story, not a secret
    modules = [life.catalogue.modules[slug] for slug in course.modules]
    pace = (student.joined - 4) / max(1, student.passes + 1)
    for position, module in enumerate(modules[: student.passes]):
        day = student.joined - 2 - position * pace
        yield from _list_reading_acts(life, module, len(module.sections), day)
        quiz = life.catalogue.of(Quiz)[module.quiz or ""]
        if random.random() > student.care:
            yield Act(life.ago(day - 1, 19, 10), _plan_attempt(life, quiz, 0.6, finish=True))
        pass_quiz = _plan_attempt(life, quiz, max(0.9, student.care), finish=True)
        yield Act(life.ago(day - 2, 19, 30), pass_quiz)
    for module in modules[student.passes : student.passes + 1]:
        yield from _list_reading_acts(life, module, student.reads, 3)
        if student.open_quiz:
            quiz = life.catalogue.of(Quiz)[module.quiz or ""]
            yield Act(life.ago(1, 20, 15), _plan_attempt(life, quiz, 0.5, finish=False))


def _list_reading_acts(life: Life, module: Module, sections: int, day: float) -> Iterator[Act]:
    for position, section in enumerate(module.sections[:sections]):
        at = life.ago(day, 17, 5 + 6 * position)
        yield Act(at, _plan_reading(life, module, section.id))


def _plan_reading(life: Life, module: Module, section_id: str) -> Deed:
    return lambda session, at: finish_section(session, life.who, module, section_id, at)


def _plan_attempt(life: Life, quiz: Quiz, share: float, *, finish: bool) -> Deed:
    """Return an attempt with about that share of right answers. Without `finish` it stays open."""

    def sit_quiz(session: Session, at: datetime) -> None:
        random = Random(f"{life.student.login}{quiz.slug}{share}")  # noqa: S311
        # Acts are played in the order of `at`, so an attempt ends then and starts earlier.
        started_at = at - timedelta(minutes=random.randrange(5, 12))
        seed = random.randrange(2**31)
        library = life.registrar.library
        attempt = start_attempt(session, life.who, quiz, library, seed, started_at)
        answers = _choose_answers(quiz, share, random)
        if finish:
            hand_in_attempt(session, attempt, quiz, answers, life.registrar, at)
        else:
            save_responses(session, attempt, dict(list(answers.items())[:4]), at)

    return sit_quiz


def _choose_answers(quiz: Quiz, share: float, random: Random) -> dict[str, Response]:
    """Return answers by item id. Only questions worth one point are answered wrong."""
    light = [position for position, item in enumerate(quiz.items) if item.points == 1]
    wrong = set(random.sample(light, round((1 - share) * len(quiz.items))))
    answers = {}
    for position, item in enumerate(quiz.items):
        if position in wrong:
            answers[item.id] = choose_wrong_answer(item, random)
        else:
            answers[item.id] = give_right_answer(item)
    return answers


def choose_wrong_answer(item: Item, random: Random) -> Response:
    """Return a wrong answer, as students give them."""
    return random.choice(list_wrong_answers(item))


def _list_class_acts(life: Life, course: Course) -> Iterator[Act]:
    """Yield weekly classes of four hours, which the officer records in the evening."""
    part = next(part for part in course.parts if part.delivery == "live")
    for position in range(life.student.classes):
        class_at = _find_saturday(life.ago(life.student.joined - 2 - position * 7, 13))
        record = _plan_record(life, course, part.id, position + 1, class_at)
        yield Act(class_at + timedelta(hours=5), record)


def _plan_record(life: Life, course: Course, part_id: str, number: int, class_at: datetime) -> Deed:
    day = class_at.astimezone(ZoneInfo(life.catalogue.school.zone)).date()
    evidence = f"Class {number} of 8, signed in and out on the paper roster; Ines Calder taught."
    form_key = f"demo-{life.student.login}-{number}"
    time = ClassTime(part_id, CLASS_MINUTES, day, evidence, form_key)

    def record_class(session: Session, at: datetime) -> None:
        record_class_time(session, life.registrar, life.officer, life.who.id, course, time, at)

    return record_class


def _find_saturday(at: datetime) -> datetime:
    """Return the same hour on that day if it is a Saturday, else on the next one."""
    return at + timedelta(days=(5 - at.weekday()) % 7)


def _list_card_acts(life: Life) -> Iterator[Act]:
    """Yield a few cards on most days, every third day from the last deck; and the examination."""
    random = Random(life.student.login + "cards")  # noqa: S311
    decks = list(life.catalogue.of(Deck).values())
    for day in range(min(life.student.joined - 5, 40), 0, -1):
        if random.random() < 0.8:
            deck = decks[-1 if day % 3 == 0 else 0]
            study = plan_card_session(life.who, life.student, life.catalogue, deck, random)
            yield Act(life.ago(day, 21), study)
    if life.student.examination:
        yield Act(life.ago(20, 20), _plan_examination(life, *life.student.examination))


def _plan_examination(life: Life, subject: str, slug: str, days_ahead: int) -> Deed:
    day = (life.ago(0) + timedelta(days=days_ahead)).date()
    examination = Examination(subject, slug, day)
    return lambda session, _at: set_examination(session, life.who, examination)
