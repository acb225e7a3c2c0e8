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
# Ana confuses this card with its neighbor: she forgets it each time, until it is a leech.
TROUBLE = ("ana", "referral-patterns/temporalis/zone")


def plan_card_session(
    who: Identity, student: Student, catalogue: Catalogue, deck: Deck, random: Random
) -> Callable[[Session, datetime], None]:
    """Return the act of one evening: the day's cards, and after a break those that were missed."""
    zone = ZoneInfo(catalogue.school.zone)

    def answer_cards(session: Session, at: datetime, cards: int, *, missed_only: bool) -> None:
        for position in range(cards):
            moment = at + timedelta(seconds=SECONDS_A_CARD * position)
            waiting = read_waiting_cards(session, who.id, deck, zone, moment).next
            if waiting is None or (missed_only and not _was_missed(waiting)):
                return
            answer = _answer_card(waiting, deck, student, random, moment)
            record_review(session, who, deck, waiting.card, answer, zone, moment)

    def study_cards(session: Session, at: datetime) -> None:
        answer_cards(session, at, student.cards_a_day, missed_only=False)
        answer_cards(session, at + BREAK, student.cards_a_day // 2, missed_only=True)

    return study_cards


def _was_missed(waiting: NextCard) -> bool:
    """Return whether the card is in its learning steps, where a missed card goes."""
    return waiting.memory is not None and waiting.memory.step is not None


def _answer_card(
    waiting: NextCard, deck: Deck, student: Student, random: Random, moment: datetime
) -> CardAnswer:
    card = waiting.card
    in_trouble = (student.login, card.id) == TROUBLE
    # Right after a miss she knows the card; whenever it is due again she has forgotten it.
    forgets = in_trouble and waiting.memory is not None and waiting.memory.step is None
    knows = in_trouble or random.random() < student.care
    answer = make_example(card, deck, random, knows=knows and not forgets)
    seconds = 2 * SECONDS_A_CARD if in_trouble else random.randrange(6, 2 * SECONDS_A_CARD)
    marked = mark_answer(card, answer, deck, atlas(), seconds)
    rating = marked.proposed or (Rating.GOOD if knows else Rating.AGAIN)
    client_id = f"demo-{student.login}-{deck.slug}-{moment:%Y%m%d%H%M%S}"
    return CardAnswer(rating, answer, seconds, client_id, waiting.reviews)


def make_example(card: Card, deck: Deck, random: Random, *, knows: bool) -> CardResponse:
    """Return the answer of someone who knows the card, or who takes it for its neighbor."""
    kind = CARD_KINDS[card.kind]
    example: CardResponse = kind.make_example(
        card, deck, atlas(), knows=knows, choose=random.choice
    )
    return example
