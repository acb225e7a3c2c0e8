"""What enrolling in one more course or moving to a newer edition means for a person's hours."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from school.catalogue.rules.documents import Course
from school.catalogue.service.library import Library
from school.catalogue.tables import Enrollment
from school.core.identity import Identity
from school.core.projections import note_person
from school.core.refusals import Conflict, NotFound
from school.credits.rules.completions import Completion
from school.credits.rules.effects import Effect
from school.credits.rules.enrolling import Overlap, find_overlap
from school.credits.rules.standing import judge_standing
from school.credits.service.completing import Registrar, record_finished_courses
from school.credits.service.ledger import lock_ledger, read_entries
from school.credits.service.records import judge_course, read_course_records
from school.credits.service.taken_courses import read_taken_courses
from school.people.service.audit import record_act


class NoNewerEdition(Conflict):
    sentence = "This is the newest edition of the course, so there is nothing to move to."


class StaysAsFinished(Conflict):
    sentence = "This course is finished. It stays judged by the edition it was finished under."


class PublishedAgain(Conflict):
    sentence = (
        "The course has been published again since this page was opened. See what would change "
        "now, then decide."
    )


def read_overlap(session: Session, library: Library, person_id: int, course: Course) -> Overlap:
    """What taking `course` too would mean for a person's shared modules. Two statements."""
    entries = read_entries(session, person_id)
    taken = read_taken_courses(session, library, person_id)
    others = [course_taken for course_taken in taken if course_taken.course.slug != course.slug]
    return find_overlap(course, library.find_modules(session, course), others, entries)


def expect_move(session: Session, library: Library, person_id: int, course_slug: str) -> Effect:
    """What moving to the newest edition of a course would change. Nothing is written.

    Raises NotFound if the person doesn't take the course or it is no longer taught; NoNewerEdition,
    StaysAsFinished.
    """
    record = read_course_records(session, person_id).get(course_slug)
    newest = library.catalogue.courses.get(course_slug)
    if record is None or record.edition_id is None or newest is None:
        raise NotFound
    if record.edition_id == newest.edition_id:
        raise NoNewerEdition
    entries = read_entries(session, person_id)
    before = judge_course(session, library, course_slug, record, entries)
    if before.finished:
        raise StaysAsFinished
    return Effect(before, judge_standing(newest, entries, library.find_modules(session, newest)))


def move_to_newest_edition(
    session: Session,
    registrar: Registrar,
    who: Identity,
    person_id: int,
    course_slug: str,
    edition_id: int,
    now: datetime,
) -> tuple[Completion, ...]:
    """Move a person to the newest edition of a course. Returns the completions this leads to.

    `edition_id`: the edition whose effect was shown. Sent again, it changes nothing. Raises
    PublishedAgain and what `expect_move` raises, except NoNewerEdition.
    """
    lock_ledger(session)
    try:
        effect = expect_move(session, registrar.library, person_id, course_slug)
    except NoNewerEdition:
        return ()
    if effect.after.course.edition_id != edition_id:
        raise PublishedAgain
    enrollment = (Enrollment.person_id == person_id) & (Enrollment.course_slug == course_slug)
    session.execute(update(Enrollment).where(enrollment).values(edition_id=edition_id))
    note_person(session, person_id)
    detail = {"course": effect.after.course.title}
    record_act(session, who, "course:move", f"person/{person_id}", detail, now)
    return record_finished_courses(session, registrar, person_id, now)
