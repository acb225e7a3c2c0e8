"""A part of a document becomes a question; everything an author can get wrong in one is named with its line."""

from __future__ import annotations

import re

from school.markup.blocks import Block
from school.markup.problems import Problems
from school.markup.structure import Part
from school.questions.draft import Draft, Fields, Renderer
from school.questions.items import Item, KindName, Partial
from school.questions.kinds import KINDS

ATTRIBUTES = ("objective", "section", "tags", "points", "partial")
CALLOUTS = ("hint", "explanation")
POINTS = re.compile(r"[1-9][0-9]?|100")
FOREIGN = re.compile(r"^ *(?:[0-9]+[.)] .*|[-*+] .*->.*|```.*)$|\{\{.*\}\}", re.MULTILINE)
KNOWN_KINDS = "use ( ) for one choice, [ ] for several, or Answer: for a number or a short text"


def read_item(part: Part, problems: Problems, html: Renderer, graded: bool) -> Item | None:
    """The question in `part`, or None where it is too broken to be one.

    `html` renders Markdown that begins on a given line. In a graded question feedback, explanation, objective and
    section are required; a self-check (`graded` False) may lack them and carries the class `.check`. Ids are checked
    for their shape only; whether they are unique, and what they name, is the catalogue's to say.
    """
    draft = _draft(part, problems, html, graded)
    partial = _attributes(part, problems, graded)
    kind = _kind(part, draft)
    fields = KINDS[kind].read(draft) if kind else None
    notes = {name: _note(part, name, draft) for name in CALLOUTS}
    stem = _stem(part, draft)
    _refuse_other_callouts(part, problems)
    if partial == "net-correct" and kind not in ("several-choices", None):
        problems.add(part.line, "partial= is for questions with [ ] boxes", "take it out")
    if graded and not notes["explanation"]:
        problems.add(
            part.line, "the question has no explanation", "add > [!explanation] and a line below it"
        )
    if kind is None or fields is None or part.attrs.id is None:
        return None
    return _item(part, kind, partial, stem, notes, fields)


def _item(
    part: Part, kind: KindName, partial: Partial, stem: str, notes: dict[str, str], fields: Fields
) -> Item:
    values = part.attrs.values
    points = values.get("points", "1")
    return Item(
        id=part.attrs.id or "",
        title=part.title,
        kind=kind,
        points=int(points) if POINTS.fullmatch(points) else 1,
        partial=partial,
        objective=values.get("objective", ""),
        section=values.get("section", ""),
        tags=tuple(tag.strip() for tag in values.get("tags", "").split(",") if tag.strip()),
        stem=stem,
        hint=notes["hint"],
        explanation=notes["explanation"],
        line=part.line,
        choices=fields.choices,
        number=fields.number,
        wordings=fields.wordings,
    )


def _draft(part: Part, problems: Problems, html: Renderer, graded: bool) -> Draft:
    lists = [block for block in part.blocks if block.kind == "choices"]
    for extra in lists[1:]:
        problems.add(
            extra.line,
            "a second list of choices",
            "keep one list; begin every line of it with - and a box",
        )
    answers = tuple(answer for block in part.blocks for answer in block.answers)
    return Draft(part.line, lists[0].choices if lists else (), answers, html, problems, graded)


def _attributes(part: Part, problems: Problems, graded: bool) -> Partial:
    """Check what stands in the heading's braces; the answer is the one setting that needs more than copying."""
    values, line = part.attrs.values, part.line
    if part.attrs.id is None:
        problems.add(line, "the question has no id", "write {#an-id} behind its title")
    for name in [name for name in values if name not in ATTRIBUTES]:
        problems.add(line, f"{name}= is not known in a question", f"use {', '.join(ATTRIBUTES)}")
    for name in [name for name in part.attrs.classes if graded or name != "check"]:
        problems.add(line, f".{name} is not known in a question", "take it out")
    for name in [name for name in ("objective", "section") if graded and not values.get(name)]:
        problems.add(line, f"the question has no {name}=", f"write {name}=… behind its id")
    if not POINTS.fullmatch(values.get("points", "1")):
        problems.add(
            line, f"points={values['points']} is not accepted", "write a whole number from 1 to 100"
        )
    partial = values.get("partial", "off")
    if partial == "net-correct":
        return "net-correct"
    if partial != "off":
        problems.add(
            line, f"partial={partial} is not known", "write partial=net-correct, or leave it out"
        )
    return "off"


def _kind(part: Part, draft: Draft) -> KindName | None:
    found = [name for name, kind in KINDS.items() if kind.fits(draft)]
    if len(found) == 1:
        return found[0]
    if found:
        names = " and ".join(name.replace("-", " ") for name in found)
        draft.problems.add(
            part.line, f"the question mixes kinds of answers: {names}", "keep one kind of answer"
        )
    elif not any(block.kind == "choices" for block in part.blocks):
        foreign = any(FOREIGN.search(block.source) for block in part.blocks if block.kind == "text")
        what = (
            "this kind of question is not known"
            if foreign
            else "the question has no choices and no Answer line"
        )
        draft.problems.add(part.line, what, KNOWN_KINDS)
    return None


def _stem(part: Part, draft: Draft) -> str:
    """The text before the answers; text behind them is a problem, since it would be read before them."""
    answered = False
    stem: list[str] = []
    for block in part.blocks:
        if block.kind in ("choices", "answers"):
            answered = True
        elif block.kind == "text" and answered:
            fix = "move it before them, or make it a quote: > for feedback, > [!explanation]"
            draft.problems.add(block.line, "text stands behind the answers", fix)
        elif block.kind == "text":
            stem.append(draft.html(block.source, block.source_line))
    return "".join(stem)


def _callouts(part: Part, name: str) -> list[Block]:
    return [block for block in part.blocks if block.kind == "callout" and block.name == name]


def _note(part: Part, name: str, draft: Draft) -> str:
    found = _callouts(part, name)
    for extra in found[1:]:
        draft.problems.add(extra.line, f"a second [!{name}]", "put both into one")
    if not found:
        return ""
    if found[0].title:
        draft.problems.add(
            found[0].line,
            f"words behind [!{name}] are not shown",
            "write them on the next line, behind >",
        )
    return draft.html(found[0].source, found[0].source_line)


def _refuse_other_callouts(part: Part, problems: Problems) -> None:
    for block in part.blocks:
        if block.kind == "callout" and block.name not in CALLOUTS:
            what = f"the callout [!{block.name}] is not known in a question"
            problems.add(block.line, what, "use [!hint] or [!explanation]")
