"""Questions for the tests of their kinds, and strategies that make any."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from school.questions.choosing.choice import Choice
from school.questions.items import Body, Item
from school.questions.numeric.body import Numeric, NumericAnswer
from school.questions.one_choice.body import OneChoice
from school.questions.several_choices.body import SeveralChoices
from school.questions.short_text.body import ShortText


def item(body: Body, **facts: Any) -> Item:
    usual: dict[str, Any] = {
        "id": "q-one",
        "title": "Pressure",
        "points": 2,
        "objective": "isc-dose",
        "section": "dose",
        "tags": (),
        "stem": "<p>What do you do?</p>",
        "hint": "<p>Think.</p>",
        "explanation": "<p>Stay at five.</p>",
        "line": 4,
    }
    return Item(body=body, **(usual | facts))


def choosing(
    kind: str, right: str, wrong: str, fixed: str = "", partial: str = "off", **facts: Any
) -> Item:
    """A question whose choices have these one-letter ids."""
    ids = sorted(right + wrong)
    choices = tuple(
        Choice(i, f"Choice {i}", f"<p>Why {i}.</p>", i in right, i in fixed) for i in ids
    )
    body: Any = OneChoice(choices)
    if kind == "several-choices":
        body = SeveralChoices(choices, partial)  # type: ignore[arg-type]
    return item(body, **facts)


def number(low: str, high: str, value: str = "", unit: str = "s") -> Item:
    return item(Numeric(NumericAnswer(low, high, value, unit)))


def text(*wordings: str) -> Item:
    return item(ShortText(wordings))


LETTERS = "abcdefghijkl"


@st.composite
def any_choosing(draw: st.DrawFn) -> Item:
    """Any question with choices."""
    ids = LETTERS[: draw(st.integers(2, 12))]
    kind = draw(st.sampled_from(["one-choice", "several-choices"]))
    most = 1 if kind == "one-choice" else len(ids)
    right = draw(st.sets(st.sampled_from(ids), min_size=1, max_size=most))
    fixed = draw(st.sets(st.sampled_from(ids)))
    partial = "off" if kind == "one-choice" else draw(st.sampled_from(["off", "net-correct"]))
    wrong = "".join(i for i in ids if i not in right)
    return choosing(kind, "".join(right), wrong, "".join(fixed), partial=partial)


def any_item() -> st.SearchStrategy[Item]:
    """Any question of any kind."""
    numbers = st.integers(-999, 999)
    numeric = st.builds(
        lambda low, more: number(str(low), str(low + abs(more)), unit="s"), numbers, numbers
    )
    typed = st.builds(
        lambda wordings: text(*wordings),
        st.lists(st.text("abc é", min_size=1), min_size=1, max_size=3),
    )
    return st.one_of(any_choosing(), numeric, typed)
