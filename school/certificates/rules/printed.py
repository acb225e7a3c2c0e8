"""What is printed on a certificate: everything that the bodies we know of ask for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from school.catalogue.rules.documents import Course, Provider, SchoolFacts, Signatory
from school.certificates.rules import sentences
from school.credits.rules.completions import Completion

MINUTES_PER_HOUR = 60
# "CE", never "CEU": for one body a CEU is ten hours, for another two.
UNITS = {"elective": "clock hour", "ce": "CE hour"}
DELIVERIES = {"live": "Live, in person", "self-study": "Home study"}

HOME_STUDY = (
    "Home study means reading at one's own pace without an instructor present. "
    "A graded quiz was passed on every module."
)
WHOSE_DECISION = (
    "Whether these hours meet a requirement is for the board or employer concerned to decide."
)


@dataclass(frozen=True)
class Share:
    """The minutes of one way of teaching."""

    delivery: str
    hours: str
    minutes: int


@dataclass(frozen=True)
class Printed:
    """Everything that is printed, frozen at issue. Dates are ISO; `hours` includes its unit."""

    kind: str
    name: str  # as issued
    title: str
    course: str  # slug
    hours: str
    minutes: int
    minutes_per_hour: int
    shares: tuple[Share, ...]
    completed_on: str
    issued_on: str
    school: str
    place: str
    email: str
    providers: tuple[Provider, ...]
    signatories: tuple[Signatory, ...]
    code: str
    revision: int
    verify_url: str
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Issue:
    """What is decided when a certificate is issued."""

    name: str
    issued_on: date
    code: str
    revision: int
    verify_url: str


def compose_certificate(
    course: Course, completion: Completion, school: SchoolFacts, issue: Issue
) -> Printed:
    """The fields of a certificate for a finished course. Call `list_missing_facts` first.

    `course`: the edition under which it was finished. Hours and dates are the completion's own, so
    that a certificate issued again years later states what was earned then.

    Sources of the field list: NCBTMB, "What information do my certificates need to display?";
    OAR 715-045-0018.
    """
    unit = UNITS[course.book]
    by_delivery = {"live": completion.live_minutes, "self-study": completion.self_study_minutes}
    shares = tuple(
        Share(DELIVERIES[delivery], write_hours(minutes, unit), minutes)
        for delivery, minutes in by_delivery.items()
        if minutes
    )
    studied = completion.self_study_minutes > 0
    return Printed(
        kind=choose_kind(course),
        name=issue.name,
        title=course.title,
        course=course.slug,
        hours=write_hours(completion.minutes, unit),
        minutes=completion.minutes,
        minutes_per_hour=MINUTES_PER_HOUR,
        shares=shares,
        completed_on=completion.completed_on.isoformat(),
        issued_on=issue.issued_on.isoformat(),
        school=school.name,
        place=school.place,
        email=school.email,
        providers=school.providers,
        signatories=_list_signatories(school),
        code=issue.code,
        revision=issue.revision,
        verify_url=issue.verify_url,
        notes=(HOME_STUDY, WHOSE_DECISION) if studied else (WHOSE_DECISION,),
    )


def choose_kind(
    course: Course,
) -> Literal["Certificate of Achievement", "Certificate of Completion"]:
    """Achievement if a test was passed, completion if the student attended.

    Source: NCBTMB, as for `compose_certificate`.
    """
    return "Certificate of Achievement" if course.modules else "Certificate of Completion"


def list_missing_facts(name: str, school: SchoolFacts) -> tuple[str, ...]:
    """What a certificate would lack, in words for a reader; empty if it may be issued.

    An organization signs twice: by an administrator and by an instructor.
    Source: NCBTMB, as for `compose_certificate`.
    """
    lacks = {
        sentences.STUDENT_NAME: not name.strip(),
        sentences.SCHOOL_NAME: not school.name.strip(),
        sentences.SCHOOL_PLACE: not school.place.strip(),
        sentences.SCHOOL_ADDRESS: not school.email.strip(),
        sentences.ADMINISTRATOR: _find_signatory("administrator", school) is None,
        sentences.INSTRUCTOR: _find_signatory("instructor", school) is None,
    }
    return tuple(what for what, is_lacking in lacks.items() if is_lacking)


def _list_signatories(school: SchoolFacts) -> tuple[Signatory, ...]:
    """Whoever signs in both roles is listed once."""
    signing = (_find_signatory("administrator", school), _find_signatory("instructor", school))
    return tuple(dict.fromkeys(person for person in signing if person))


def _find_signatory(role: str, school: SchoolFacts) -> Signatory | None:
    for person in school.signatories:
        if role in person.role.casefold() and person.name.strip():
            return person
    return None


def write_hours(minutes: int, unit: str) -> str:
    """Minutes as hours, never rounded: "33 clock hours", "1 clock hour and 7 minutes"."""
    hours, rest = divmod(minutes, MINUTES_PER_HOUR)
    if rest * 100 % MINUTES_PER_HOUR == 0:  # two decimals are exact
        number = f"{minutes / MINUTES_PER_HOUR:.2f}".rstrip("0").rstrip(".")
        return f"{number} {unit}" if number == "1" else f"{number} {unit}s"
    rest_in_words = "1 minute" if rest == 1 else f"{rest} minutes"
    if hours == 0:
        return rest_in_words
    return f"{hours} {unit if hours == 1 else unit + 's'} and {rest_in_words}"
