"""A small content tree that is in order; a test breaks one thing in it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from school.documents.rules.reading.tree import read_content

MODULE = """\
---
format: module/1
id: ischemia
title: Ischemia
kind: factor
order: 1
summary: What a muscle without blood does.
objectives:
  isc-dose: Choose pressure and time
difficulty: 3
review: awaiting
---

## What it is {#what-it-is}

A supply too small for what a tissue needs[^sikdar-2009]. See [the room](#in-the-room).

![A loop of four boxes](figures/loop.svg "The loop")

### The client says seven {#isc-check-one .check}

What do you do?

- ( ) Hold on {#2hzg}
  > Guarding follows.
- (x) Ease off {#s8ft}
  > Yes.

> [!explanation]
> Five or six of ten.

## In the room {#in-the-room}

> [!safety] Stop
> Never over a pulse.

General knowledge stands here.[^expert-review] WORDS

### A second look {#isc-check-two .check}

How long at most?

Answer: 90 ± 1 s
"""

QUIZ = """\
---
format: quiz/1
id: ischemia
title: "Quiz: Ischemia"
module: ischemia
pass: 80%
attempts: 3
keep: best
shuffle: [questions, choices]
---

Read the module first.

## Rising {#q-isc-rising objective=isc-dose section=in-the-room}

What do you do?

- (x) Ease off {#k7qm}
  > Yes.
- ( ) Hold on {#4rbz}
  > Guarding follows.

> [!explanation]
> Five or six of ten.
"""

COURSE = """\
---
format: course/1
id: elective
title: The elective
book: elective
hours: 1
summary: One hour.
parts:
  - id: reading
    title: Reading
    delivery: self-study
    modules: [ischemia]
  - id: classroom
    title: In the room
    delivery: live
    minutes: 60
    about: One class.
---

## What you learn

To press, and to stop.
"""

SOURCES = """\
format: sources/1
sources:
  sikdar-2009:
    authors: Sikdar S, Shah JP
    title: Ultrasound of trigger points
    where: Arch Phys Med Rehabil 90:1829
    year: 2009
    doi: 10.1016/j.apmr.2009.04.015
    seen: page
"""

SCHOOL = """\
format: school/1
name: NMT School
place: Portland, Oregon
time_zone: America/Los_Angeles
contact: office@school.example
signatories:
  - name: Ada Whitfield
    role: Administrator
providers: []
"""

GLOSSARY = """\
---
format: glossary/1
---

## Taut band {#taut-band also="band" module=ischemia}

A strand of muscle like a rope.
"""

DECK = """\
format: deck/1
id: patterns
title: Patterns
summary: Where pain is charted.
caution: No diagnosis.
retention: 0.90
new_per_day: 10
regions:
- id: head.temple
  label: Temple
  description: Above the cheekbone
  paired: true
patterns:
- id: temporalis
  name: Temporalis
  muscle: Temporalis
  group: head_neck
  primary: [head.temple]
  spillover: []
  evidence: found
  sources: [fpn]
sources:
  fpn:
    title: A page
    url: https://example.org/page
    kind: clinician
"""

WORDS = """\
---
format: cards/1
id: words
title: In words
summary: Questions in words.
retention: 0.90
new_per_day: 5
---

## How hard is a first press? {#first-press about="ischemia ischemia/q-isc-rising"}

Five or six of ten[^sikdar-2009], and less over bone.[^expert-review]

## What is never pressed? {#never}

A pulse. See [the room](../modules/ischemia.md#in-the-room).
"""

LOOP = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 420">'
    b'<rect width="9" height="9"/></svg>'
)

FILES: Mapping[str, bytes] = {
    "school.yaml": SCHOOL.encode(),
    "sources.yaml": SOURCES.encode(),
    "glossary.md": GLOSSARY.encode(),
    "modules/ischemia.md": MODULE.replace("WORDS", "word " * 1600).encode(),
    "modules/figures/loop.svg": LOOP,
    "quizzes/ischemia.md": QUIZ.encode(),
    "courses/elective.md": COURSE.encode(),
    "flashcards/patterns.yaml": DECK.encode(),
}
WITH_WORDS: Mapping[str, bytes] = {
    **FILES,
    "flashcards/words.md": WORDS.encode(),
}  # and a deck in words


def files(changed: Mapping[str, str | bytes | None]) -> dict[str, bytes]:
    """The tree's files with some changed, added or, where None is given, left out."""
    bodies = {
        path: body.encode() if isinstance(body, str) else body for path, body in changed.items()
    }
    return {path: body for path, body in {**FILES, **bodies}.items() if body is not None}


def with_change(path: str, old: str, new: str) -> dict[str, bytes]:
    """The tree's files with one piece of text replaced; the piece must be there."""
    there = FILES if path in FILES else WITH_WORDS
    text = there[path].decode()
    assert old in text, f"{old!r} is not in {path}"
    return {**there, path: text.replace(old, new, 1).encode()}


def problems_of(bodies: Mapping[str, bytes]) -> list[str]:
    """Every problem in a tree, as printed."""
    return [str(problem) for problem in read_content(bodies).problems]


def write(folder: Path, bodies: Mapping[str, bytes] = FILES) -> Path:
    """The tree as files in a folder named content."""
    top = folder / "content"
    for path, body in bodies.items():
        (top / path).parent.mkdir(parents=True, exist_ok=True)
        (top / path).write_bytes(body)
    return top
