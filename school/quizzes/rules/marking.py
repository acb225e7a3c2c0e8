"""What an attempt is worth: whole hundredths of a point, so that no rounding decides who passes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from school.questions.items import Item, Mark, Response
from school.questions.kinds import mark_response
from school.quizzes.rules.quiz import Quiz

HUNDREDTHS = 100  # of a point


@dataclass(frozen=True)
class ItemScore:
    """What one question earned, in hundredths of a point."""

    item_id: str
    mark: Mark
    earned: int
    possible: int


@dataclass(frozen=True)
class Score:
    """What a whole attempt earned, in hundredths of a point."""

    items: tuple[ItemScore, ...]  # in file order
    earned: int
    possible: int
    passed: bool

    @property
    def percent(self) -> int:
        return compute_percent(self.earned, self.possible)


@dataclass(frozen=True)
class MarkingFacts:
    """What an attempt was worth by the key of one edition, detached; points in hundredths."""

    id: int
    number: int  # 1, 2, 3 … of the attempt
    edition_id: int  # of the quiz by whose key it was marked
    at: datetime
    earned: int
    possible: int
    passed: bool

    @property
    def percent(self) -> int:
        """Whole percent, rounded down."""
        return compute_percent(self.earned, self.possible)


def score_attempt(quiz: Quiz, responses: Mapping[str, Response]) -> Score:
    """Mark every question of the quiz. `responses`: item id → answer; a missing one earns 0."""
    items = tuple(score_item(item, responses.get(item.id, ())) for item in quiz.items)
    earned, possible = sum(item.earned for item in items), count_possible_points(quiz)
    return Score(items, earned, possible, reaches_pass_mark(earned, possible, quiz.pass_percent))


def score_item(item: Item, response: Response) -> ItemScore:
    """Mark one question. Its share of the points is exact until here, where it is rounded once."""
    item_mark = mark_response(item, response)
    possible = item.points * HUNDREDTHS
    return ItemScore(item.id, item_mark, round_half_up(item_mark.share * possible), possible)


def count_possible_points(quiz: Quiz) -> int:
    """What the quiz can earn at most, in hundredths of a point."""
    return quiz.points * HUNDREDTHS


def round_half_up(share: Fraction) -> int:
    """The nearest whole number, a half upward. Python's `round` sends 0.5 to 0, but 1.5 to 2."""
    return (2 * share.numerator + share.denominator) // (2 * share.denominator)


def reaches_pass_mark(earned: int, possible: int, pass_percent: int) -> bool:
    """Whether the points reach the pass mark, exactly. An empty quiz passes nobody."""
    return possible > 0 and 100 * earned >= pass_percent * possible


def compute_percent(earned: int, possible: int) -> int:
    """Whole percent, rounded down, so that nobody who failed with 79.6 % reads 80 %."""
    return 100 * earned // possible if possible else 0


def count_missing_points(earned: int, possible: int, pass_percent: int) -> int:
    """How many hundredths of a point were missing for a pass, 0 if it was one."""
    needed = -(-pass_percent * possible // 100)
    return max(0, needed - earned)


def format_points(hundredths: int) -> str:
    """Hundredths of a point as people read them: 100 → 1, 250 → 2.5, 67 → 0.67."""
    whole, rest = divmod(hundredths, HUNDREDTHS)
    return f"{whole}.{rest:02d}".rstrip("0") if rest else str(whole)
