"""What a kind of card knows: which cards a deck yields, how they are asked, marked and shown."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from typing import ClassVar, Generic, Literal, TypeVar

from school.body.rules.atlas import Atlas
from school.cards.rules.answers import Fields, Given, Mark
from school.cards.rules.asking import Answered, Asked
from school.cards.rules.cards import Card
from school.cards.rules.decks import Deck
from school.cards.rules.ratings import Thresholds

GivenT = TypeVar("GivenT", bound=Given)

Dealing = tuple[int, Card]  # the step in which a new card comes, counted from 0, and the card
Picture = Literal["", "zone", "region", "point"]  # what a side of a printed card shows on the body


class CardKind(ABC, Generic[GivenT]):
    """A kind of card, one of each. Its verbs are pure functions.

    Its templates lie in templates/cards/kinds/<name>/.
    """

    name: ClassVar[str]  # the last word of its cards' ids; it stays for ever
    word: ClassVar[str]  # what the student does, as readers see it

    # ---- Facts ----

    thresholds: Thresholds | None = None  # None: only the student can say how it went
    paints: Literal["", "strokes", "tap"] = ""  # what the figure of its question takes
    alike: bool = False  # every question looks the same but for its prompt: a pack holds it once
    charted: bool = (
        True  # it asks for what a chart says, so that the caution of charts goes with it
    )
    confuses: Literal["", "painted", "named"] = ""  # how one pattern is given for another
    front_picture: Picture = ""
    back_picture: Picture = ""

    @property
    def ask_template(self) -> str:
        """The piece of a page that asks. It is given `asked`, and stands in a form."""
        return f"cards/kinds/{self.name}/ask.html"

    @property
    def answer_template(self) -> str:
        """The piece of a page that shows the answer.

        It is given `answered`, deck, places and lessons.
        """
        return f"cards/kinds/{self.name}/answer.html"

    # ---- The question ----

    @abstractmethod
    def deal(self, deck: Deck) -> Iterator[Dealing]:
        """The cards of this kind in a deck, each with its step."""

    @abstractmethod
    def question(self, card: Card) -> str:
        """The card's question, as a heading."""

    def ask(self, card: Card, deck: Deck, atlas: Atlas) -> Asked:
        """What the question shows."""
        return Asked(card, deck, atlas)

    # ---- The answer ----

    @abstractmethod
    def read(self, fields: Fields) -> GivenT:
        """What was answered, from the fields of the form. Raises Invalid."""

    @abstractmethod
    def mark(self, card: Card, given: GivenT, deck: Deck, atlas: Atlas) -> Mark | None:
        """Mark an answer. None: nothing was tried, or only the student can say."""

    def confusion(self, card: Card, mark: Mark, deck: Deck, atlas: Atlas) -> str | None:
        """The id of the other graded pattern that an answer with this mark means; None: of none."""
        return None

    def show(
        self, card: Card, deck: Deck, atlas: Atlas, given: GivenT, mark: Mark | None
    ) -> Answered:
        """What the page of the answer shows."""
        return Answered(card, deck, atlas, given, mark)

    def regions_compared(self, card: Card) -> frozenset[str]:
        """The regions whose cells a browser away from the school compares with what was painted."""
        return frozenset()

    def places(self, card: Card) -> tuple[str, ...]:
        """The regions of the body that the card asks about, for the map of what is recalled."""
        return ()

    # ---- Elsewhere ----

    @abstractmethod
    def answer_text(self, card: Card, deck: Deck) -> str:
        """The right answer on one line, for a table."""

    @abstractmethod
    def answer_html(self, card: Card, deck: Deck) -> str:
        """The right answer for the back of a printed card, as HTML with the text escaped."""

    def front_html(self, card: Card, deck: Deck) -> str:
        """What its front shows, in words, for readers who can't see the picture."""
        return ""

    def example(
        self,
        card: Card,
        deck: Deck,
        atlas: Atlas,
        *,
        knows: bool,
        choose: Callable[[Sequence[str]], str],
    ) -> GivenT:
        """What somebody gives who knows the card, or who takes it for its neighbor: for a demo."""
        return self.read({})
