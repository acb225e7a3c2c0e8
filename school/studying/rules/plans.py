"""How one person studies one deck: what they chose, and the deck's own values for the rest."""

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
class DeckChoice:
    """What a person has chosen for a deck. None: as the deck has it."""

    new_per_day: int | None = None
    retention: float | None = None
    kinds: frozenset[str] | None = None  # kinds of cards that are asked; None: all
    parameters: Weights | None = None  # weights fitted to this person's reviews
    optimised_at: datetime | None = None
    optimised_from: int | None = None  # reviews


@dataclass(frozen=True)
class Examination:
    """The day by which a person wants to know a deck, or the cards of a quiz."""

    subject: str  # deck or quiz
    slug: str
    on: date  # learning day
    # For a quiz: the notes that it covers in the deck at hand.
    notes: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Plan:
    """What the queue and the scheduler follow."""

    retention: float
    new_per_day: int
    kinds: frozenset[str] | None = None
    parameters: Weights | None = None
    examinations: tuple[Examination, ...] = ()
    choice: DeckChoice = DeckChoice()


def make_plan(
    deck: Deck, choice: DeckChoice | None = None, examinations: tuple[Examination, ...] = ()
) -> Plan:
    """The deck's own way of studying, changed by what a person chose."""
    choice = choice or DeckChoice()
    return Plan(
        retention=deck.retention if choice.retention is None else choice.retention,
        new_per_day=deck.new_per_day if choice.new_per_day is None else choice.new_per_day,
        kinds=choice.kinds,
        parameters=choice.parameters,
        examinations=tuple(replace(exam, notes=_find_notes(exam, deck)) for exam in examinations),
        choice=choice,
    )


def _find_notes(exam: Examination, deck: Deck) -> frozenset[str]:
    return frozenset(deck.quizzes.get(exam.slug, ()) if exam.subject == "quiz" else ())


def select_asked_cards(cards: Mapping[str, Card], plan: Plan) -> dict[str, Card]:
    """The cards of the kinds that the person has chosen."""
    if plan.kinds is None:
        return dict(cards)
    return {card_id: card for card_id, card in cards.items() if card.kind in plan.kinds}


def find_examination_day(card: Card, plan: Plan, today: date) -> date | None:
    """The nearest day ahead by which the card must be known. None: no such day, or it is today.

    An examination in a deck covers every card of the deck. One in a quiz covers the cards whose
    notes go with the quiz (`Deck.quizzes`).
    """
    days = [exam.on for exam in plan.examinations if exam.on > today and _covers(exam, card)]
    return min(days, default=None)


def find_examination_days(cards: Mapping[str, Card], plan: Plan, today: date) -> dict[str, date]:
    """The same for many cards, by card id. Cards that no examination ahead covers are left out."""
    if all(exam.on <= today for exam in plan.examinations):
        return {}
    days = {}
    for card_id, card in cards.items():
        day = find_examination_day(card, plan, today)
        if day is not None:
            days[card_id] = day
    return days


def _covers(exam: Examination, card: Card) -> bool:
    if exam.subject == "deck":
        return exam.slug == card.deck_slug
    return card.note in exam.notes


def count_cards_by_quiz(cards: Iterable[Card], deck: Deck) -> dict[str, int]:
    """How many of these cards go with each quiz, by slug. Quizzes without cards are left out."""
    notes = Counter(card.note for card in cards)
    counts = {}
    for slug, note_ids in deck.quizzes.items():
        count = sum(notes[note_id] for note_id in note_ids)
        if count:
            counts[slug] = count
    return counts
