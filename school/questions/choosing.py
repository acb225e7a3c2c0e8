"""What the two kinds of questions with choices have in common."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from school.markup.blocks import ChoiceLine
from school.markup.cleaning import trusted
from school.questions.draft import Draft
from school.questions.items import BadResponse, Choice, Item, Mark, Response
from school.questions.order import arranged
from school.questions.shown import Explained, ExplainedOption, Option, Printed, Shown, about

LETTERS = "ABCDEFGHIJKL"


def read_choices(draft: Draft) -> tuple[Choice, ...]:
    """The choices of a draft; too few, too many, empty or equal ones are problems, as is feedback that is missing."""
    if len(draft.choices) < 2:
        draft.problems.add(draft.line, "a question needs at least two choices", "write one more")
    if len(draft.choices) > len(LETTERS):
        draft.problems.add(
            draft.line, f"more than {len(LETTERS)} choices", "keep the plausible ones"
        )
    _refuse_equal(draft)
    lines = draft.choices[: len(LETTERS)]
    return tuple(
        _choice(line, letter.lower(), draft) for line, letter in zip(lines, LETTERS, strict=False)
    )


def _refuse_equal(draft: Draft) -> None:
    seen: dict[str, int] = {}
    for line in draft.choices:
        words = " ".join(line.source.casefold().split())
        if not words:
            draft.problems.add(line.line, "an empty choice", "write its text behind the box")
        elif words in seen:
            draft.problems.add(
                line.line, f"the same choice as on line {seen[words]}", "make them differ"
            )
        seen.setdefault(words, line.line)


def _choice(line: ChoiceLine, choice_id: str, draft: Draft) -> Choice:
    feedback = draft.html(line.feedback, line.feedback_line) if line.feedback else ""
    if draft.graded and not feedback:
        draft.problems.add(
            line.line,
            "the choice has no feedback",
            "say why in a quote under it: two spaces, > and a sentence",
        )
    return Choice(choice_id, _words(line, draft), feedback, "x" in line.box, line.fixed)


def _words(line: ChoiceLine, draft: Draft) -> str:
    """The choice's HTML without the paragraph around it: a label may hold words only."""
    html = draft.html(line.source, line.line)
    words = html.removeprefix("<p>").removesuffix("</p>")
    if html and (len(html) - len(words) != len("<p></p>") or "<p>" in words):
        draft.problems.add(
            line.line, "a choice holds more than words", "write one line of text behind the box"
        )
    return words


def options(item: Item, seed: int, shuffle: bool) -> tuple[Option, ...]:
    """The choices as shown, each with its place and letter."""
    places = zip(arranged(item, seed, shuffle), LETTERS, strict=False)
    return tuple(
        Option(str(place), letter, trusted(choice.html))
        for place, (choice, letter) in enumerate(places, start=1)
    )


def show_choices(
    item: Item,
    seed: int,
    shuffle: bool,
    instruction: str,
    kind_of_input: Literal["radio", "checkbox"],
) -> Shown:
    """The item to be answered by choosing."""
    return Shown(
        **about(item),
        hint=trusted(item.hint),
        instruction=instruction,
        input=kind_of_input,
        options=options(item, seed, shuffle),
    )


def accept_places(item: Item, raw: list[str], seed: int, shuffle: bool) -> Response:
    """The choices at the posted places, in file order. Raises BadResponse for a place that was not shown."""
    by_place = {str(place): c.id for place, c in enumerate(arranged(item, seed, shuffle), start=1)}
    unknown = [value for value in raw if value not in by_place]
    if unknown:
        raise BadResponse(f"{item.id} has no choice {unknown[0][:20]!r}")
    chosen = {by_place[value] for value in raw}
    return tuple(choice.id for choice in item.choices if choice.id in chosen)


def chosen_places(item: Item, response: Response, seed: int, shuffle: bool) -> frozenset[str]:
    """The shown places of the chosen choices."""
    places = enumerate(arranged(item, seed, shuffle), start=1)
    return frozenset(str(place) for place, choice in places if choice.id in response)


def key(item: Item) -> frozenset[str]:
    """The ids of the right choices."""
    return frozenset(choice.id for choice in item.choices if choice.right)


def mark_all_or_nothing(item: Item, response: Response) -> Mark:
    """1 where exactly the right choices are chosen, else 0."""
    return Mark(Fraction(frozenset(response) == key(item)), answered=bool(response))


def explain_choices(
    item: Item, response: Response, seed: int, shuffle: bool, mark: Mark
) -> Explained:
    """Each choice in the order in which it was shown, with what it turned out to be."""
    shown = zip(options(item, seed, shuffle), arranged(item, seed, shuffle), strict=True)
    explained = tuple(
        ExplainedOption(o.value, o.letter, o.html, c.id in response, c.right, trusted(c.feedback))
        for o, c in shown
    )
    return Explained(
        **about(item),
        mark=mark,
        explanation=trusted(item.explanation),
        options=explained,
    )


def print_choices(item: Item, instruction: str) -> Printed:
    """The item on paper; its key is letters."""
    in_order = options(item, seed=0, shuffle=False)
    letters = tuple(o.letter for o, c in zip(in_order, item.choices, strict=True) if c.right)
    return Printed(
        **about(item),
        instruction=instruction,
        options=in_order,
        unit="",
        key=letters,
        explanation=trusted(item.explanation),
    )
