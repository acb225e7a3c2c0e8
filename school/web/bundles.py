"""Bundles: sheets and scripts that are put together when the process starts.

A script bundle is one module. Each file in it becomes a function that runs once and returns what
the file exports, and an import becomes a look at what such a function returned:

    // js/offline/sending.js
    const $js_offline_sending = (() => {
    const { waiting } = $js_offline_queue;
    …
    return { flush };
    })();

This reads the few forms of import and export that our scripts use, each at the start of a line.
Whatever else begins a line with one of these words stops the start of the process.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

IMPORT = re.compile(
    r"^import\s*(?:\{(?P<names>[^}]*)\}|\*\s*as\s+(?P<all>\w+))\s*from\s*"
    r"""["'](?P<path>\.{1,2}/[^"']+)["'];""",
    re.M,
)
EXPORT = re.compile(r"^export (?=(?:async )?(?:function\*?|class|const) (?P<name>[\w$]+))", re.M)
EXPORT_LIST = re.compile(r"(?:^|(?<=;))export\s*\{(?P<names>[^}]*)\}(?!\s*from);?", re.M)
NOT_READ = re.compile(r"^(?:import|export)\b.*", re.M)


class BundleError(Exception):
    """A bundle cannot be put together; the message names the file and the reason."""


@dataclass(frozen=True)
class Module:
    """A script of a bundle."""

    name: str  # its path in the static folder
    imports: tuple[str, ...]  # paths of the modules it imports
    exports: Mapping[str, str]  # the name others import → its name in the module
    body: str  # the script without the words import and export


def join_files(names: Iterable[str], files: Mapping[str, bytes]) -> bytes:
    """The contents of these files, one after the other.

    Raises BundleError when one is missing.
    """
    return b"".join(_find_file(name, files) for name in names)


def join_scripts(entries: Iterable[str], files: Mapping[str, bytes]) -> bytes:
    """One module that runs these scripts in their order, each after the modules it imports.

    Raises BundleError for a missing file, for a circle of imports and for a form of import or
    export that is not read here.
    """
    texts = [_write_function(module) for module in order_modules(entries, files)]
    return "".join(texts).encode()


def order_modules(entries: Iterable[str], files: Mapping[str, bytes]) -> list[Module]:
    """The modules that a browser would run for these entries, in the order in which it runs them.

    Raises BundleError as `join_scripts` does.
    """
    ordered: dict[str, Module] = {}
    for name in entries:
        _add_module(name, files, ordered, importers=())
    return list(ordered.values())


def _add_module(
    name: str, files: Mapping[str, bytes], ordered: dict[str, Module], importers: tuple[str, ...]
) -> None:
    if name in importers:
        raise BundleError(f"{name} imports itself: {' → '.join((*importers, name))}")
    if name in ordered:
        return
    module = read_module(name, _find_file(name, files).decode())
    for imported in module.imports:
        _add_module(imported, files, ordered, (*importers, name))
    ordered[name] = module


def _find_file(name: str, files: Mapping[str, bytes]) -> bytes:
    if name not in files:
        raise BundleError(f"there is no static file {name}")
    return files[name]


def read_module(name: str, text: str) -> Module:
    """Take a script apart into what it imports, what it exports and what it does.

    Raises BundleError for a form of import or export that is not read here.
    """
    imports = [_path_from(name, match["path"]) for match in IMPORT.finditer(text)]
    exports = {match["name"]: match["name"] for match in EXPORT.finditer(text)}
    for match in EXPORT_LIST.finditer(text):
        exports |= {outside: inside for inside, outside in _read_names(match["names"])}
    body = IMPORT.sub(lambda match: _write_import(name, match), text)
    body = EXPORT_LIST.sub("", EXPORT.sub("", body))
    if unread := NOT_READ.search(body):
        raise BundleError(f"{name}: a bundle cannot hold the line “{unread[0]}”")
    return Module(name, tuple(imports), exports, body)


def _path_from(name: str, path: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), path))


def _read_names(text: str) -> list[tuple[str, str]]:
    """`one, two as three` → (one, one), (two, three)."""
    pairs = []
    for part in text.split(","):
        if words := part.split():
            pairs.append((words[0], words[-1]))
    return pairs


def _write_import(name: str, match: re.Match[str]) -> str:
    module = _name_function(_path_from(name, match["path"]))
    if match["all"]:
        return f"const {match['all']} = {module};"
    return f"const {{ {_write_pairs(_read_names(match['names']))} }} = {module};"


def _write_function(module: Module) -> str:
    exports = _write_pairs(module.exports.items())
    return (
        f"// {module.name}\n"
        f"const {_name_function(module.name)} = (() => {{\n"
        f"{module.body}\n"
        f"return {{ {exports} }};\n"
        f"}})();\n"
    )


def _write_pairs(pairs: Iterable[tuple[str, str]]) -> str:
    return ", ".join(f"{key}: {value}" for key, value in pairs)


def _name_function(name: str) -> str:
    """No name in our scripts begins with a dollar sign, so this one hides none of theirs."""
    return "$" + re.sub(r"\W", "_", name.removesuffix(".js"))
