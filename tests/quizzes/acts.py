"""What tests of quizzes need to have happened: enrolling, starting, answering, handing in."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from school.catalogue.rules.documents import Catalogue
from school.catalogue.service.library import Library, read_library
from school.catalogue.service.studying import enroll
from school.certificates.service.issuing import Issuer
from school.credits.service.completing import Registrar
from school.db import Database
from school.documents.service.editions import Draft, store_release
from school.questions import kinds
from school.questions.choosing.choice import Choice
from school.questions.items import Item
from school.quizzes.rules.attempts import AttemptFacts
from school.quizzes.rules.quiz import Quiz
from school.quizzes.service.answers import save_responses
from school.quizzes.service.attempts import find_attempt, start_attempt
from school.quizzes.service.hand_in import hand_in_attempt
from school.quizzes.tables import ItemMark, Marking
from school.web.app import School
from tests import make
from tests.cast import NOON, identity, token

BASE_URL = "http://localhost:8000"
RIGHT, WRONG = make.RIGHT, make.WRONG
IDS = {"a": "h2hd", "b": "3s5f", "c": "n8nx", "d": "w4rm"}  # of choices, by their places


def catalogue(session: Session) -> Catalogue:
    return library(session).catalogue


def library(session: Session) -> Library:
    return read_library(session)


def registrar(session: Session) -> Registrar:
    return Registrar(library(session), (Issuer(BASE_URL),))


def current(session: Session, slug: str = "ischemia") -> Quiz:
    return catalogue(session).of(Quiz)[slug]


def enrol(
    session: Session, name: str = "ana", course: str = "nmt-elective", now: datetime = NOON
) -> None:
    enroll(session, identity(name), catalogue(session).courses[course], now)


def start(
    session: Session, name: str = "ana", slug: str = "ischemia", seed: int = 7
) -> AttemptFacts:
    """An open attempt of somebody who is enrolled."""
    enrol(session, name)
    books = library(session)
    return start_attempt(session, identity(name), books.catalogue.of(Quiz)[slug], books, seed, NOON)


def answer(
    session: Session, attempt: AttemptFacts, like: dict[str, tuple[str, ...]] = RIGHT
) -> None:
    """Answer every question: all right, unless told otherwise."""
    items = current(session, attempt.quiz_slug).items
    save_responses(session, attempt, {item.id: like[item.kind] for item in items}, NOON)


def close(
    session: Session, attempt: AttemptFacts, quiz: Quiz | None = None, now: datetime = NOON
) -> AttemptFacts:
    """Hand in what is saved; on the current edition of the quiz, unless told otherwise."""
    quiz = quiz or current(session, attempt.quiz_slug)
    hand_in_attempt(session, attempt, quiz, {}, registrar(session), now)
    closed = find_attempt(session, attempt.id)
    assert closed is not None
    return closed


def add_marking(
    session: Session,
    attempt_id: int,
    earned: int,
    possible: int,
    passed: bool = False,
    items: dict[str, int] | None = None,
    now: datetime = NOON,
) -> None:
    """The marking of a hand-in as rows; `items`: hundredths of one point, by item."""
    marking = Marking(
        attempt_id=attempt_id, number=1, edition_id=1, at=now, reason="hand-in",
        earned=earned, possible=possible, passed=passed,
    )  # fmt: skip
    session.add(marking)
    session.flush()
    session.add_all(
        ItemMark(marking_id=marking.id, item_id=item_id, earned=points, possible=100)
        for item_id, points in (items or {}).items()
    )
    session.flush()


def take(
    session: Session, like: dict[str, tuple[str, ...]] = RIGHT, **start_with: object
) -> AttemptFacts:
    """A whole sitting: start, answer, hand in."""
    attempt = start(session, **start_with)  # type: ignore[arg-type]
    answer(session, attempt, like)
    return close(session, attempt)


def republish(session: Session, **instead: object) -> None:
    """Publish the test content with some documents changed."""
    publish(session, make.drafts(**instead))


def publish_another_key(session: Session) -> Quiz:
    """The quiz anew: choice a of its first question is right instead of b, and 90 % passes."""
    first, *others = make.quiz().items
    items = (with_right(first, "a"), *others)
    republish(session, quiz=make.quiz(items=items, pass_percent=90))
    return current(session)


def with_ids(item: Item) -> Item:
    """The question as it is after `school content ids`, under ids that tests know."""
    return with_choices(
        item, *(replace(choice, id=IDS[choice.id]) for choice in item.body.list_choices())
    )


def with_choices(item: Item, *choices: Choice) -> Item:
    """The question with other choices; one without choices as it is."""
    if not item.body.list_choices():
        return item
    body = replace(item.body, choices=choices)  # type: ignore[type-var, call-arg]
    return replace(item, body=body)


def with_right(item: Item, *right: str) -> Item:
    """The question with other choices right."""
    choices = item.body.list_choices()
    return with_choices(item, *(replace(choice, right=choice.id in right) for choice in choices))


def publish(session: Session, drafts: list[Draft]) -> None:
    store_release(session, "Ines Calder", drafts, NOON)


def open_in_browser(
    app: School, browser: FlaskClient, name: str = "ana", slug: str = "ischemia"
) -> AttemptFacts:
    """Enrol and press Start, as a reader does; the attempt that this opened."""
    with app.extensions["database"].writing() as session:
        enrol(session, name)
    answer = browser.post(
        f"/quizzes/{slug}/attempts", data={"csrf_token": token(browser, f"/quizzes/{slug}")}
    )
    assert answer.status_code == 303
    return see(app.extensions["database"], int(answer.location.rsplit("/", 1)[1]))


def see(database: Database, attempt_id: int) -> AttemptFacts:
    with database.reading() as session:
        attempt = find_attempt(session, attempt_id)
    assert attempt is not None
    return attempt


def values(attempt: AttemptFacts, item: Item, response: tuple[str, ...]) -> list[str]:
    """What a browser posts for an answer: shown places, or the typed text."""
    return sorted(kinds.find_chosen_values(item, response, attempt.seed, shuffle=True))


def saving(
    attempt: AttemptFacts, item: Item, response: tuple[str, ...], csrf: str
) -> dict[str, object]:
    """The form that the script posts for one question."""
    name = f"answer-{item.id}"
    return {"csrf_token": csrf, "question": name, name: values(attempt, item, response)}
