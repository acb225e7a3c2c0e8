"""What a wrong line is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

_SPACE = re.compile(r"\s+")
_AFTER_BRACKET = re.compile(r"(\\[(\[{])")
_BEFORE_BRACKET = re.compile(r"(\\[)\]}])")


@dataclass(frozen=True)
class Mutant:
    """One wrong line: where it stands, how it is made, and what must notice it."""

    id: str  # one of its own; says what is wrong
    file: str  # below the root
    old: str  # stands in the file exactly once
    new: str
    tests: tuple[str, ...]  # files or node ids; at least one of their tests must fail
    survives: str = ""  # why no test can notice it, where that is so

    @property
    def pattern(self) -> re.Pattern[str]:
        """The old text, however the formatter has broken its lines."""
        words = [re.escape(word) for word in _SPACE.split(self.old.strip())]
        text = r"\s+".join(words)
        text = _AFTER_BRACKET.sub(r"\1\\s*", text)
        return re.compile(_BEFORE_BRACKET.sub(r",?\\s*\1", text))

    def apply(self, text: str) -> str:
        """The file's text with the wrong line in it."""
        return self.pattern.sub(lambda _match: self.new.strip(), text)


def find_faults(mutants: tuple[Mutant, ...], root: Path) -> list[str]:
    """What is wrong with the list itself, before any test runs; one line each."""
    faults = []
    seen: set[str] = set()
    for mutant in mutants:
        if mutant.id in seen:
            faults.append(f"{mutant.id}: a second wrong line has this id")
        seen.add(mutant.id)
        fault = _find_fault(mutant, root)
        if fault:
            faults.append(f"{mutant.id}: {fault}")
    return faults


def _find_fault(mutant: Mutant, root: Path) -> str:
    path = root / mutant.file
    if not path.is_file():
        return f"there is no {mutant.file}"
    text = path.read_text(encoding="utf-8")
    times = len(mutant.pattern.findall(text))
    if times != 1:
        return f"the old text stands {times} times in {mutant.file}, not once"
    if mutant.old == mutant.new:
        return "the new text is the old one"
    try:
        compile(mutant.apply(text), mutant.file, "exec")
    except SyntaxError as fault:
        return f"the new text is not Python: {fault.msg}"
    missing = [test for test in mutant.tests if not (root / test.split("::")[0]).exists()]
    if missing or not mutant.tests:
        return f"there is no test {', '.join(missing)}"
    return ""
