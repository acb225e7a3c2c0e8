"""Where each role may want to go: the links at the top of every page."""

from __future__ import annotations

from dataclasses import dataclass

from school.core.identity import Role
from school.core.links import AddressOf, Link


@dataclass(frozen=True)
class Place:
    """A page that the navigation leads to.

    A page belongs to the place whose address its own begins with. `also` names pages that belong to
    it although their addresses begin otherwise: endpoints, or blueprints with all their pages.
    """

    label: str
    link: Link
    also: frozenset[str] = frozenset()


@dataclass(frozen=True)
class ShownPage:
    """The page that is being shown: its address, and the endpoint and blueprint that make it."""

    path: str
    endpoint: str
    blueprint: str


READING = frozenset({"catalogue.module", "catalogue.finish", "catalogue.answer_check", "quizzes"})
CERTIFICATES = frozenset(
    f"certificates.{page}" for page in ("index", "claim", "show", "pdf", "issue_again")
)

TODAY = Place("Today", Link("home.show_start_page"))
COURSES = Place("Courses", Link("catalogue.courses"), READING)
CARDS = Place("Cards", Link("studying.decks"))
HOURS = Place("Hours", Link("credits.index"), CERTIFICATES)
PAIN_FINDER = Place("Pain finder", Link("finder.show_finder"))
GLOSSARY = Place("Glossary", Link("catalogue.glossary"))
DESK = Place("People and hours", Link("admissions.people"), frozenset({"admissions"}))
STUDIO = Place("Studio", Link("studio.list_documents"))
ACCOUNTS = Place("Accounts", Link("people.people"))
VERIFY = Place("Verify", Link("certificates.verify"))

PLACES: dict[Role, tuple[Place, ...]] = {
    "nobody": (COURSES, PAIN_FINDER, GLOSSARY, VERIFY),
    "student": (TODAY, COURSES, CARDS, PAIN_FINDER, HOURS),
    "instructor": (STUDIO, COURSES, CARDS, PAIN_FINDER, GLOSSARY),
    "officer": (DESK, COURSES, VERIFY),
    "admin": (DESK, STUDIO, ACCOUNTS, COURSES, VERIFY),
}


def build_navigation(
    role: Role, page: ShownPage, address_of: AddressOf
) -> tuple[tuple[str, str, bool], ...]:
    """Return the links for this role: label, address, and whether `page` belongs to it."""
    links = []
    for place in PLACES[role]:
        address = address_of(place.link)
        links.append((place.label, address, belongs_to(page, place, address)))
    return tuple(links)


def belongs_to(page: ShownPage, place: Place, address: str) -> bool:
    """Whether a page belongs to the place at this address."""
    if page.path == address or place.also & {page.endpoint, page.blueprint}:
        return True
    return place is not TODAY and page.path.startswith(f"{address}/")
