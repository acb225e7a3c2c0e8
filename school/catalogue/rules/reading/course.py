"""A course, `courses/<id>.md`: what it claims, and the parts that must hold at least as much."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from school.catalogue.rules.documents import Course, CoursePart, Delivery, Module
from school.documents.rules.reading.files import ContentFile
from school.documents.rules.reading.known import Known
from school.documents.rules.reading.settings import Settings
from school.markup.html import render_blocks

MOST_HOURS = 2_000
THREE_DECIMALS = 0.0301  # minutes that hours with three decimals may be off a whole number
MOST_MINUTES = MOST_HOURS * 60


def read_course(file: ContentFile, known: Known) -> Course:
    """The course. Its modules are read before it: it may claim no more than their worksheets."""
    modules: Mapping[str, Module] = known.documents("module")
    settings = file.settings()
    settings.one_of("format", "course/1")
    settings.text("id")  # compared with the file's name by the reader of the tree
    course = Course(
        slug=file.slug,
        title=settings.prose("title"),
        book=settings.one_of("book", "elective", "ce"),
        minutes=_claimed_minutes(settings),
        summary=settings.prose("summary", most=300),
        body=_body(file, known),
        parts=tuple(_part(entry, known, modules) for entry in settings.each("parts")),
        fill=settings.one_of("fill", "none", "live", default="none"),
    )
    settings.done()
    _no_twins(course, settings)
    if not file.problems.items:  # a part that could not be read would hold too little
        _claims_what_it_holds(course, settings)
    return course


def _claimed_minutes(settings: Settings) -> int:
    minutes = settings.number("hours", 0, MOST_HOURS) * 60
    if abs(minutes - round(minutes)) > THREE_DECIMALS:
        settings.complain(
            "hours", "the hours are no whole number of minutes", "write them as 33, 0.5 or 1.133"
        )
    elif round(minutes) < 1:
        settings.complain(
            "hours",
            "a course of no minutes could never be finished",
            "write how many hours it claims",
        )
    return round(minutes)


def _body(file: ContentFile, known: Known) -> str:
    """The text about the course, with its headings."""
    path, document, problems = file.path, file.document, file.problems
    before = known.page_without_sources(path, "a course", 1, problems)
    html = render_blocks(before, document.intro)
    for part in document.parts:
        if part.attrs.values or part.attrs.classes:
            problems.add(
                part.line, "a heading of a course takes no attributes but an id", "take them out"
            )
        page = known.page_without_sources(path, "a course", part.line, problems)
        html += (
            f"<h{part.level}>{escape(part.title)}</h{part.level}>{render_blocks(page, part.blocks)}"
        )
    return html


def _part(entry: Settings, known: Known, modules: Mapping[str, Module]) -> CoursePart:
    part_id, title = entry.id(), entry.prose("title")
    kinds: tuple[Delivery, Delivery] = ("self-study", "live")  # the likely one first
    if "minutes" in entry.values:
        kinds = ("live", "self-study")
    delivery, about = entry.one_of("delivery", *kinds), entry.prose("about", "")
    if delivery == "live":
        slugs: tuple[str, ...] = ()
        minutes = entry.whole("minutes", 1, MOST_MINUTES)
    else:
        slugs = tuple(dict.fromkeys(_modules(entry, known)))
        minutes = sum(modules[slug].worksheet.granted_minutes for slug in slugs if slug in modules)
    entry.done()
    return CoursePart(part_id, title, delivery, about, slugs, minutes)


def _modules(entry: Settings, known: Known) -> list[str]:
    found = []
    slugs = entry.texts("modules")
    if entry.values.get("modules") == []:
        entry.complain(
            "modules", "a self-study part has no modules", "list them: modules: [one, another]"
        )
    for index, slug in enumerate(slugs):
        if slug not in known.outlines("module"):
            entry.complain(
                "modules", f"there is no module “{slug}”", "mend the id, or write the module", index
            )
            continue
        if known.first_part_of(slug, "quiz") is None:
            fix = f"write content/quizzes/{slug}.md with module: {slug}"
            entry.complain(
                "modules",
                f"the module “{slug}” has no quiz, so nobody could earn its hours",
                fix,
                index,
            )
        if slug in found:
            entry.complain(
                "modules", f"the module “{slug}” stands in this part twice", "keep one", index
            )
        found.append(slug)
    return found


def _no_twins(course: Course, settings: Settings) -> None:
    for index, part in enumerate(course.parts):
        before = course.parts[:index]
        if part.id in {other.id for other in before}:
            settings.complain(
                "parts", f"a second part has the id “{part.id}”", "give it one of its own", index
            )
        for slug in set(part.modules) & {slug for other in before for slug in other.modules}:
            settings.complain(
                "parts", f"the module “{slug}” stands in two parts", "keep it in one", index
            )


def _claims_what_it_holds(course: Course, settings: Settings) -> None:
    held = sum(part.minutes for part in course.parts)
    if course.minutes > held:
        each = ", ".join(f"{part.id} {part.minutes}" for part in course.parts)
        what = f"the course claims {course.minutes:,} minutes, {course.minutes - held:,} more than its parts hold"
        settings.complain(
            "hours", f"{what} ({each})", f"claim at most {held / 60:.3f} hours, or add content"
        )
