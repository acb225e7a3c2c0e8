"""What can be measured of Python source: each function takes a parsed file and counts one thing."""

from __future__ import annotations

import ast
import io
import tokenize
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

GENERIC_WORDS = {
    "found", "said", "told", "there", "given", "kept", "mine", "each", "one", "other", "asked",
    "made", "seen", "was",
}  # fmt: skip
LONGEST_LINE = 100  # columns

# Participles that do not end in -ed or -ing: enough to list functions that somebody then reads.
PARTICIPLES = {
    "told", "kept", "given", "found", "said", "made", "seen", "put", "sent", "held", "known",
    "written", "drawn", "shown", "taken", "left", "cut", "swept", "spread", "foretold", "bound",
    "chosen", "hidden", "laid", "lost", "met", "read", "set", "sold", "stood", "sworn", "torn",
    "won", "worn",
}  # fmt: skip

Function = ast.FunctionDef | ast.AsyncFunctionDef
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
Comprehension = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


@dataclass(frozen=True)
class Source:
    """A file of Python."""

    path: str  # below the root, as it is printed
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @cached_property
    def nodes(self) -> list[ast.AST]:
        return list(ast.walk(self.tree))

    @cached_property
    def lines(self) -> list[str]:
        return self.text.splitlines()


@dataclass(frozen=True, order=True)
class Finding:
    """Something to look at: a place and what stands there."""

    path: str
    line: int
    text: str


# ---- Lines ----


def count_filled_lines(source: Source) -> int:
    """Lines that are not blank."""
    return sum(bool(line.strip()) for line in source.lines)


def list_code_lines(source: Source) -> list[str]:
    """Lines with their indent, without blank ones, docstrings and lines that are only a comment."""
    docstrings = set()
    for node in source.nodes:
        if docstring := find_docstring(node):
            docstrings |= set(range(docstring.lineno, (docstring.end_lineno or 0) + 1))
    code = []
    for number, line in enumerate(source.lines, start=1):
        if line.strip() and not line.lstrip().startswith("#") and number not in docstrings:
            code.append(line)
    return code


def find_docstring(node: ast.AST) -> ast.Expr | None:
    """The statement that is the docstring of a module, class or function."""
    if not isinstance(node, (*FUNCTIONS, ast.ClassDef, ast.Module)) or not node.body:
        return None
    first = node.body[0]
    if not isinstance(first, ast.Expr) or not isinstance(first.value, ast.Constant):
        return None
    return first if isinstance(first.value.value, str) else None


def find_long_lines(source: Source) -> Iterator[Finding]:
    """Lines of more than 100 columns, docstrings and comments too."""
    for number, line in enumerate(source.lines, start=1):
        if len(line) > LONGEST_LINE:
            yield Finding(source.path, number, f"{len(line)} columns")


def count_comments(source: Source) -> int:
    """Comments, on a line of their own or after code, also those for a tool."""
    tokens = tokenize.generate_tokens(io.StringIO(source.text).readline)
    return sum(token.type == tokenize.COMMENT for token in tokens)


# ---- Functions ----


def list_functions(source: Source) -> list[Function]:
    """Functions and methods, also those inside others."""
    return [node for node in source.nodes if isinstance(node, FUNCTIONS)]


def measure_function(function: Function) -> int:
    """Lines from `def` to the last one, docstring included, decorators not."""
    return (function.end_lineno or function.lineno) - function.lineno + 1


def list_arguments(function: Function) -> list[ast.arg]:
    """All arguments, with self, *args and **kwargs."""
    arguments = function.args
    named = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    starred = [arguments.vararg, arguments.kwarg]
    return named + [argument for argument in starred if argument]


def is_annotated(function: Function) -> bool:
    """Whether the result and all arguments but self and cls have a type."""
    return function.returns is not None and all(
        argument.annotation or argument.arg in ("self", "cls")
        for argument in list_arguments(function)
    )


def find_short_names(source: Source) -> Iterator[Finding]:
    """Functions whose name is one word, or begins with a participle: `told`, `given_again`."""
    for function in list_functions(source):
        if function.name.startswith("__"):
            continue
        words = function.name.strip("_").split("_")
        if len(words) == 1 or is_participle(words[0]):
            yield Finding(source.path, function.lineno, function.name)


def is_participle(word: str) -> bool:
    return word in PARTICIPLES or word.endswith(("ed", "ing"))


# ---- Expressions ----


def list_comprehensions(source: Source) -> list[Comprehension]:
    """List, set and dict comprehensions and generator expressions."""
    return [node for node in source.nodes if isinstance(node, COMPREHENSIONS)]


def holds_comprehension(comprehension: Comprehension) -> bool:
    """Whether another comprehension stands anywhere inside this one."""
    inside = list(ast.walk(comprehension))[1:]
    return any(isinstance(node, COMPREHENSIONS) for node in inside)


def is_nested(comprehension: Comprehension) -> bool:
    """Whether it holds another, or has more than one `for`: as the review counted."""
    return len(comprehension.generators) > 1 or holds_comprehension(comprehension)


def find_nested_comprehensions(source: Source) -> Iterator[Finding]:
    """Comprehensions that hold another one."""
    for comprehension in list_comprehensions(source):
        if holds_comprehension(comprehension):
            yield Finding(source.path, comprehension.lineno, "holds another comprehension")


def count_conditionals(source: Source) -> int:
    """Conditional expressions: `a if b else c`."""
    return sum(isinstance(node, ast.IfExp) for node in source.nodes)


# ---- Names ----


def list_assigned_names(source: Source) -> list[str]:
    """Every variable that is assigned with = or :=, as often as it is."""
    names = []
    for node in source.nodes:
        if isinstance(node, ast.Assign):
            for target in node.targets:
                names += [name.id for name in _list_stored(target)]
        elif isinstance(node, ast.NamedExpr):
            names.append(node.target.id)
    return names


def find_generic_names(source: Source) -> Iterator[Finding]:
    """Variables and arguments with a generic name, wherever they get their value.

    A field of a class is left out: its name may be stored.
    """
    fields = _list_fields(source)
    for node in source.nodes:
        if isinstance(node, ast.arg) and node.arg in GENERIC_WORDS:
            yield Finding(source.path, node.lineno, node.arg)
    for name in _list_stored(source.tree):
        if name.id in GENERIC_WORDS and name not in fields:
            yield Finding(source.path, name.lineno, name.id)


def _list_stored(node: ast.AST) -> list[ast.Name]:
    names = [child for child in ast.walk(node) if isinstance(child, ast.Name)]
    return [name for name in names if isinstance(name.ctx, ast.Store)]


def _list_fields(source: Source) -> set[ast.expr]:
    fields: set[ast.expr] = set()
    for node in source.nodes:
        if isinstance(node, ast.ClassDef):
            for statement in node.body:
                if isinstance(statement, ast.AnnAssign):
                    fields.add(statement.target)
                elif isinstance(statement, ast.Assign):
                    fields |= set(statement.targets)
    return fields


def list_public_names(source: Source) -> list[str]:
    """Functions and classes at the top of the file that do not begin with an underscore."""
    public = []
    for statement in source.tree.body:
        if isinstance(statement, (*FUNCTIONS, ast.ClassDef)) and not statement.name.startswith("_"):
            public.append(statement.name)
    return public


def map_public_names(sources: Iterable[Source]) -> dict[str, list[str]]:
    """Public name → the files that define it, each once."""
    files: defaultdict[str, set[str]] = defaultdict(set)
    for source in sources:
        for name in list_public_names(source):
            files[name].add(source.path)
    return {name: sorted(paths) for name, paths in sorted(files.items())}
