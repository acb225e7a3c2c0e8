"""A graded quiz, `quizzes/<id>.md`: every level-two heading is a question."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from school.catalogue.rules.reading.module import judge_places
from school.documents.rules.reading.files import ContentFile
from school.documents.rules.reading.ids import Claim, claim_parts
from school.documents.rules.reading.known import Known
from school.documents.rules.reading.outlines import Outline
from school.documents.rules.reading.settings import Settings
from school.markup.html import render_blocks, render_markdown
from school.markup.page import Page
from school.markup.problems import Problems
from school.markup.structure import Document, Part
from school.markup.words import strip_html
from school.questions.items import Item
from school.questions.reading import read_item
from school.quizzes.rules.quiz import Quiz

PASS = re.compile(r"([1-9][0-9]?|100) ?%")
MOST_ATTEMPTS = 100
SHORTEST_TWIN = 40  # characters; “What do you do?” may be asked of two clients
SHUFFLED = ("questions", "choices")


def list_questions(document: Document) -> list[Part]:
    """The questions of a quiz, as parts."""
    return [part for part in document.parts if part.level == 2]


def read_module_slug(document: Document) -> str:
    """The module that the quiz says it belongs to, or "" if it names none."""
    setting = document.front.get("module")
    return setting.value if setting and isinstance(setting.value, str) else ""


def outline_quiz(file: ContentFile) -> Outline:
    """What other files may name of the quiz, and which module it belongs to."""
    ids = tuple(part.attrs.id or "" for part in list_questions(file.document))
    return Outline(ids={"question": ids}, belongs_to=read_module_slug(file.document))


def claim_quiz(file: ContentFile) -> Iterator[Claim]:
    """The ids of the quiz's questions."""
    return claim_parts("question", list_questions(file.document), file.problems)


def read_quiz(file: ContentFile, known: Known) -> Quiz:
    """The quiz, key included."""
    slug, document, problems = file.slug, file.document, file.problems
    settings = file.settings()
    settings.one_of("format", "quiz/1")
    settings.text("id")  # compared with the file's name by the reader of the tree
    shuffle = _read_shuffle(settings)
    quiz = Quiz(
        slug=slug,
        title=settings.prose("title"),
        module=_read_module(slug, settings, known),
        pass_percent=_read_pass_mark(settings),
        attempts=_read_attempts(settings),
        keep=settings.one_of("keep", "best", "last"),
        shuffle_questions="questions" in shuffle,
        shuffle_choices="choices" in shuffle,
        intro=render_blocks(_make_page(slug, 1, known, problems), document.intro),
        items=_read_items(slug, document, known, problems),
    )
    settings.refuse_unread()
    return quiz


def _make_page(slug: str, line: int, known: Known, problems: Problems) -> Page:
    return known.make_page_without_sources(f"quizzes/{slug}.md", "a quiz", line, problems)


def _read_module(slug: str, settings: Settings, known: Known) -> str:
    module = settings.text("module")
    first = known.find_first_part(module, "quiz")
    if module and module not in known.find_outlines("module"):
        settings.complain(
            "module", f"there is no module “{module}”", "mend the id, or write the module"
        )
    elif module and first != slug:
        settings.complain(
            "module", f"the module “{module}” has a quiz already, {first}", "keep one quiz a module"
        )
    return module


def _read_pass_mark(settings: Settings) -> int:
    if not settings.has("pass"):
        settings.text("pass")  # notes that it is missing
        return 100
    written = settings.values["pass"]
    share = PASS.fullmatch(str(written))
    if share:
        return int(share[1])
    settings.complain("pass", f"“{written}” is no share of the points", "write it as 80%")
    return 100


def _read_attempts(settings: Settings) -> int | None:
    if settings.values.get("attempts") == "unlimited":
        settings.has("attempts")
        return None
    return settings.whole_number("attempts", 1, MOST_ATTEMPTS)


def _read_shuffle(settings: Settings) -> tuple[str, ...]:
    shuffle = settings.texts("shuffle", needed=False)
    for index, name in enumerate(shuffle):
        if name not in SHUFFLED:
            what = f"“{name}” cannot be shuffled"
            settings.complain("shuffle", what, "write questions, choices, or both", index)
    return shuffle


def _read_items(
    slug: str, document: Document, known: Known, problems: Problems
) -> tuple[Item, ...]:
    module = known.find_outlines("module").get(read_module_slug(document))
    items = [_read_question(slug, part, module, known, problems) for part in document.parts]
    if document.read and not document.parts:
        fix = "begin one with ## Title {#id objective=… section=…}"
        problems.add(1, "the quiz has no questions", fix)
    written = tuple(item for item in items if item)
    _refuse_twins(written, problems)
    return written


def _refuse_twins(items: tuple[Item, ...], problems: Problems) -> None:
    """Note each question whose text an earlier one has, too. Short texts may stand twice."""
    lines: dict[str, int] = {}
    for item in items:
        text = " ".join(strip_html(item.stem).casefold().split())
        if len(text) < SHORTEST_TWIN:
            continue
        if text in lines:
            problems.add(item.line, f"line {lines[text]} asks this, too", "keep one of them")
        lines.setdefault(text, item.line)


def _read_question(
    slug: str, part: Part, module: Outline | None, known: Known, problems: Problems
) -> Item | None:
    if part.level != 2:
        problems.add(part.line, "a question of a quiz is a level-two heading", "begin it with ##")
        return None
    if module:
        judge_places(part, module, problems)
    page = _make_page(slug, part.line, known, problems)
    return read_item(part, problems, partial(render_markdown, page), graded=True)
