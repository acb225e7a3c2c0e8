"""No address is written by hand: what changes a route changes every link to it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest

from school.people.service.tickets import PATHS

ROOT = Path(__file__).resolve().parent.parent.parent
FLOORS = ("rules", "service", "views", "forms", "guard")

IN_TEMPLATES = re.compile(
    r"""(?:href|action|src|formaction|data-[a-z-]*url)=["']/      # an attribute that is an address
        |["']/[a-z]+["'/]                                        # a text in an expression
    """,
    re.VERBOSE,
)
ADDRESS = re.compile(r"/([a-z]|$)")
IN_SCRIPTS = re.compile(r"""["'`]/[a-z]""")

# Files that may write an address by hand, and why.
EXCEPTIONS = {
    "school/cards/rules/deck_document.py": "an address in published HTML, which is stored",
    "school/cards/rules/kinds.py": "names of templates, which are no addresses",
    "school/cards/rules/searchable.py": "addresses in the search index, which are stored",
    "school/catalogue/rules/document_kinds.py": "addresses in published HTML, which are stored",
    "school/catalogue/rules/searchable.py": "addresses in the search index, which are stored",
    "school/certificates/service/issuing.py": "an address that is printed, and frozen, on paper",
    "school/documents/rules/reading/figures.py": "an address in published HTML, which is stored",
    "school/people/rules/letters.py": "letters are written from the shell too, without a request",
    "school/people/service/tickets.py": "letters are written from the shell too, without a request",
    "school/quizzes/rules/quiz_document.py": "an address in published HTML, which is stored",
    "school/studying/views/offline.py": "the scope of a worker and the id of an app are promises",
}
# The worker answers for pages that the school cannot be asked for, and has no page to read from.
OFFLINE = "school/static/js/offline/"


def list_matching_lines(pattern: re.Pattern[str], folder: str, ending: str) -> list[str]:
    matches = []
    for path in sorted((ROOT / folder).rglob(f"*.{ending}")):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            if pattern.search(line):
                matches.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()}")
    return matches


def test_templates_ask_for_addresses():
    faults = list_matching_lines(IN_TEMPLATES, "templates", "html")
    assert not faults, "use url_for, or the filter `address`:\n" + "\n".join(faults)


def test_scripts_read_addresses_from_the_page():
    lines = list_matching_lines(IN_SCRIPTS, "school/static/js", "js")
    faults = [line for line in lines if not line.startswith(OFFLINE)]
    comments = [line for line in faults if "//" in line.partition(": ")[2][:2]]
    faults = sorted(set(faults) - set(comments))
    assert not faults, "read it from an attribute of the page:\n" + "\n".join(faults)


def find_addresses(path: Path) -> Iterator[str]:
    """Texts of a module that begin like an address; not those that declare a route."""
    tree = ast.parse(path.read_text("utf-8"))
    functions = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))
    decorators = chain.from_iterable(function.decorator_list for function in functions)
    routes = set(chain.from_iterable(ast.walk(decorator) for decorator in decorators))
    for node in ast.walk(tree):
        match node:
            case ast.Constant(value=str(text)) if node not in routes and ADDRESS.match(text):
                if not _splits_or_joins(node, tree):
                    yield f"{path.relative_to(ROOT)}:{node.lineno}: {text[:40]!r}"


def _splits_or_joins(node: ast.Constant, tree: ast.Module) -> bool:
    """Whether a lone slash only separates: the parts of an id, or of the name of a file."""
    return node.value == "/" and not any(
        isinstance(call, ast.Call)
        and node in call.args
        and isinstance(call.func, ast.Name)
        and call.func.id in ("redirect", "Link")
        for call in ast.walk(tree)
    )


def list_modules() -> list[Path]:
    paths = sorted((ROOT / "school").rglob("*.py"))
    return [path for path in paths if set(FLOORS) & {*path.with_suffix("").parts}]


def test_rules_services_and_views_name_pages_instead_of_addresses():
    faults = [fault for path in list_modules() for fault in find_addresses(path)]
    unknown = [fault for fault in faults if fault.partition(":")[0] not in EXCEPTIONS]
    assert not unknown, "return a Link, or take the address:\n" + "\n".join(unknown)
    used = {fault.partition(":")[0] for fault in faults}
    assert set(EXCEPTIONS) <= used, f"no longer needed: {set(EXCEPTIONS) - used}"


@pytest.mark.parametrize(
    ("line", "is_fault"),
    [
        ('<a href="/courses">', True),
        ('<form action="/sign-out">', True),
        ('{{ empty("None", "/courses") }}', True),
        ('{{ "/modules/" ~ slug }}', True),
        ('<a href="{{ url_for("home.show_start_page") }}" data-key="/">', False),
        ('<path d="M0 0"/>', False),
    ],
)
def test_the_pattern_itself(line, is_fault):
    assert bool(IN_TEMPLATES.search(line)) == is_fault


def test_addresses_in_letters_and_on_paper_lead_to_their_pages(app):
    """They are written by hand, since letters go out from the shell too."""
    pages = {
        "/sign-in": "people.sign_in",
        "/password/forgotten": "people.forgotten",
        "/verify/x": "certificates.verified",
        f"{PATHS['email']}/x": "people.email_link",
        f"{PATHS['invitation']}/x": "people.invitation",
        f"{PATHS['join']}/x": "people.join_link",
        f"{PATHS['password']}/x": "people.new_password",
    }
    router = app.url_map.bind("")
    assert {address: router.match(address)[0] for address in pages} == pages
