"""What a kind of card can do: deal a deck's cards, ask them, mark answers and show them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from typing import ClassVar, Generic, Literal, TypeVar

from school.body.rules.atlas import Atlas
from school.cards.rules.answers import CardResponse, Fields, Mark
from school.cards.rules.asking import AnsweredCard, AskedCard
from school.cards.rules.cards import Card, Dealing
from school.cards.rules.decks import Deck
from school.cards.rules.ratings import Thresholds

ResponseT = TypeVar("ResponseT", bound=CardResponse)

Picture = Literal["", "zone", "region", "point"]  # what a side of a printed card shows on the body
Choose = Callable[[Sequence[str]], str]  # one of several, by chance


class CardKind(ABC, Generic[ResponseT]):
    """A kind of card. There is one object of each class, and its methods are pure functions.

    Its templates are in templates/cards/kinds/<name>/.
    """

    name: ClassVar[str]  # the last word of its cards' ids; it never changes
    word: ClassVar[str]  # what the student does, as readers see it

    # ---- Facts ----

    thresholds: Thresholds | None = None  # None: only the student can say how it went
    paints: Literal["", "strokes", "tap"] = ""  # what the figure of its question takes
    alike: bool = False  # all its questions look alike except for the prompt: a pack holds one
    charted: bool = True  # it asks what a chart says, so the caution about charts goes with it
    confuses: Literal["", "painted", "named"] = ""  # how a student takes one pattern for another
    front_picture: Picture = ""
    back_picture: Picture = ""
    asked_class: type[AskedCard] = AskedCard  # what the page of its question needs
    answered_class: type[AnsweredCard] = AnsweredCard  # what the page of its answer needs

    @property
    def ask_template(self) -> str:
        """The piece of a page that asks, inside a form. It needs `asked`."""
        return f"cards/kinds/{self.name}/ask.html"

    @property
    def answer_template(self) -> str:
        """The piece of a page that shows the answer.

        It needs `answered`, `deck`, `places` and `lessons`.
        """
        return f"cards/kinds/{self.name}/answer.html"

    # ---- The question ----

    @abstractmethod
    def deal_cards(self, deck: Deck) -> Iterator[Dealing]:
        """Yield the cards of this kind in a deck, each with its step."""

    @abstractmethod
    def write_question(self, card: Card) -> str:
        """The card's question, as a heading."""

    def show_question(self, card: Card, deck: Deck, atlas: Atlas) -> AskedCard:
        """What the page of the question needs. Nothing in it gives the answer away."""
        return self.asked_class(card, deck, atlas)

    # ---- The answer ----

    @abstractmethod
    def read_response(self, fields: Fields) -> ResponseT:
        """What was answered, from the fields of the form. Raises Invalid."""

    @abstractmethod
    def mark_response(
        self, card: Card, response: ResponseT, deck: Deck, atlas: Atlas
    ) -> Mark | None:
        """Mark an answer. None: nothing was tried, or only the student can judge it."""

    def find_confusion(self, card: Card, mark: Mark, deck: Deck, atlas: Atlas) -> str | None:
        """The id of the other graded pattern that an answer with this mark fits, or None."""
        return None

    def show_answer(
        self, card: Card, deck: Deck, atlas: Atlas, response: ResponseT, mark: Mark | None
    ) -> AnsweredCard:
        """What the page of the answer needs."""
        return self.answered_class(card, deck, atlas, response, mark)

    def list_compared_regions(self, card: Card) -> frozenset[str]:
        """The regions whose cells an offline browser compares with what was painted."""
        return frozenset()

    def list_places(self, card: Card) -> tuple[str, ...]:
        """The regions that the card asks about, for the map of how well each is recalled."""
        return ()

    # ---- Elsewhere ----

    @abstractmethod
    def write_answer_text(self, card: Card, deck: Deck) -> str:
        """The right answer on one line, for a table."""

    @abstractmethod
    def write_answer_html(self, card: Card, deck: Deck) -> str:
        """The right answer for the back of a printed card, as HTML with the text escaped."""

    def write_front_html(self, card: Card, deck: Deck) -> str:
        """The front in words, for readers who can't see the picture."""
        return ""

    def make_example(
        self, card: Card, deck: Deck, atlas: Atlas, *, knows: bool, choose: Choose
    ) -> ResponseT:
        """An answer for the demo, from somebody who knows the card or takes it for another."""
        return self.read_response({})
