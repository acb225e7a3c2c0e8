"""A question with choices as it is asked, and what a browser posts for an answer."""

from __future__ import annotations

from school.markup.cleaning import trusted
from school.questions.choosing.choice import Choice
from school.questions.choosing.letters import LETTERS
from school.questions.choosing.order import arrange_choices
from school.questions.items import BadResponse, Item, Response
from school.questions.shown import Option, Shown, list_common_fields

TEMPLATE = "questions/choosing/ask.html"
LONGEST_VALUE = 200  # characters; a page posts only places, and anything else is refused


def show_choices(
    item: Item,
    choices: tuple[Choice, ...],
    seed: int,
    shuffle: bool,
    instruction: str,
    kind_of_input: str,
) -> Shown:
    """The item to be answered by choosing."""
    return Shown(
        **list_common_fields(item),
        template=TEMPLATE,
        hint=trusted(item.hint),
        instruction=instruction,
        input=kind_of_input,
        options=letter_choices(arrange_choices(item.id, choices, seed, shuffle)),
    )


def letter_choices(choices: tuple[Choice, ...]) -> tuple[Option, ...]:
    """The choices as they are shown, each with its place and letter."""
    places = zip(choices, LETTERS, strict=False)
    return tuple(
        Option(str(place), letter, trusted(choice.html))
        for place, (choice, letter) in enumerate(places, start=1)
    )


def accept_places(
    item: Item, choices: tuple[Choice, ...], raw: list[str], seed: int, shuffle: bool
) -> Response:
    """The choices at the posted places, in file order. Raises BadResponse for any other place."""
    arranged = arrange_choices(item.id, choices, seed, shuffle)
    by_place = {str(place): choice.id for place, choice in enumerate(arranged, start=1)}
    chosen = set()
    for value in raw:
        if value not in by_place:
            raise BadResponse(f"{item.id} has no choice {value[:20]!r}")
        chosen.add(by_place[value])
    return tuple(choice.id for choice in choices if choice.id in chosen)


def find_chosen_places(
    item: Item, choices: tuple[Choice, ...], response: Response, seed: int, shuffle: bool
) -> frozenset[str]:
    """The shown places of the chosen choices."""
    places = enumerate(arrange_choices(item.id, choices, seed, shuffle), start=1)
    return frozenset(str(place) for place, choice in places if choice.id in response)
