"""A simulated learner: what each way of scheduling costs in reviews, and what is recalled later.

The learner is FSRS-6 with the published weights (the truth), made less tidy by noise that no
scheduler sees: the first stability of a card is off by a factor of about 0.3, every change of it by
about 0.15 (standard deviations of the logarithm). There are sixty cards, ten new ones a day, 120
days, then the examination. First answers and the ratings of recalled cards are drawn with the
shares of FSRS's own simulator. Every way of scheduling gets learners of the same seeds. In all of
them a missed card is shown again on the same day until it is recalled, and each showing is a
review.

`school` is the queue of this program: its rules are called, not copied.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from statistics import fmean, stdev
from zoneinfo import ZoneInfo

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import fsrs

from school.cards.rules.cards import index_cards
from school.cards.rules.decks import Deck, TextCard
from school.cards.rules.ratings import Rating
from school.parts import load_parts
from school.studying.rules.plans import Examination, Plan, make_plan
from school.studying.rules.progress import assess_progress
from school.studying.rules.records import DeckRecords
from school.studying.rules.scheduling import Memory, calculate_outcomes, predict_recall

CARDS, NEW_PER_DAY, DAYS, RUNS = 60, 10, 120, 200
FIRST_NOISE, NOISE = 0.3, 0.15
FIRST_RATINGS = (0.24, 0.094, 0.495, 0.171)  # again, hard, good, easy
RECALLED_RATINGS = (0.224, 0.631, 0.145)  # hard, good, easy
ZONE = ZoneInfo("UTC")
BEGIN = date(2026, 1, 1)
EXAMINATION = BEGIN + timedelta(days=DAYS)


@dataclass
class Learner:
    """Sixty true memories, from which every answer is drawn."""

    random: Random
    truth: dict[int, fsrs.Card] = field(default_factory=dict)
    reviews: int = 0

    def answer(self, card: int, day: int) -> Rating:
        """Ask a card on a day. Return the rating, and change the memory."""
        self.reviews += 1
        before = self.truth.get(card)
        if before is None:
            rating = self._draw_rating(tuple(Rating), FIRST_RATINGS)
            before = fsrs.Card(card_id=card, state=fsrs.State.Learning)
        elif self.random.random() < self.predict_recall(card, day):
            rating = self._draw_rating(tuple(Rating)[1:], RECALLED_RATINGS)
        else:
            rating = Rating.AGAIN
        noise = self.random.gauss(0, NOISE if card in self.truth else FIRST_NOISE)
        after, _log = MODEL.review_card(before, fsrs.Rating(rating), _find_instant(day))
        after.stability = max(0.01, (after.stability or 0) * math.exp(noise))
        self.truth[card] = after
        return rating

    def predict_recall(self, card: int, day: int) -> float:
        known = self.truth.get(card)
        if known is None or known.last_review is None or known.stability is None:
            return 0.0
        return predict_recall(known.stability, (_find_instant(day) - known.last_review).days)

    def recall_all(self, day: int) -> float:
        return fmean(self.predict_recall(card, day) for card in range(CARDS))

    def _draw_rating(self, ratings: tuple[Rating, ...], shares: tuple[float, ...]) -> Rating:
        return self.random.choices(ratings, shares)[0]


MODEL = fsrs.Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)


def _find_instant(day: int) -> datetime:
    return datetime.combine(BEGIN + timedelta(days=day), datetime.min.time(), UTC)


Way = Callable[[Learner], None]  # studies for 120 days


def drill_card(learner: Learner, card: int, day: int, until: Rating = Rating.HARD) -> Rating:
    """Ask a card on that day until it is rated so well. Return the first rating."""
    first = rating = learner.answer(card, day)
    while rating < until:
        rating = learner.answer(card, day)
    return first


def schedule_by_sm2(*, published: bool) -> Way:
    """SuperMemo 2: intervals of 1 and 6 days, then times the card's easiness; a miss starts over.

    As published, a miss leaves the easiness as it is, and an answer below 4 (Hard is 3) is repeated
    on the same day until it is at least 4. Programs commonly lower the easiness on a miss and let
    Hard pass.
    """

    def study(learner: Learner) -> None:
        due: dict[int, int] = {card: card // NEW_PER_DAY for card in range(CARDS)}
        state = dict.fromkeys(range(CARDS), (0, 0, 2.5))  # repetitions, interval, easiness
        for day in range(DAYS):
            for card in [card for card in due if due[card] <= day]:
                repetitions, interval, easiness = state[card]
                rating = drill_card(
                    learner, card, day, until=Rating.GOOD if published else Rating.HARD
                )
                missed, off = rating is Rating.AGAIN, Rating.EASY - rating
                repetitions = 0 if missed else repetitions + 1
                interval = {0: 1, 1: 1, 2: 6}.get(repetitions, math.ceil(interval * easiness))
                if not (missed and published):
                    easiness = max(1.3, easiness + 0.1 - off * (0.08 + off * 0.02))
                state[card], due[card] = (repetitions, interval, easiness), day + interval

    return study


def schedule_fixed(learner: Learner) -> None:
    """Wait 1, 3, 7, 14 and 30 days, then always 30; a miss goes back to the first."""
    waits = (1, 3, 7, 14, 30)
    due: dict[int, int] = {card: card // NEW_PER_DAY for card in range(CARDS)}
    place = dict.fromkeys(range(CARDS), 0)
    for day in range(DAYS):
        for card in [card for card in due if due[card] <= day]:
            if drill_card(learner, card, day) is Rating.AGAIN:
                place[card] = 0
            due[card] = day + waits[min(place[card], len(waits) - 1)]
            place[card] += 1


def schedule_by_school(*, examination: bool) -> Way:
    """Use this program's queue at a retention of 0.90; it may know the examination."""
    load_parts()  # a deck has the cards of kinds that features registered
    deck = Deck(
        slug="simulated", title="", summary="", caution="", retention=0.9,
        new_per_day=NEW_PER_DAY, regions=(), patterns=(), sources=(),
        cards=tuple(TextCard(f"c{number}", "", "") for number in range(CARDS)),
    )  # fmt: skip
    cards = index_cards(deck)
    numbers = {card_id: number for number, card_id in enumerate(cards)}
    examinations = (Examination("deck", deck.slug, EXAMINATION),) if examination else ()
    plan = make_plan(deck, None, examinations)

    def study(learner: Learner) -> None:
        memories: dict[str, Memory] = {}
        for day in range(DAYS):
            now = _find_instant(day) + timedelta(hours=12)
            while True:
                progress = assess_progress(cards, DeckRecords(plan, memories), ZONE, now)
                if progress.next is None:
                    if not _is_soon(progress.later_at, now):
                        break
                    now = progress.later_at[0]  # waits for a learning step
                    continue
                card_id = progress.next.card.id
                rating = learner.answer(numbers[card_id], day)
                memories[card_id] = _review_card(memories.get(card_id), card_id, plan, now)[rating]
                now += timedelta(seconds=20)

    return study


def _review_card(
    memory: Memory | None, card_id: str, plan: Plan, now: datetime
) -> Mapping[Rating, Memory]:
    """Return the memory after each rating."""
    outcomes = calculate_outcomes(memory, card_id, plan.retention, ZONE, now, plan.parameters)
    return {rating: outcome.memory for rating, outcome in outcomes.items()}


def _is_soon(later: tuple[datetime, ...], now: datetime) -> bool:
    return bool(later) and later[0] - now < timedelta(hours=1)


WAYS: dict[str, Way] = {
    "school, retention 0.90": schedule_by_school(examination=False),
    "school, examination on day 120": schedule_by_school(examination=True),
    "SM-2 as published": schedule_by_sm2(published=True),
    "SM-2 as commonly programmed": schedule_by_sm2(published=False),
    "fixed 1-3-7-14-30, reset, then every 30": schedule_fixed,
}


@dataclass(frozen=True)
class Result:
    """What a number of learners did and knew, with one number per learner."""

    reviews: tuple[int, ...]
    recalls: tuple[float, ...]  # mean recall of the sixty cards on day 120, before any review on it

    @property
    def mean_reviews(self) -> float:
        return fmean(self.reviews)

    @property
    def mean_recall(self) -> float:
        return fmean(self.recalls)

    @property
    def doubt(self) -> float:
        """Two standard errors of the mean recall."""
        return 2 * stdev(self.recalls) / math.sqrt(len(self.recalls))


def simulate(way: Way, runs: int) -> Result:
    """Run the same learners every time: their seeds are the numbers of the runs."""
    learners = [Learner(Random(seed)) for seed in range(runs)]
    for learner in learners:
        way(learner)
    return Result(
        tuple(learner.reviews for learner in learners),
        tuple(learner.recall_all(DAYS) for learner in learners),
    )


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--runs", type=int, default=RUNS, help="learners for each way")
    results = {name: simulate(way, options.parse_args().runs) for name, way in WAYS.items()}
    print(
        f"{'way':42}{'reviews':>9}{'recall on day 120':>20}"
        f"{'reviews, of SM-2':>19}{'common':>8}{'of fixed':>10}"
    )
    for name, result in results.items():
        line = f"{name:42}{result.mean_reviews:9.0f}"
        line += f"{result.mean_recall:12.3f} ± {result.doubt:.3f}"
        for compared, width in zip(list(WAYS)[2:], (19, 8, 10), strict=True):
            line += f"{result.mean_reviews / results[compared].mean_reviews:{width}.1%}"
        print(line)


if __name__ == "__main__":
    main()
