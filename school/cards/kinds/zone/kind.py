"""Where does it refer? The zone of a pattern is painted, or picked from a list of regions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

from school.body.rules.atlas import Atlas
from school.cards.kinds.zone.confusions import confusion
from school.cards.kinds.zone.given import ZoneGiven
from school.cards.kinds.zone.marking import mark
from school.cards.kinds.zone.showing import ZoneAnswered, ZoneAsked
from school.cards.rules.answers import Fields, Mark
from school.cards.rules.cards import (
    Card,
    graded_groups,
    in_a_sentence,
    labels,
    new_card,
    pattern_of,
)
from school.cards.rules.decks import Deck
from school.cards.rules.examples import neighbor_of
from school.cards.rules.fields import drawing_in, words_in
from school.cards.rules.kinds import CardKind, Dealing
from school.cards.rules.printing import LIST, titled_html
from school.cards.rules.ratings import Thresholds


class ZoneKind(CardKind[ZoneGiven]):
    """Paint the zone of a pattern."""

    name = "zone"
    word = "Paint the zone"
    # Painting two views takes a sure hand about half a minute. A hand paints less exactly than a
    # list ticks, so a zone need not be whole to be known.
    thresholds = Thresholds(Fraction(1, 2), Fraction(7, 10), Fraction(95, 100), quick=30)
    paints = "strokes"
    alike = True
    confuses = "painted"
    back_picture = "zone"

    def deal(self, deck: Deck) -> Iterator[Dealing]:
        for step, patterns in enumerate(graded_groups(deck)):
            for pattern in patterns:
                yield step, new_card(deck, self.name, pattern)

    def question(self, card: Card) -> str:
        return f"Where is pain charted to refer from {in_a_sentence(card.subject)}?"

    def ask(self, card: Card, deck: Deck, atlas: Atlas) -> ZoneAsked:
        return ZoneAsked(card, deck, atlas)

    def read(self, fields: Fields) -> ZoneGiven:
        return ZoneGiven(words_in(fields, "region"), drawing_in(fields, "drawing"))

    def mark(self, card: Card, given: ZoneGiven, deck: Deck, atlas: Atlas) -> Mark | None:
        return mark(card, given, deck, atlas)

    def confusion(self, card: Card, mark: Mark, deck: Deck, atlas: Atlas) -> str | None:
        return confusion(card, mark, deck, atlas)

    def show(
        self, card: Card, deck: Deck, atlas: Atlas, given: ZoneGiven, mark: Mark | None
    ) -> ZoneAnswered:
        return ZoneAnswered(card, deck, atlas, given, mark)

    def regions_compared(self, card: Card) -> frozenset[str]:
        return card.zone.essential

    def places(self, card: Card) -> tuple[str, ...]:
        return pattern_of(card).primary

    def answer_text(self, card: Card, deck: Deck) -> str:
        return LIST.join(labels(deck, card.zone.essential))

    def answer_html(self, card: Card, deck: Deck) -> str:
        main = titled_html("Main zone", labels(deck, card.zone.essential))
        return main + titled_html("Less often", labels(deck, card.zone.spillover))

    def example(
        self,
        card: Card,
        deck: Deck,
        atlas: Atlas,
        *,
        knows: bool,
        choose: Callable[[Sequence[str]], str],
    ) -> ZoneGiven:
        pattern = pattern_of(card)
        meant = pattern if knows else neighbor_of(pattern, deck)
        return ZoneGiven(meant.primary)


ZONE = ZoneKind()
