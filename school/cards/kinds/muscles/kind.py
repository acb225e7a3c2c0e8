"""Which muscles refer here? A region is shown, and every muscle charted to it is ticked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from school.body.rules.atlas import Atlas
from school.cards.rules.answers import Fields, Given, Mark, mark_ticks, only_known
from school.cards.rules.asking import Answered, Asked
from school.cards.rules.cards import Card, by_group, graded_groups, in_a_sentence, new_card
from school.cards.rules.decks import Deck, Pattern
from school.cards.rules.fields import words_in
from school.cards.rules.kinds import CardKind, Dealing
from school.cards.rules.printing import LIST, list_html, titled_html
from school.cards.rules.ratings import Thresholds

FEWEST_MUSCLES = 2  # with one muscle only, “which muscles” would be the name card again


@dataclass(frozen=True)
class MusclesGiven(Given):
    """Patterns that were ticked, by their ids."""

    muscles: tuple[str, ...] = ()

    def kept(self) -> dict[str, Any]:
        return {"muscles": list(self.muscles)} if self.muscles else {}

    def fields(self) -> tuple[tuple[str, str], ...]:
        return tuple(("muscle", muscle) for muscle in self.muscles)


@dataclass(frozen=True)
class MusclesAsked(Asked):
    """The region on the figure, and the muscles to tick."""

    @property
    def views(self) -> tuple[str, ...]:
        return self.atlas.find_views_for((self.card.note,))

    @property
    def groups(self) -> dict[str, tuple[Pattern, ...]]:
        """The muscles to tick, by group: only those that are graded."""
        return by_group(self.deck.graded)


@dataclass(frozen=True)
class MusclesAnswered(Answered):
    """The region, the muscles charted to it, and what was ticked."""

    @property
    def views(self) -> tuple[str, ...]:
        return self.atlas.find_views_for((self.card.note,))

    @property
    def with_main_zone(self) -> tuple[Pattern, ...]:
        """The graded patterns that have the region in their main zone."""
        return referring_to(self.card.note, self.deck)

    @property
    def reaching_it(self) -> tuple[Pattern, ...]:
        """The patterns that are charted to the region otherwise: less often, or with too thin a
        source to be asked.
        """
        right, region = self.with_main_zone, self.card.note
        reaching = [p for p in self.deck.patterns if region in (*p.primary, *p.spillover)]
        return tuple(pattern for pattern in reaching if pattern not in right)

    def names_of(self, ids: Iterable[str]) -> tuple[str, ...]:
        wanted = frozenset(ids)
        return tuple(pattern.name for pattern in self.deck.patterns if pattern.id in wanted)


class MusclesKind(CardKind[MusclesGiven]):
    """Tick every muscle that refers to a region."""

    name = "muscles"
    word = "Every muscle that refers there"
    # Ticking ten boxes of a hundred takes a sure hand most of a minute.
    thresholds = Thresholds(Fraction(1, 2), Fraction(7, 10), Fraction(95, 100), quick=40)
    front_picture = "region"

    def deal(self, deck: Deck) -> Iterator[Dealing]:
        """A region once all its muscles have been met, where it has several."""
        main = _regions_of(deck.graded)
        met: Counter[str] = Counter()
        for step, patterns in enumerate(graded_groups(deck)):
            here = _regions_of(patterns)
            met += here
            for region in deck.regions:
                if region.id in here and met[region.id] == main[region.id] >= FEWEST_MUSCLES:
                    yield step, new_card(deck, self.name, region)

    def question(self, card: Card) -> str:
        return f"Which muscles are charted to refer here: {in_a_sentence(card.subject)}?"

    def ask(self, card: Card, deck: Deck, atlas: Atlas) -> MusclesAsked:
        return MusclesAsked(card, deck, atlas)

    def read(self, fields: Fields) -> MusclesGiven:
        return MusclesGiven(words_in(fields, "muscle"))

    def mark(self, card: Card, given: MusclesGiven, deck: Deck, atlas: Atlas) -> Mark | None:
        """Right are graded patterns with the region in their main zone. Neutral are those charted
        to reach it less often, and those that are never graded.
        """
        right = [pattern.id for pattern in referring_to(card.note, deck)]
        fine = {p.id for p in deck.patterns if p.evidence != "found" or card.note in p.spillover}
        ticked = only_known(given.muscles, {pattern.id for pattern in deck.patterns})
        return mark_ticks(ticked, right, fine)

    def show(
        self, card: Card, deck: Deck, atlas: Atlas, given: MusclesGiven, mark: Mark | None
    ) -> MusclesAnswered:
        return MusclesAnswered(card, deck, atlas, given, mark)

    def places(self, card: Card) -> tuple[str, ...]:
        return (card.note,)

    def answer_text(self, card: Card, deck: Deck) -> str:
        return LIST.join(pattern.name for pattern in referring_to(card.note, deck))

    def answer_html(self, card: Card, deck: Deck) -> str:
        main = list_html(pattern.name for pattern in referring_to(card.note, deck))
        less = [pattern.name for pattern in deck.graded if card.note in pattern.spillover]
        return f"<p>As a main zone</p>{main}{titled_html('Less often', less)}"

    def example(
        self,
        card: Card,
        deck: Deck,
        atlas: Atlas,
        *,
        knows: bool,
        choose: Callable[[Sequence[str]], str],
    ) -> MusclesGiven:
        right = tuple(pattern.id for pattern in referring_to(card.note, deck))
        return MusclesGiven(right if knows else right[:1])


def referring_to(region: str, deck: Deck) -> tuple[Pattern, ...]:
    """The graded patterns that have the region in their main zone."""
    return tuple(pattern for pattern in deck.graded if region in pattern.primary)


def _regions_of(patterns: Iterable[Pattern]) -> Counter[str]:
    """In how many of the patterns' main zones each region is."""
    return Counter(region for pattern in patterns for region in pattern.primary)


MUSCLES = MusclesKind()
