"""What an entry says that grants minutes: for a passed quiz, or for time in the room."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime

from school.catalogue.rules.documents import Course, CoursePart, Module
from school.credits.rules.days import earned_on
from school.credits.rules.ledger import Facts


def quiz_key(person_id: int, family: str) -> str:
    """What makes a module's minutes happen once for a person."""
    return f"quiz:{person_id}:{family}"


def for_quiz(
    person_id: int,
    module: Module,
    course: Course,
    attempt_id: int,
    percent: int,
    now: datetime,
    zone: str,
) -> Facts:
    """The minutes of the module's worksheet, on the evidence of an attempt that scored `percent`."""
    return Facts(
        person_id=person_id,
        book=course.book,
        course_slug=course.slug,
        kind="quiz",
        delivery="self-study",
        family=module.family,
        title=module.title,
        minutes=module.worksheet.granted_minutes,
        once_key=quiz_key(person_id, module.family),
        earned_at=now,
        earned_on=earned_on(now, zone),
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


def for_time_in_room(
    person_id: int,
    course: Course,
    part: CoursePart,
    minutes: int,
    held_on: date,
    held_at: datetime,
    zone: str,
) -> Facts:
    """Minutes in the room on a local day. Whoever records them adds who they are, what they saw and the form's key."""
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
