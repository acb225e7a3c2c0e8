"""Reads a course, `courses/<id>.md`: what it claims, and parts that must hold at least as much."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from school.catalogue.rules.documents import Course, CoursePart, Delivery, Module
from school.documents.rules.reading.files import ContentFile
from school.documents.rules.reading.known import Known
from school.documents.rules.reading.settings import Settings
from school.markup.html import render_blocks

MOST_HOURS = 2_000
THREE_DECIMALS = 0.0301  # how many minutes hours with three decimals may be off a whole number
MOST_MINUTES = MOST_HOURS * 60


def read_course(file: ContentFile, known: Known) -> Course:
    """Return the course. It may claim no more than the worksheets of its modules hold."""
    modules: Mapping[str, Module] = known.find_documents("module")
    settings = file.settings()
    settings.one_of("format", "course/1")
    settings.text("id")  # compared with the file's name by the reader of the tree
    course = Course(
        slug=file.slug,
        title=settings.prose("title"),
        book=settings.one_of("book", "elective", "ce"),
        minutes=_read_claimed_minutes(settings),
        summary=settings.prose("summary", most=300),
        body=_render_body(file, known),
        parts=tuple(_read_part(entry, known, modules) for entry in settings.entries("parts")),
        fill=settings.one_of("fill", "none", "live", default="none"),
    )
    settings.refuse_unread()
    _refuse_twins(course, settings)
    if not file.problems.items:  # a part that could not be read would hold too little
        _judge_claim(course, settings)
    return course


def _read_claimed_minutes(settings: Settings) -> int:
    minutes = settings.number("hours", 0, MOST_HOURS) * 60
    if abs(minutes - round(minutes)) > THREE_DECIMALS:
        fix = "write them as 33, 0.5 or 1.133"
        settings.complain("hours", "the hours are no whole number of minutes", fix)
    elif round(minutes) < 1:
        fix = "write how many hours it claims"
        settings.complain("hours", "a course of no minutes could never be finished", fix)
    return round(minutes)


def _render_body(file: ContentFile, known: Known) -> str:
    """Return the text about the course, with its headings, as HTML."""
    path, document, problems = file.path, file.document, file.problems
    page = known.make_page_without_sources(path, "a course", 1, problems)
    html = render_blocks(page, document.intro)
    for part in document.parts:
        if part.attrs.values or part.attrs.classes:
            what = "a heading of a course takes no attributes but an id"
            problems.add(part.line, what, "take them out")
        page = known.make_page_without_sources(path, "a course", part.line, problems)
        html += f"<h{part.level}>{escape(part.title)}</h{part.level}>"
        html += render_blocks(page, part.blocks)
    return html


def _read_part(entry: Settings, known: Known, modules: Mapping[str, Module]) -> CoursePart:
    part_id, title = entry.id(), entry.prose("title")
    kinds: tuple[Delivery, Delivery] = ("self-study", "live")  # the likely one first
    if "minutes" in entry.values:
        kinds = ("live", "self-study")
    delivery, about = entry.one_of("delivery", *kinds), entry.prose("about", "")
    if delivery == "live":
        slugs: tuple[str, ...] = ()
        minutes = entry.whole_number("minutes", 1, MOST_MINUTES)
    else:
        slugs = tuple(dict.fromkeys(_read_modules(entry, known)))
        minutes = sum(modules[slug].worksheet.granted_minutes for slug in slugs if slug in modules)
    entry.refuse_unread()
    return CoursePart(part_id, title, delivery, about, slugs, minutes)


def _read_modules(entry: Settings, known: Known) -> list[str]:
    """Return the slugs of modules in a part that exist."""
    slugs: list[str] = []
    if entry.values.get("modules") == []:
        fix = "list them: modules: [one, another]"
        entry.complain("modules", "a self-study part has no modules", fix)
    for index, slug in enumerate(entry.texts("modules")):
        if slug not in known.find_outlines("module"):
            fix = "mend the id, or write the module"
            entry.complain("modules", f"there is no module “{slug}”", fix, index)
            continue
        if known.find_first_part(slug, "quiz") is None:
            what = f"the module “{slug}” has no quiz, so nobody could earn its hours"
            fix = f"write content/quizzes/{slug}.md with module: {slug}"
            entry.complain("modules", what, fix, index)
        if slug in slugs:
            what = f"the module “{slug}” stands in this part twice"
            entry.complain("modules", what, "keep one", index)
        slugs.append(slug)
    return slugs


def _refuse_twins(course: Course, settings: Settings) -> None:
    """Note a problem at a part whose id or one of whose modules an earlier part has."""
    ids: set[str] = set()
    modules: set[str] = set()
    for index, part in enumerate(course.parts):
        if part.id in ids:
            what = f"a second part has the id “{part.id}”"
            settings.complain("parts", what, "give it one of its own", index)
        for slug in modules.intersection(part.modules):
            what = f"the module “{slug}” stands in two parts"
            settings.complain("parts", what, "keep it in one", index)
        ids.add(part.id)
        modules.update(part.modules)


def _judge_claim(course: Course, settings: Settings) -> None:
    """Note a problem if the course claims more minutes than its parts hold."""
    held = sum(part.minutes for part in course.parts)
    surplus = course.minutes - held
    if surplus > 0:
        parts = ", ".join(f"{part.id} {part.minutes}" for part in course.parts)
        claim = f"the course claims {course.minutes:,} minutes"
        what = f"{claim}, {surplus:,} more than its parts hold ({parts})"
        settings.complain("hours", what, f"claim at most {held / 60:.3f} hours, or add content")
