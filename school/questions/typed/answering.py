"""A question with a field to type into: asked, answered, explained, on paper."""

from __future__ import annotations

from school.markup.cleaning import trusted
from school.questions.items import BadResponse, Item, Mark, Response
from school.questions.shown import Explained, Printed, Shown, list_common_fields

LONGEST = 200  # characters of a typed answer that are kept
ASK = "questions/typed/ask.html"
EXPLAIN = "questions/typed/explain.html"


def show_field(item: Item, instruction: str, kind_of_input: str, unit: str = "") -> Shown:
    """The item to be answered by typing. `kind_of_input`: "text", or "decimal" for a number."""
    return Shown(
        **list_common_fields(item),
        template=ASK,
        hint=trusted(item.hint),
        instruction=instruction,
        input=kind_of_input,
        unit=unit,
    )


def accept_typed(item: Item, raw: list[str]) -> Response:
    """What was typed, trimmed to 200 characters; () for nothing.

    Raises BadResponse for more than one text."""
    if len(raw) > 1:
        raise BadResponse(f"{item.id} takes one text, not {len(raw)}")
    typed = "".join(raw).replace("\0", "").strip()[:LONGEST].rstrip()
    return (typed,) if typed else ()


def explain_typed(
    item: Item, response: Response, mark: Mark, accepted: tuple[str, ...], note: str = ""
) -> Explained:
    """What was typed, beside what would have been right."""
    return Explained(
        **list_common_fields(item),
        template=EXPLAIN,
        mark=mark,
        explanation=trusted(item.explanation),
        typed="".join(response),
        accepted=accepted,
        note=note,
    )


def print_field(item: Item, instruction: str, key: tuple[str, ...], unit: str = "") -> Printed:
    """The item on paper, with a line to write on."""
    return Printed(
        **list_common_fields(item),
        instruction=instruction,
        options=(),
        unit=unit,
        key=key,
        explanation=trusted(item.explanation),
    )
