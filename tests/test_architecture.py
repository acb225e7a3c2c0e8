"""The house stands: floors import only what is below them, features only what comes before them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SCHOOL = ROOT / "school"

FEATURES = [
    "markup",
    "questions",
    "body",
    "web",
    "people",
    "catalogue",
    "credits",
    "certificates",
    "quizzes",
    "flashcards",
    "finder",
    "workshops",
    "admissions",
    "studio",
    "exchange",
    "home",
]
FLOORS = ["rules", "tables", "service", "forms", "guard", "views", "commands"]

# What lies outside the features and may be imported by which floors.
FOUNDATIONS = {
    "school.config": set(FLOORS) - {"rules", "tables"},
    "school.db": set(FLOORS) - {"rules", "views", "forms"},
    "school.migrate": {"commands"},
    "school.triggers": {"commands"},
    "school.upsert": {"service"},
}
# `web`, `markup` and `questions` have no floors of the usual names: their files are all one floor each.
FLAT = {"web", "markup", "questions"}

NOT_IN_RULES = [
    "flask",
    "sqlalchemy",
    "werkzeug",
    "wtforms",
    "alembic",
    "os",
    "pathlib",
    "random",
    "secrets",
    "time",
    "shutil",
    "tempfile",
    "socket",
    "subprocess",
    "io",
    "school.db",
    "school.config",
]
NOT_IN_SERVICES = ("flask", "flask_login", "flask_wtf", "werkzeug", "wtforms")


def modules() -> Iterator[tuple[Path, str]]:
    for path in sorted(SCHOOL.rglob("*.py")):
        if "migrations" not in path.parts and "vendor" not in path.parts:
            yield path, ".".join(path.relative_to(ROOT).with_suffix("").parts)


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Line and full dotted name of everything a file imports."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def feature_of(name: str) -> str | None:
    parts = name.split(".")
    return parts[1] if parts[0] == "school" and len(parts) > 1 and parts[1] in FEATURES else None


def floor_of(name: str) -> str | None:
    parts = name.split(".")
    return parts[2] if len(parts) > 2 and parts[2] in FLOORS else None


def judge(name: str, target: str) -> str | None:
    """Why module `name` may not import `target`; None when it may."""
    feature, theirs = feature_of(name), feature_of(target)
    if feature is None or not target.startswith("school"):
        return None
    if theirs is None:
        return _judge_foundation(floor_of(name), feature, target)
    if FEATURES.index(theirs) > FEATURES.index(feature):
        return f"feature {theirs} comes after {feature}"
    floor, their_floor = floor_of(name), floor_of(target)
    if floor is None or their_floor is None or theirs in FLAT:
        return None
    if FLOORS.index(their_floor) > FLOORS.index(floor):
        return f"floor {their_floor} lies above {floor}"
    if theirs != feature and their_floor in ("views", "commands"):
        return f"the {their_floor} of another feature"
    return None


def _judge_foundation(floor: str | None, feature: str, target: str) -> str | None:
    for foundation, floors in FOUNDATIONS.items():
        if target == foundation or target.startswith(foundation + "."):
            return None if feature == "web" or floor is None or floor in floors else f"{foundation} from {floor}"
    return f"{target} is above every feature"


def outside(name: str) -> tuple[str, ...]:
    """What a file of this floor may not import from other packages."""
    if name == "school.body.atlas":  # reads the generated figure, for everybody
        return NOT_IN_SERVICES
    if floor_of(name) == "rules" or feature_of(name) in ("markup", "questions", "body"):
        return tuple(n for n in NOT_IN_RULES)
    if floor_of(name) in ("service", "tables"):
        return NOT_IN_SERVICES
    return ()


def test_imports_point_down_and_back():
    faults = [
        f"{path.relative_to(ROOT)}:{line} imports {target}: {why}"
        for path, name in modules()
        for line, target in imports(path)
        if (why := judge(name, target))
    ]
    assert not faults, "\n" + "\n".join(faults)


def test_rules_know_no_framework_and_services_no_request():
    faults = [
        f"{path.relative_to(ROOT)}:{line} imports {target}"
        for path, name in modules()
        for line, target in imports(path)
        for banned in outside(name)
        if target == banned or target.startswith(banned + ".")
    ]
    assert not faults, "\n" + "\n".join(faults)


@pytest.mark.parametrize(
    ("name", "target", "allowed"),
    [
        ("school.quizzes.service", "school.credits.service.ledger.append", True),
        ("school.credits.service.ledger", "school.quizzes.tables.Attempt", False),
        ("school.credits.rules.ledger", "school.credits.tables.LedgerEntry", False),
        ("school.credits.views", "school.credits.service.ledger", True),
        ("school.credits.service.ledger", "school.credits.views.bp", False),
        ("school.quizzes.views", "school.catalogue.views.bp", False),
        ("school.quizzes.views", "school.catalogue.guard.catalogue", True),
        ("school.credits.rules.ledger", "school.db.Base", False),
        ("school.people.service", "school.cli.main", False),
    ],
)
def test_the_judge_itself(name, target, allowed):
    assert (judge(name, target) is None) == allowed


def test_services_do_not_commit():
    faults = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path, name in modules()
        if floor_of(name) in ("service", "rules", "tables", "forms", "guard", "views")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in ("commit", "rollback")
    ]
    assert not faults, f"a commit or rollback in {faults}"


def test_only_the_edge_reads_the_clock():
    """`datetime.now` stands in `create_app`'s clock and in commands, nowhere else."""
    faults = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path, name in modules()
        if floor_of(name) != "commands" and name not in ("school.__init__", "school.operating")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in ("now", "utcnow", "today") and _is_a_clock(node)
    ]
    assert not faults, f"the clock is read in {faults}"


def _is_a_clock(node: ast.Attribute) -> bool:
    return isinstance(node.value, ast.Name) and node.value.id in ("datetime", "date")


def test_no_module_is_a_drawer_for_odds_and_ends():
    banned = {"utils", "util", "helpers", "common", "base", "misc"}
    assert not [str(path) for path, _ in modules() if path.stem in banned]


def test_every_module_says_what_it_holds():
    bare = [
        str(path.relative_to(ROOT))
        for path, _ in modules()
        if path.read_text(encoding="utf-8").strip()
        and not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert not bare, f"no docstring in {bare}"


def test_nobody_marks_html_as_safe_but_the_few_who_made_it():
    """`Markup(`, `|safe` and raw SQL text are where injected code gets in; each place is known."""
    known = {
        "school/web/filters.py",  # a <time> element with escaped values
        "school/markup/cleaning.py",  # reads cleaned HTML back as plain text
    }
    found = {
        str(path.relative_to(ROOT))
        for path, _ in modules()
        for _line, target in imports(path)
        if target.startswith("markupsafe.Markup")
    }
    assert found <= known, f"new: {found - known}"
