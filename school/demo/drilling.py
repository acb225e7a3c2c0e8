"""How the demo students answer cards: mostly right, sometimes a neighbor's zone, one card never."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from school.body.atlas import atlas
from school.cards.rules.answers import CardResponse
from school.cards.rules.cards import Card
from school.cards.rules.decks import Deck
from school.cards.rules.marking import mark_answer
from school.cards.rules.ratings import Rating
from school.cards.rules.registry import CARD_KINDS
from school.catalogue.rules.documents import Catalogue
from school.core.identity import Identity
from school.demo.people import Student
from school.studying.rules.queue import NextCard
from school.studying.service.progress import read_waiting_cards
from school.studying.service.reviews import CardAnswer, record_review

SECONDS_A_CARD = 25
BREAK = timedelta(minutes=15)
# Ana knows its neighbour's zone better: she forgets this one each time, until it is a leech.
TROUBLE = ("ana", "referral-patterns/temporalis/zone")


def session_of_cards(
    who: Identity, student: Student, catalogue: Catalogue, deck: Deck, random: Random
) -> Callable[[Session, datetime], None]:
    """One evening: that many cards of a deck as they come, then the missed ones after a break."""
    zone = ZoneInfo(catalogue.school.zone)

    def sitting(session: Session, at: datetime, cards: int, *, missed_only: bool) -> None:
        for position in range(cards):
            moment = at + timedelta(seconds=SECONDS_A_CARD * position)
            waiting = read_waiting_cards(session, who.id, deck, zone, moment).next
            if waiting is None or (
                missed_only and (waiting.memory is None or waiting.memory.step is None)
            ):
                return
            answer = _answer(waiting, deck, student, random, moment)
            record_review(session, who, deck, waiting.card, answer, zone, moment)

    def study(session: Session, at: datetime) -> None:
        sitting(session, at, student.cards_a_day, missed_only=False)
        sitting(session, at + BREAK, student.cards_a_day // 2, missed_only=True)

    return study


def _answer(
    waiting: NextCard, deck: Deck, student: Student, random: Random, moment: datetime
) -> CardAnswer:
    card = waiting.card
    trouble = (student.login, card.id) == TROUBLE
    never = trouble and waiting.memory is not None and waiting.memory.step is None
    knows = trouble or random.random() < student.care
    response = example_of(card, deck, random, knows=knows and not never)
    seconds = 2 * SECONDS_A_CARD if trouble else random.randrange(6, 2 * SECONDS_A_CARD)
    marked = mark_answer(card, response, deck, atlas(), seconds)
    rating = marked.proposed or (Rating.GOOD if knows else Rating.AGAIN)
    client_id = f"demo-{student.login}-{deck.slug}-{moment:%Y%m%d%H%M%S}"
    return CardAnswer(rating, response, seconds, client_id, waiting.reviews)


def example_of(card: Card, deck: Deck, random: Random, *, knows: bool) -> CardResponse:
    """What somebody gives who knows the card, or who takes it for its neighbor."""
    kind = CARD_KINDS[card.kind]
    example: CardResponse = kind.make_example(
        card, deck, atlas(), knows=knows, choose=random.choice
    )
    return example
