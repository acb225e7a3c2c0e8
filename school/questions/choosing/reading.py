"""The choices that an author wrote, and what can be wrong with them."""

from __future__ import annotations

from school.markup.blocks import ChoiceLine
from school.questions.choosing.choice import Choice
from school.questions.choosing.ids import LONGEST, SHORTEST, is_choice_id
from school.questions.choosing.letters import LETTERS
from school.questions.draft import Draft


def read_choices(draft: Draft) -> tuple[Choice, ...]:
    """The choices of a draft. Too few, too many, empty or equal ones are problems.

    In a graded question, missing feedback is a problem, too.
    """
    if len(draft.choices) < 2:
        draft.problems.add(draft.line, "a question needs at least two choices", "write one more")
    if len(draft.choices) > len(LETTERS):
        draft.problems.add(
            draft.line, f"more than {len(LETTERS)} choices", "keep the plausible ones"
        )
    _refuse_equal_choices(draft)
    _judge_ids(draft)
    lines = draft.choices[: len(LETTERS)]
    return tuple(
        _read_choice(line, line.id or letter.lower(), draft)
        for line, letter in zip(lines, LETTERS, strict=False)
    )


def _judge_ids(draft: Draft) -> None:
    """Statistics and later corrections depend on ids, so each choice needs one of its own."""
    lines_by_id: dict[str, int] = {}
    for line in draft.choices:
        if not line.id:
            what = "the choice has no id"
            draft.problems.add(line.line, what, "run `school content ids`, which writes it")
        elif not is_choice_id(line.id):
            what = f"“{line.id}” is not an id of a choice"
            fix = f"use {SHORTEST} to {LONGEST} lower-case letters and digits"
            draft.problems.add(line.line, what, fix)
        elif line.id in lines_by_id:
            what = f"line {lines_by_id[line.id]} has the id “{line.id}”, too"
            fix = "take it out of the newer choice and run `school content ids`"
            draft.problems.add(line.line, what, fix)
        lines_by_id.setdefault(line.id, line.line)


def _refuse_equal_choices(draft: Draft) -> None:
    lines_by_words: dict[str, int] = {}
    for line in draft.choices:
        words = " ".join(line.source.casefold().split())
        if not words:
            draft.problems.add(line.line, "an empty choice", "write its text after the box")
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
    """The choice's HTML without the paragraph around it, because a label may hold only words."""
    html = draft.html(line.source, line.line)
    words = html.removeprefix("<p>").removesuffix("</p>")
    if html and (len(html) - len(words) != len("<p></p>") or "<p>" in words):
        draft.problems.add(
            line.line, "a choice holds more than words", "write one line of text after the box"
        )
    return words
