"""What an entry that grants minutes says: for a passed quiz, or for class time."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime

from school.catalogue.rules.documents import Course, CoursePart, Module
from school.credits.rules.days import find_local_date
from school.credits.rules.ledger import Facts


def make_quiz_key(person_id: int, family: str) -> str:
    """The once-key of a module's minutes: a person earns them once for each family."""
    return f"quiz:{person_id}:{family}"


def build_quiz_facts(
    person_id: int,
    module: Module,
    course: Course,
    attempt_id: int,
    percent: int,
    now: datetime,
    zone: str,
) -> Facts:
    """The minutes of the module's worksheet, for an attempt that scored `percent`."""
    return Facts(
        person_id=person_id,
        book=course.book,
        course_slug=course.slug,
        kind="quiz",
        delivery="self-study",
        family=module.family,
        title=module.title,
        minutes=module.worksheet.granted_minutes,
        once_key=make_quiz_key(person_id, module.family),
        earned_at=now,
        earned_on=find_local_date(now, zone),
        zone=zone,
        attempt_id=attempt_id,
        edition_id=module.edition_id or None,
        evidence={
            "course": course.title,
            "module": module.slug,
            "percent": percent,
            "worksheet": asdict(module.worksheet),
        },
    )


def build_class_time_facts(
    person_id: int,
    course: Course,
    part: CoursePart,
    minutes: int,
    held_on: date,
    held_at: datetime,
    zone: str,
) -> Facts:
    """Minutes of class time on a local day, before it is known who records them.

    The caller replaces the once-key and adds the officer and what the officer saw.
    """
    return Facts(
        person_id=person_id,
        book=course.book,
        course_slug=course.slug,
        kind="classroom",
        delivery="live",
        family=part.id,
        title=part.title,
        minutes=minutes,
        once_key="",
        earned_at=held_at,
        earned_on=held_on,
        zone=zone,
        evidence={"course": course.title},
    )
