"""Taking courses with an eye on hours: what a further course means, and moving to a newer edition of one."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from school.catalogue.rules.documents import Course
from school.catalogue.service.library import Library
from school.catalogue.tables import Enrolment
from school.core.identity import Identity
from school.core.projections import note_person
from school.core.refusals import Conflict, NotFound
from school.credits.rules.completions import Completion
from school.credits.rules.effects import Effect
from school.credits.rules.enrolling import Overlap, overlap_of
from school.credits.rules.standing import standing
from school.credits.service.completing import Registrar, settle_courses
from school.credits.service.feeding import courses_taken
from school.credits.service.ledger import entries_of, hold
from school.credits.service.records import course_records, standing_from
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


def overlap_for(session: Session, library: Library, person_id: int, course: Course) -> Overlap:
    """What taking `course`, too, means for a person's shared modules. Two statements."""
    entries = entries_of(session, person_id)
    others = [
        one for one in courses_taken(session, library, person_id) if one.course.slug != course.slug
    ]
    return overlap_of(course, library.modules_of(session, course), others, entries)


def expect_move(session: Session, library: Library, person_id: int, course_slug: str) -> Effect:
    """What moving to the newest edition of a course would change; nothing is written.

    Raises NotFound where the person does not take the course or it is no longer taught;
    StaysAsFinished, NoNewerEdition.
    """
    record = course_records(session, person_id).get(course_slug)
    newest = library.catalogue.courses.get(course_slug)
    if record is None or record.edition_id is None or newest is None:
        raise NotFound
    if record.edition_id == newest.edition_id:
        raise NoNewerEdition
    entries = entries_of(session, person_id)
    before = standing_from(session, library, course_slug, record, entries)
    if before.finished:
        raise StaysAsFinished
    return Effect(before, standing(newest, entries, library.modules_of(session, newest)))


def move_to_newest_edition(
    session: Session,
    registrar: Registrar,
    who: Identity,
    person_id: int,
    course_slug: str,
    edition_id: int,
    now: datetime,
) -> tuple[Completion, ...]:
    """Let a person take the newest edition of a course from now on; return the courses that this finishes.

    `edition_id`: the edition whose effect was looked at. Sent twice, the second changes nothing.
    Raises PublishedAgain and what `expect_move` raises, but for NoNewerEdition.
    """
    hold(session)
    try:
        effect = expect_move(session, registrar.library, person_id, course_slug)
    except NoNewerEdition:
        return ()
    if effect.after.course.edition_id != edition_id:
        raise PublishedAgain
    own = (Enrolment.person_id == person_id) & (Enrolment.course_slug == course_slug)
    session.execute(update(Enrolment).where(own).values(edition_id=edition_id))
    note_person(session, person_id)
    detail = {"course": effect.after.course.title}
    record_act(session, who, "course:move", f"person/{person_id}", detail, now)
    return settle_courses(session, registrar, person_id, now)
