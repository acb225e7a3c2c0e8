"""Which muscles refer here? A region is shown, and every muscle charted to it is ticked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from school.body.rules.atlas import Atlas
from school.cards.kinds.ticked.kind import TickedKind
from school.cards.kinds.ticked.response import TickedResponse
from school.cards.rules.asking import AnsweredCard, AskedCard
from school.cards.rules.cards import (
    Card,
    Dealing,
    group_by_muscle_group,
    list_graded_groups,
    new_card,
    write_in_sentence,
)
from school.cards.rules.decks import Deck, Pattern
from school.cards.rules.kinds import Choose
from school.cards.rules.printing import LIST, write_html_list, write_titled_html_list
from school.cards.rules.ratings import Thresholds

FEWEST_MUSCLES = 2  # with only one muscle, “which muscles” would be the name card again


@dataclass(frozen=True)
class MusclesResponse(TickedResponse):
    """Patterns that were ticked, by their ids."""

    form_field = "muscle"
    stored_field = "muscles"


@dataclass(frozen=True)
class MusclesAsked(AskedCard):
    """The region on the figure, and the muscles to tick."""

    @property
    def views(self) -> tuple[str, ...]:
        return self.atlas.find_views_for((self.card.note,))

    @property
    def groups(self) -> dict[str, tuple[Pattern, ...]]:
        """The muscles to tick, by group: only those that are graded."""
        return group_by_muscle_group(self.deck.graded)


@dataclass(frozen=True)
class MusclesAnswered(AnsweredCard):
    """The region, the muscles charted to it, and what was ticked."""

    @property
    def views(self) -> tuple[str, ...]:
        return self.atlas.find_views_for((self.card.note,))

    @property
    def with_main_zone(self) -> tuple[Pattern, ...]:
        """The graded patterns that have the region in their main zone."""
        return list_referring_patterns(self.card.note, self.deck)

    @property
    def reaching_it(self) -> tuple[Pattern, ...]:
        """The other patterns charted to the region.

        They reach it less often, or their source is too thin for them to be asked.
        """
        right, region = self.with_main_zone, self.card.note
        reaching = [p for p in self.deck.patterns if region in (*p.primary, *p.spillover)]
        return tuple(pattern for pattern in reaching if pattern not in right)

    def list_names(self, ids: Iterable[str]) -> tuple[str, ...]:
        wanted = frozenset(ids)
        return tuple(pattern.name for pattern in self.deck.patterns if pattern.id in wanted)


class MusclesKind(TickedKind[MusclesResponse]):
    """Tick every muscle that refers to a region."""

    name = "muscles"
    word = "Every muscle that refers there"
    # Ticking ten boxes of a hundred takes a steady hand most of a minute.
    thresholds = Thresholds(Fraction(1, 2), Fraction(7, 10), Fraction(95, 100), quick=40)
    front_picture = "region"
    asked_class = MusclesAsked
    answered_class = MusclesAnswered
    response_class = MusclesResponse

    def deal_cards(self, deck: Deck) -> Iterator[Dealing]:
        """Each region with several muscles, in the step in which the last of them comes."""
        in_all = _count_regions(deck.graded)
        dealt: Counter[str] = Counter()
        for step, patterns in enumerate(list_graded_groups(deck)):
            here = _count_regions(patterns)
            dealt += here
            for region in deck.regions:
                is_complete = dealt[region.id] == in_all[region.id] >= FEWEST_MUSCLES
                if region.id in here and is_complete:
                    yield step, new_card(deck, self.name, region)

    def write_question(self, card: Card) -> str:
        return f"Which muscles are charted to refer here: {write_in_sentence(card.subject)}?"

    def list_options(self, card: Card, deck: Deck) -> frozenset[str]:
        return frozenset(pattern.id for pattern in deck.patterns)

    def list_right_options(self, card: Card, deck: Deck) -> tuple[str, ...]:
        return tuple(pattern.id for pattern in list_referring_patterns(card.note, deck))

    def list_neutral_options(self, card: Card, deck: Deck) -> frozenset[str]:
        """Patterns that are charted to reach the region less often, or that are never graded."""
        return frozenset(
            pattern.id
            for pattern in deck.patterns
            if pattern.evidence != "found" or card.note in pattern.spillover
        )

    def list_places(self, card: Card) -> tuple[str, ...]:
        return (card.note,)

    def write_answer_text(self, card: Card, deck: Deck) -> str:
        return LIST.join(pattern.name for pattern in list_referring_patterns(card.note, deck))

    def write_answer_html(self, card: Card, deck: Deck) -> str:
        main = [pattern.name for pattern in list_referring_patterns(card.note, deck)]
        lesser = [pattern.name for pattern in deck.graded if card.note in pattern.spillover]
        less_often = write_titled_html_list("Less often also", lesser)
        return f"<p>As a main zone</p>{write_html_list(main)}{less_often}"

    def make_example(
        self, card: Card, deck: Deck, atlas: Atlas, *, knows: bool, choose: Choose
    ) -> MusclesResponse:
        right = self.list_right_options(card, deck)
        return MusclesResponse(right if knows else right[:1])


def list_referring_patterns(region: str, deck: Deck) -> tuple[Pattern, ...]:
    """The graded patterns that have the region in their main zone."""
    return tuple(pattern for pattern in deck.graded if region in pattern.primary)


def _count_regions(patterns: Iterable[Pattern]) -> Counter[str]:
    """In how many of the patterns' main zones each region is."""
    return Counter(region for pattern in patterns for region in pattern.primary)


MUSCLES = MusclesKind()
