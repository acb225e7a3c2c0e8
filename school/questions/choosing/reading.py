"""The choices that an author wrote, and what can be wrong with them."""

from __future__ import annotations

from school.markup.blocks import ChoiceLine
from school.questions.choosing.choice import Choice
from school.questions.choosing.letters import LETTERS
from school.questions.draft import Draft


def read_choices(draft: Draft) -> tuple[Choice, ...]:
    """The choices of a draft. Too few, too many, empty or equal ones are problems, as is feedback
    that is missing."""
    if len(draft.choices) < 2:
        draft.problems.add(draft.line, "a question needs at least two choices", "write one more")
    if len(draft.choices) > len(LETTERS):
        draft.problems.add(
            draft.line, f"more than {len(LETTERS)} choices", "keep the plausible ones"
        )
    _refuse_equal_choices(draft)
    lines = draft.choices[: len(LETTERS)]
    return tuple(
        _read_choice(line, letter.lower(), draft)
        for line, letter in zip(lines, LETTERS, strict=False)
    )


def _refuse_equal_choices(draft: Draft) -> None:
    lines_by_words: dict[str, int] = {}
    for line in draft.choices:
        words = " ".join(line.source.casefold().split())
        if not words:
            draft.problems.add(line.line, "an empty choice", "write its text behind the box")
        elif words in lines_by_words:
            what = f"the same choice as on line {lines_by_words[words]}"
            draft.problems.add(line.line, what, "make them differ")
        lines_by_words.setdefault(words, line.line)


def _read_choice(line: ChoiceLine, choice_id: str, draft: Draft) -> Choice:
    feedback = draft.html(line.feedback, line.feedback_line) if line.feedback else ""
    if draft.graded and not feedback:
        draft.problems.add(
            line.line,
            "the choice has no feedback",
            "say why in a quote under it: two spaces, > and a sentence",
        )
    return Choice(choice_id, _render_words(line, draft), feedback, "x" in line.box, line.fixed)


def _render_words(line: ChoiceLine, draft: Draft) -> str:
    """The choice's HTML without the paragraph around it: a label may hold words only."""
    html = draft.html(line.source, line.line)
    words = html.removeprefix("<p>").removesuffix("</p>")
    if html and (len(html) - len(words) != len("<p></p>") or "<p>" in words):
        draft.problems.add(
            line.line, "a choice holds more than words", "write one line of text behind the box"
        )
    return words
