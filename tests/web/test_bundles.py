"""Bundles: one holds all of its files and does what they do; a fault in one stops the start."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from textwrap import dedent

import pytest

from school.web import assets
from school.web.bundles import BundleError, join_files, join_scripts, order_modules, read_module

ROOT = Path(__file__).resolve().parent.parent.parent
LISTS = tomllib.loads((assets.FOLDER / assets.BUNDLES).read_text("utf-8"))
MOST_BYTES = 20_000  # of a sheet, packed

# These modules keep nothing in memory: a second copy on a page is only bytes.
KEEP_NOTHING = {"js/offline/queue.js", "js/offline/sending.js"}
ON_EVERY_PAGE = "js/page.bundle.js"
TEMPLATES = ROOT / "templates"
NAMED = re.compile(r"static\('(js/[^']+)'\)")


@pytest.fixture(scope="module")
def files() -> dict[str, assets.Asset]:
    return assets.read(assets.FOLDER)


# ---- The bundles of the school ----


def test_the_sheet_has_the_bytes_of_every_sheet(files):
    parts = LISTS["sheets"]["css/school.bundle.css"]
    sheets = {name for name in files if name.endswith(".css")}
    assert sorted(parts) == sorted(sheets - LISTS["sheets"].keys())
    sheet = files["css/school.bundle.css"]
    assert sheet.content == b"".join((assets.FOLDER / part).read_bytes() for part in parts)
    assert len(sheet.packed) <= MOST_BYTES


def test_the_order_of_the_layers_is_said_first():
    first = LISTS["sheets"]["css/school.bundle.css"][0]
    text = (assets.FOLDER / first).read_text("utf-8")
    assert text.split("*/", 1)[1].lstrip().startswith("@layer reset, tokens,")


def test_every_script_is_in_a_bundle_or_imports_nothing(files):
    bundled = set()
    for entries in LISTS["scripts"].values():
        bundled |= set(list_modules(entries, files))
    for name in files:
        if name.startswith("js/") and ".bundle." not in name and name not in bundled:
            assert read_module(name, files[name].content.decode()).imports == (), name


@pytest.mark.parametrize("name", LISTS["scripts"])
def test_a_script_bundle_holds_every_file_once_and_imports_nothing(name, files):
    text = files[name].content.decode()
    for module in list_modules(LISTS["scripts"][name], files):
        assert text.count(f"// {module}\n") == 1
    assert read_module(name, text).imports == ()


def test_a_template_names_few_scripts_and_none_that_imports(files):
    """A page has six requests. Four are itself, its sheet, its manifest and its first script."""
    for path in sorted(TEMPLATES.rglob("*.html")):
        names = NAMED.findall(path.read_text("utf-8"))
        assert len(names) <= 2, path
        for name in names:
            assert read_module(name, files[name].content.decode()).imports == (), f"{path}: {name}"


def test_no_page_runs_a_module_twice_that_keeps_something_in_memory(files):
    everywhere = set(list_modules(LISTS["scripts"][ON_EVERY_PAGE], files)) - KEEP_NOTHING
    for name, entries in LISTS["scripts"].items():
        if name not in (ON_EVERY_PAGE, "js/worker.bundle.js"):
            assert everywhere.isdisjoint(list_modules(entries, files)), name
    painting = list_modules(LISTS["scripts"]["js/paint.bundle.js"], files)
    assert set(painting).isdisjoint(list_modules(LISTS["scripts"]["js/finder.bundle.js"], files))


def list_modules(entries, files) -> list[str]:
    contents = {name: asset.content for name, asset in files.items()}
    return [module.name for module in order_modules(entries, contents)]


# ---- Addresses ----


@pytest.mark.parametrize(
    ("part", "bundle"),
    [
        ("css/print.css", "css/school.bundle.css"),
        ("js/strokes.js", "js/paint.bundle.js"),
        ("js/offline/queue.js", "js/worker.bundle.js"),
        ("js/offline/queue.js", "js/page.bundle.js"),
    ],
)
def test_a_changed_file_changes_the_address_of_its_bundle(part, bundle, files, tmp_path):
    copy = shutil.copytree(assets.FOLDER, tmp_path / "static")
    with (copy / part).open("ab") as changed:
        changed.write(b"\n/* changed */\n")
    after = assets.read(copy)
    assert after[bundle].address != files[bundle].address
    unchanged = "js/quiz.bundle.js"
    assert after[unchanged].address == files[unchanged].address


def test_a_bundle_may_not_take_the_name_of_a_file(tmp_path):
    (tmp_path / "a.css").write_bytes(b"p {}")
    (tmp_path / "bundles.toml").write_text('sheets = {"a.css" = ["a.css"]}\nscripts = {}')
    with pytest.raises(BundleError, match=r"a\.css"):
        assets.read(tmp_path)


# ---- Putting scripts together ----

SCRIPTS = {
    "main.js": """
        import { add, TWO as two } from "./parts/sums.js";
        import * as words from './parts/words.js';
        import {
          default as last,
          Box,
        } from "./vendor.js";
        console.log(add(two, 1), words.say(), new words.Word("x").text, last, new Box().side);
    """,
    "parts/sums.js": """
        import { note } from "../notes.js";
        note("sums");
        export const TWO = 2;
        const one = 1; // the same name as in another module
        export function add(left, right) { return left + right + one - 1; }
    """,
    "parts/words.js": """
        import { note } from "../notes.js";
        note("words");
        const one = "one";
        export const say = () => one;
        export class Word { constructor(text) { this.text = text; } }
    """,
    "notes.js": 'export function note(text) { console.log("runs", text); }\nnote("notes");',
    "vendor.js": "class B{side=4}var l=9;export{l as default,B as Box};\n//# nothing follows",
}
FILES = {name: dedent(text).encode() for name, text in SCRIPTS.items()}


def test_a_bundle_does_what_its_modules_do(tmp_path):
    for name, content in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)
    (tmp_path / "bundle.js").write_bytes(join_scripts(["main.js"], FILES))
    printed = run_script(tmp_path / "main.js")
    assert printed == "runs notes\nruns sums\nruns words\n3 one x 9 4\n"
    assert run_script(tmp_path / "bundle.js") == printed


def run_script(path: Path) -> str:
    deno = Path(sys.executable).parent / "deno"
    command = [str(deno), "run", "--quiet", "--no-remote", "--no-npm", "--no-config", str(path)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


@pytest.mark.parametrize(
    "line",
    [
        'import sums from "./sums.js";',
        'import "./sums.js";',
        'import { add } from "sums";',
        "export default 1;",
        "export let changing = 1;",
        'export { add } from "./sums.js";',
    ],
)
def test_a_form_that_is_not_read_stops_the_start(line):
    with pytest.raises(BundleError, match=r"main\.js: a bundle cannot hold the line"):
        join_scripts(["main.js"], {"main.js": f"{line}\n".encode(), "sums.js": b""})


def test_a_missing_file_and_a_circle_stop_the_start():
    with pytest.raises(BundleError, match=r"there is no static file gone\.css"):
        join_files(["gone.css"], {})
    circle = {"a.js": b'import { b } from "./b.js";', "b.js": b'import { a } from "./a.js";'}
    with pytest.raises(BundleError, match=r"a\.js → b\.js → a\.js"):
        join_scripts(["a.js"], circle)
