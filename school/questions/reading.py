"""Turns a part of a document into a question, and names what is wrong with its line."""

from __future__ import annotations

import re

from school.markup.blocks import Block
from school.markup.near_misses import has_lost_choice
from school.markup.problems import Problems
from school.markup.structure import Part
from school.questions.draft import Draft, Renderer
from school.questions.items import Body, Item
from school.questions.kinds import QUESTION_KINDS, QuestionKind

ATTRIBUTES = ("objective", "section", "tags", "points")
CALLOUTS = ("hint", "explanation")
POINTS = re.compile(r"[1-9][0-9]?|100")
FOREIGN = re.compile(r"^ *(?:[0-9]+[.)] .*|[-*+] .*->.*|```.*)$|\{\{.*\}\}", re.MULTILINE)


def read_item(part: Part, problems: Problems, html: Renderer, graded: bool) -> Item | None:
    """The question in `part`, or None if it is too broken to be one.

    `html` renders Markdown that begins on a certain line. A graded question needs feedback, an
    explanation, an objective and a section. A self-check (`graded` False) needs none of them, and
    has the class `.check`. Only the form of ids is checked here; the catalogue checks whether they
    are unique and whether what they name exists.
    """
    if _has_lost_choice(part):
        return None  # its line is reported; nothing else can be said of the choices until then
    draft = _draft_question(part, problems, html, graded)
    _judge_attributes(part, problems, graded)
    kind = _find_kind(draft)
    _refuse_foreign_attributes(draft, kind)
    body = kind.read(draft) if kind else None
    notes = {name: _read_note(part, name, draft) for name in CALLOUTS}
    stem = _read_stem(draft, kind)
    _refuse_other_callouts(draft, kind)
    if graded and not notes["explanation"]:
        problems.add(
            part.line, "the question has no explanation", "add > [!explanation] and a line below it"
        )
    if body is None or part.attrs.id is None:
        return None
    return _assemble_item(part, part.attrs.id, stem, notes, body)


def _assemble_item(part: Part, item_id: str, stem: str, notes: dict[str, str], body: Body) -> Item:
    values = part.attrs.values
    points = values.get("points", "1")
    return Item(
        id=item_id,
        title=part.title,
        points=int(points) if POINTS.fullmatch(points) else 1,
        objective=values.get("objective", ""),
        section=values.get("section", ""),
        tags=tuple(tag.strip() for tag in values.get("tags", "").split(",") if tag.strip()),
        stem=stem,
        hint=notes["hint"],
        explanation=notes["explanation"],
        line=part.line,
        body=body,
    )


def _has_lost_choice(part: Part) -> bool:
    for block in part.blocks:
        texts = [block.source]
        for choice in block.choices:
            texts += [choice.source, choice.feedback]
        if any(map(has_lost_choice, texts)):
            return True
    return False


def _draft_question(part: Part, problems: Problems, html: Renderer, graded: bool) -> Draft:
    lists = [block for block in part.blocks if block.kind == "choices"]
    for extra in lists[1:]:
        problems.add(
            extra.line,
            "a second list of choices",
            "keep one list; begin every line of it with - and a box",
        )
    blocks = tuple(block for block in part.blocks if block not in lists[1:])
    return Draft(part.line, blocks, part.attrs.values, html, problems, graded)


def _judge_attributes(part: Part, problems: Problems, graded: bool) -> None:
    """Check the heading's braces, except for attributes that belong to a kind."""
    values, line = part.attrs.values, part.line
    if part.attrs.id is None:
        problems.add(line, "the question has no id", "write {#an-id} after its title")
    known = (*ATTRIBUTES, *_list_attributes_of_kinds())
    for name in values:
        if name not in known:
            problems.add(line, f"{name}= is not known in a question", f"use {', '.join(known)}")
    for name in part.attrs.classes:
        if graded or name != "check":
            problems.add(line, f".{name} is not known in a question", "take it out")
    for name in ("objective", "section"):
        if graded and not values.get(name):
            problems.add(line, f"the question has no {name}=", f"write {name}=… after its id")
    if not POINTS.fullmatch(values.get("points", "1")):
        problems.add(
            line, f"points={values['points']} is not accepted", "write a whole number from 1 to 100"
        )


def _list_attributes_of_kinds() -> dict[str, str]:
    """Every attribute that belongs to a kind, with the questions it is for."""
    attributes: dict[str, str] = {}
    for kind in QUESTION_KINDS.values():
        attributes.update(kind.attributes)
    return attributes


def _refuse_foreign_attributes(draft: Draft, kind: QuestionKind | None) -> None:
    """Complain about attributes that belong to another kind."""
    if kind is None:
        return
    for name, questions in _list_attributes_of_kinds().items():
        if name in draft.attributes and name not in kind.attributes:
            draft.problems.add(draft.line, f"{name}= is for {questions}", "take it out")


def _find_kind(draft: Draft) -> QuestionKind | None:
    """The one kind whose answer the draft holds. None or several are a problem."""
    claiming: dict[str, QuestionKind] = {}
    for name, kind in QUESTION_KINDS.items():
        if any(map(kind.claims, draft.blocks)):
            claiming[name] = kind
    if len(claiming) == 1:
        return next(iter(claiming.values()))
    if claiming:
        names = " and ".join(claiming).replace("-", " ")
        what = f"the question mixes kinds of answers: {names}"
        draft.problems.add(draft.line, what, "keep one kind of answer")
    elif not any(block.kind == "choices" for block in draft.blocks):
        _refuse_unknown_kind(draft)
    return None


def _refuse_unknown_kind(draft: Draft) -> None:
    foreign = any(FOREIGN.search(block.source) for block in draft.blocks if block.kind == "text")
    what = "the question has no choices and no Answer line"
    if foreign:
        what = "this kind of question is not known"
    ways = ", or ".join(kind.syntax for kind in QUESTION_KINDS.values())
    draft.problems.add(draft.line, what, f"use {ways}")


def _read_stem(draft: Draft, kind: QuestionKind | None) -> str:
    """The text before the answers. Text after them is a problem, as pages show it before them."""
    answered = False
    stem: list[str] = []
    for block in draft.blocks:
        if block.kind in ("choices", "answers") or (kind and kind.claims(block)):
            answered = True
        elif block.kind == "text" and answered:
            fix = "move it before them, or make it a quote: > for feedback, > [!explanation]"
            draft.problems.add(block.line, "text comes after the answers", fix)
        elif block.kind == "text":
            stem.append(draft.html(block.source, block.source_line))
    return "".join(stem)


def _find_callouts(part: Part, name: str) -> list[Block]:
    return [block for block in part.blocks if block.kind == "callout" and block.name == name]


def _read_note(part: Part, name: str, draft: Draft) -> str:
    callouts = _find_callouts(part, name)
    for extra in callouts[1:]:
        draft.problems.add(extra.line, f"a second [!{name}]", "put both into one")
    if not callouts:
        return ""
    if callouts[0].title:
        draft.problems.add(
            callouts[0].line,
            f"words after [!{name}] are not shown",
            "write them on the next line, after >",
        )
    return draft.html(callouts[0].source, callouts[0].source_line)


def _refuse_other_callouts(draft: Draft, kind: QuestionKind | None) -> None:
    """Complain about callouts that are no hint or explanation and no answer of this kind."""
    for block in draft.blocks:
        if block.kind != "callout" or block.name in CALLOUTS or (kind and kind.claims(block)):
            continue
        what = f"the callout [!{block.name}] is not known in a question"
        draft.problems.add(block.line, what, "use [!hint] or [!explanation]")
