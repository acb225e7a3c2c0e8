"""A kind of card that no feature brings: how many regions has the main zone?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from school.body.rules.atlas import Atlas
from school.cards.rules.answers import CardResponse, Fields, Mark
from school.cards.rules.cards import Card, Dealing, list_graded_groups, new_card
from school.cards.rules.decks import Deck
from school.cards.rules.kinds import CardKind
from school.cards.rules.ratings import Thresholds
from school.core.refusals import Invalid

TEMPLATES = {
    "cards/kinds/count/ask.html": '<label>How many <input name="count"></label>',
    "cards/kinds/count/answer.html": (
        "{% if answered.mark %}"
        "<p>You said {{ answered.response.count }}: {{ answered.mark.hundredths }} percent.</p>"
        "{% endif %}"
    ),
}


class NotACount(Invalid):
    sentence = "A count is a whole number."


@dataclass(frozen=True)
class CountResponse(CardResponse):
    """A number."""

    count: int | None = None

    def to_stored(self) -> dict[str, Any]:
        return {} if self.count is None else {"count": self.count}

    def list_form_fields(self) -> tuple[tuple[str, str], ...]:
        return () if self.count is None else (("count", str(self.count)),)


class CountKind(CardKind[CountResponse]):
    """Count the regions of a pattern's main zone."""

    name = "count"
    word = "Count the regions"
    thresholds = Thresholds(Fraction(1, 2), Fraction(1), Fraction(1), quick=5)

    def deal_cards(self, deck: Deck) -> Iterator[Dealing]:
        for step, patterns in enumerate(list_graded_groups(deck)):
            for pattern in patterns:
                yield step, new_card(deck, self.name, pattern)

    def write_question(self, card: Card) -> str:
        return f"How many regions has the zone of {card.subject}?"

    def read_response(self, fields: Fields) -> CountResponse:
        text = "".join(fields.get("count", ()))
        if text and not text.isdecimal():
            raise NotACount
        return CountResponse(int(text)) if text else CountResponse()

    def mark_response(
        self, card: Card, response: CountResponse, deck: Deck, atlas: Atlas
    ) -> Mark | None:
        if response.count is None:
            return None
        return Mark(Fraction(response.count == len(card.zone.essential)))

    def write_answer_text(self, card: Card, deck: Deck) -> str:
        return str(len(card.zone.essential))

    def write_answer_html(self, card: Card, deck: Deck) -> str:
        return f"<p>{len(card.zone.essential)}</p>"


COUNT = CountKind()
