"""How one person studies one deck: what they chose, and what the deck does where they chose nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from school.cards.rules.cards import Card
from school.cards.rules.decks import Deck
from school.studying.rules.scheduling import Weights

LEAST_RETENTION, MOST_RETENTION = 0.70, 0.97
MOST_NEW_PER_DAY = 1000


@dataclass(frozen=True)
class Chosen:
    """What a person has chosen for a deck; None: as the deck has it."""

    new_per_day: int | None = None
    retention: float | None = None
    kinds: frozenset[str] | None = None  # the kinds of cards that are asked; None: all
    parameters: Weights | None = None  # weights fitted to this person's reviews
    optimised_at: datetime | None = None
    optimised_from: int | None = None  # reviews


@dataclass(frozen=True)
class Examination:
    """The day on which somebody wants to know a deck, or the cards of a quiz."""

    subject: str  # deck or quiz
    slug: str
    on: date  # learning day
    notes: frozenset[str] = (
        frozenset()
    )  # of one in a quiz: what it is about in the deck that is looked at


@dataclass(frozen=True)
class Plan:
    """What the queue and the scheduler go by."""

    retention: float
    new_per_day: int
    kinds: frozenset[str] | None = None
    parameters: Weights | None = None
    examinations: tuple[Examination, ...] = ()
    chosen: Chosen = Chosen()


def plan_of(
    deck: Deck, chosen: Chosen | None = None, examinations: tuple[Examination, ...] = ()
) -> Plan:
    """The deck's own way of studying, with what a person chose instead."""
    chosen = chosen or Chosen()
    return Plan(
        retention=deck.retention if chosen.retention is None else chosen.retention,
        new_per_day=deck.new_per_day if chosen.new_per_day is None else chosen.new_per_day,
        kinds=chosen.kinds,
        parameters=chosen.parameters,
        examinations=tuple(replace(exam, notes=_notes(exam, deck)) for exam in examinations),
        chosen=chosen,
    )


def _notes(exam: Examination, deck: Deck) -> frozenset[str]:
    return frozenset(deck.quizzes.get(exam.slug, ()) if exam.subject == "quiz" else ())


def asked_cards(cards: Mapping[str, Card], plan: Plan) -> dict[str, Card]:
    """The cards of the kinds that the person wants to be asked."""
    if plan.kinds is None:
        return dict(cards)
    return {card_id: card for card_id, card in cards.items() if card.kind in plan.kinds}


def examined_on(card: Card, plan: Plan, today: date) -> date | None:
    """The nearest day ahead on which the card is to be known; None where there is none, and on the day itself.

    An examination in a deck is about each of its cards, one in a quiz about the cards of those patterns, and in
    words, that go with the quiz (`Deck.quizzes`).
    """
    days = [exam.on for exam in plan.examinations if exam.on > today and _covers(exam, card)]
    return min(days, default=None)


def examination_days(cards: Mapping[str, Card], plan: Plan, today: date) -> dict[str, date]:
    """The same for many cards, by card id; those that no examination ahead is about are left out."""
    if all(exam.on <= today for exam in plan.examinations):
        return {}
    return {
        card_id: day for card_id, card in cards.items() if (day := examined_on(card, plan, today))
    }


def _covers(exam: Examination, card: Card) -> bool:
    if exam.subject == "deck":
        return exam.slug == card.deck_slug
    return card.note in exam.notes


def cards_for_quizzes(cards: Iterable[Card], deck: Deck) -> dict[str, int]:
    """How many of these cards go with each quiz, by its slug; quizzes that none goes with are left out."""
    notes = Counter(card.note for card in cards)
    counts = {}
    for slug, ids in deck.quizzes.items():
        if count := sum(notes[note] for note in ids):
            counts[slug] = count
    return counts
