"""The house stands: floors import only what is below them, features only what comes before them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import TypeGuard

import pytest

ROOT = Path(__file__).resolve().parent.parent
SCHOOL = ROOT / "school"

FEATURES = [
    "core",
    "web",
    "markup",
    "body",
    "questions",
    "people",
    "documents",
    "catalogue",
    "credits",
    "certificates",
    "quizzes",
    "cards",
    "studying",
    "memory",
    "finder",
    "workshops",
    "admissions",
    "exchange",
    "studio",
    "home",
]
FLOORS = ["rules", "tables", "service", "forms", "guard", "views", "commands", "part"]

# What lies outside the features and may be imported by which floors.
FOUNDATIONS = {
    "school.config": set(FLOORS) - {"rules", "tables"},
    "school.db": set(FLOORS) - {"rules", "views", "forms"},
    "school.migrate": {"commands"},
    "school.locks": {"commands"},
    "school.errands": {"commands"},
    "school.readiness": {"commands"},
    "school.triggers": {"commands"},
}
# Some modules have no floor in their name. The floor that each counts as says who may import it,
# and what it may import itself. In `web`, what counts as rules is for everybody; what knows the
# request is for those who serve one.
COUNTS_AS = {
    "school.markup": "rules",
    "school.questions": "rules",
    "school.body.atlas": "service",  # reads the generated figure
    "school.body.figures": "views",  # counts the figures of a request's page
    "school.cards.kinds": "rules",
    "school.core": "rules",
    "school.core.background": "service",
    "school.core.commands": "commands",
    "school.core.jobs": "service",
    "school.core.projections": "service",
    "school.core.tables": "tables",
    "school.core.upsert": "service",
    "school.home.navigation": "rules",
    "school.web.forms": "forms",
    "school.web.context": "guard",
    "school.web.app": "views",
    "school.web.assets": "views",
    "school.web.bundles": "rules",
    "school.web.compression": "views",
    "school.web.csrf": "views",
    "school.web.errors": "views",
    "school.web.filters": "views",
    "school.web.headers": "views",
    "school.web.health": "views",
    "school.web.links": "views",
    "school.web.logs": "views",
    "school.web.masking": "views",  # asks for chance
    "school.web.pages": "views",
    "school.web.pagination": "views",
    "school.web.limits": "rules",
    "school.web.requests": "views",
    "school.web.throttle": "views",
}

NOT_IN_SERVICES = ("flask", "flask_login", "flask_wtf", "werkzeug", "wtforms")
NOT_IN_RULES = (
    *NOT_IN_SERVICES,
    "sqlalchemy",
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
)


def list_modules() -> Iterator[tuple[Path, str]]:
    for path in sorted(SCHOOL.rglob("*.py")):
        if "migrations" not in path.parts and "vendor" not in path.parts:
            yield path, ".".join(path.relative_to(ROOT).with_suffix("").parts)


def walk_syntax(path: Path) -> Iterator[ast.AST]:
    """Every node of a file's syntax tree."""
    return ast.walk(ast.parse(path.read_text(encoding="utf-8")))


def list_imports(path: Path) -> Iterator[tuple[int, str]]:
    """Line and full dotted name of everything a file imports."""
    for node in walk_syntax(path):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def feature_of(name: str) -> str | None:
    parts = name.split(".")
    return parts[1] if parts[0] == "school" and len(parts) > 1 and parts[1] in FEATURES else None


def floor_of(name: str) -> str | None:
    """The floor of a module or of something in it; None for a package itself."""
    parts = name.split(".")
    if len(parts) > 2 and parts[2] in FLOORS:
        return parts[2]
    return COUNTS_AS.get(".".join(parts[:3])) or COUNTS_AS.get(".".join(parts[:2]))


def judge_import(name: str, target: str) -> str | None:
    """Why module `name` may not import `target`; None when it may."""
    feature, target_feature = feature_of(name), feature_of(target)
    if feature is None or not target.startswith("school"):
        return None
    if target_feature is None:
        return _judge_import_of_foundation(floor_of(name), feature, target)
    if FEATURES.index(target_feature) > FEATURES.index(feature):
        return f"feature {target_feature} comes after {feature}"
    floor, target_floor = floor_of(name), floor_of(target)
    if floor is None or target_floor is None:
        return None
    if FLOORS.index(target_floor) > FLOORS.index(floor):
        return f"floor {target_floor} lies above {floor}"
    is_anothers = target_feature not in (feature, "core", "web")
    if is_anothers and target_floor in ("views", "commands"):
        return f"the {target_floor} of another feature"
    return None


def _judge_import_of_foundation(floor: str | None, feature: str, target: str) -> str | None:
    for foundation, floors in FOUNDATIONS.items():
        if target == foundation or target.startswith(foundation + "."):
            allowed = feature == "web" or floor is None or floor in floors
            return None if allowed else f"{foundation} from {floor}"
    return f"{target} is above every feature"


def list_banned_packages(name: str) -> tuple[str, ...]:
    """What a file of this floor may not import from other packages."""
    if floor_of(name) == "rules":
        return NOT_IN_RULES
    if floor_of(name) in ("service", "tables"):
        return NOT_IN_SERVICES
    return ()


def test_imports_point_down_and_back():
    faults = [
        f"{path.relative_to(ROOT)}:{line} imports {target}: {why}"
        for path, name in list_modules()
        for line, target in list_imports(path)
        if (why := judge_import(name, target))
    ]
    assert not faults, "\n" + "\n".join(faults)


def test_every_module_of_a_feature_has_a_floor():
    """Where the name does not say it, the table above does. It names no missing module."""
    modules = [name for _path, name in list_modules() if feature_of(name)]
    modules = [name for name in modules if not name.endswith("__init__")]
    without_floor = [name for name in modules if floor_of(name) is None]
    assert not without_floor, f"say in COUNTS_AS what floor these count as: {without_floor}"
    missing = [name for name in COUNTS_AS if not _exists(name, modules)]
    assert not missing, f"COUNTS_AS names modules that do not exist: {missing}"


def _exists(name: str, modules: list[str]) -> bool:
    return any(f"{module}.".startswith(f"{name}.") for module in modules)


def test_rules_know_no_framework_and_services_no_request():
    faults = [
        f"{path.relative_to(ROOT)}:{line} imports {target}"
        for path, name in list_modules()
        for line, target in list_imports(path)
        for banned in list_banned_packages(name)
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
        ("school.credits.rules.ledger", "school.web.context.who", False),
        ("school.credits.service.ledger", "school.web.context.now", False),
        ("school.credits.service.ledger", "school.web.filters.hours", False),
        ("school.credits.tables", "school.web.forms.SchoolForm", False),
        ("school.credits.forms", "school.web.forms.SchoolForm", True),
        ("school.credits.forms", "school.web.context.session", False),
        ("school.credits.guard", "school.web.context.guard", True),
        ("school.credits.guard", "school.web.errors.page", False),
        ("school.credits.views", "school.web.filters.zone", True),
        ("school.credits.service.ledger", "school.core.refusals.Refusal", True),
        ("school.credits.rules.ledger", "school.core.identity.Identity", True),
        ("school.core.policy", "school.web.context.who", False),
        ("school.core.refusals", "school.web.app.School", False),
        ("school.web.context", "school.core.policy.may", True),
        ("school.cards.rules.asking", "school.body.atlas.atlas", False),
        ("school.quizzes.rules.marking", "school.questions.kinds.mark_response", True),
    ],
)
def test_the_judge_itself(name, target, allowed):
    assert (judge_import(name, target) is None) == allowed


def test_only_the_web_knows_statuses_of_http():
    """Below it a refusal has a kind, and school/web/errors.py says which status that is."""
    faults = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path, name in list_modules()
        if floor_of(name) in ("service", "rules", "tables", "forms")
        for node in walk_syntax(path)
        if _gives_a_status(node)
    ]
    assert not faults, f"a status of HTTP in {faults}"


def _gives_a_status(node: ast.AST) -> TypeGuard[ast.Assign | ast.AnnAssign | ast.keyword]:
    """Whether `status = 404` stands here, or `status_code=404` among the arguments of a call."""
    match node:
        case ast.Assign(targets=[target], value=ast.Constant(value=int(number))):
            name = ast.unparse(target)
        case ast.AnnAssign(target=target, value=ast.Constant(value=int(number))):
            name = ast.unparse(target)
        case ast.keyword(arg=str(name), value=ast.Constant(value=int(number))):
            pass
        case _:
            return False
    return "status" in name and 400 <= number <= 599


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        ("status = 404", True),
        ("status: int = 503", True),
        ("self.status_code = 409", True),
        ("refuse(status=422)", True),
        ("FEWEST_REVIEWS = 400", False),
        ("status = 4", False),
    ],
)
def test_statuses_of_http_are_recognized(line, is_one):
    assert any(_gives_a_status(node) for node in ast.walk(ast.parse(line))) == is_one


def test_services_do_not_commit():
    faults = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path, name in list_modules()
        if floor_of(name) in ("service", "rules", "tables", "forms", "guard", "views")
        for node in walk_syntax(path)
        if isinstance(node, ast.Attribute) and node.attr in ("commit", "rollback")
    ]
    assert not faults, f"a commit or rollback in {faults}"


def test_only_the_edge_reads_the_clock():
    """`datetime.now` stands in the clock, in commands and in what a lock says."""
    edges = ("school.timekeeping", "school.operating", "school.locks")
    faults = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path, name in list_modules()
        if floor_of(name) != "commands" and name not in edges
        for node in walk_syntax(path)
        if isinstance(node, ast.Attribute)
        and node.attr in ("now", "utcnow", "today")
        and _is_a_clock(node)
    ]
    assert not faults, f"the clock is read in {faults}"


def _is_a_clock(node: ast.Attribute) -> bool:
    return isinstance(node.value, ast.Name) and node.value.id in ("datetime", "date")


def test_no_module_is_named_for_odds_and_ends():
    banned = {"utils", "util", "helpers", "common", "base", "misc"}
    assert not [str(path) for path, _ in list_modules() if path.stem in banned]


def test_every_module_says_what_it_holds():
    silent = []
    for path, _name in list_modules():
        text = path.read_text(encoding="utf-8")
        if text.strip() and not ast.get_docstring(ast.parse(text)):
            silent.append(str(path.relative_to(ROOT)))
    assert not silent, f"no docstring in {silent}"


def test_only_the_few_places_that_make_html_mark_it_as_safe():
    """`Markup(` is where injected code gets in, so each place that calls it is known."""
    known_places = {
        "school/people/views/second_factor.py",  # a QR code, drawn by segno
        "school/web/filters.py",  # a <time> element with escaped values
        "school/markup/cleaning.py",  # reads cleaned HTML back as plain text
    }
    places = {
        str(path.relative_to(ROOT))
        for path, _ in list_modules()
        for _line, target in list_imports(path)
        if target.startswith("markupsafe.Markup")
    }
    assert places <= known_places, f"new: {places - known_places}"
