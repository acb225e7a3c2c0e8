"""Where each role may want to go: the links at the top of every page."""

from __future__ import annotations

from school.core.identity import Role

Place = tuple[str, str]

TODAY: Place = ("Today", "/")
COURSES: Place = ("Courses", "/courses")
CARDS: Place = ("Cards", "/cards")
HOURS: Place = ("Hours", "/hours")
PAIN_FINDER: Place = ("Pain finder", "/pain-finder")
GLOSSARY: Place = ("Glossary", "/glossary")
DESK: Place = ("People and hours", "/desk/people")
STUDIO: Place = ("Studio", "/studio")
ACCOUNTS: Place = ("Accounts", "/people")
VERIFY: Place = ("Verify", "/verify")

PLACES: dict[Role, tuple[Place, ...]] = {
    "nobody": (COURSES, PAIN_FINDER, GLOSSARY, VERIFY),
    "student": (TODAY, COURSES, CARDS, PAIN_FINDER, HOURS),
    "instructor": (STUDIO, COURSES, CARDS, PAIN_FINDER, GLOSSARY),
    "officer": (DESK, COURSES, VERIFY),
    "admin": (DESK, STUDIO, ACCOUNTS, COURSES, VERIFY),
}

# Pages that belong to a place although their address begins differently.
BELONGS = {
    "/modules": "/courses",
    "/quizzes": "/courses",
    "/attempts": "/courses",
    "/certificates": "/hours",
    "/desk": "/desk/people",
}


def build_navigation(role: Role, path: str) -> tuple[tuple[str, str, bool], ...]:
    """Return the links for this role: label, address, and whether `path` belongs to it."""
    first = "/" + path.split("/")[1]
    home = BELONGS.get(first, path)
    links = []
    for label, url in PLACES[role]:
        is_current = home == url or (url != "/" and home.startswith(f"{url}/"))
        links.append((label, url, is_current))
    return tuple(links)
