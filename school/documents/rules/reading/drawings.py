"""SVG drawings: a short list of what one may hold, so that it can do nothing but be seen."""

from __future__ import annotations

import re
from contextlib import suppress
from xml.parsers import expat

from school.markup.problems import Problems

# For an SVG that does not say how large it is. Only the proportions matter to the page.
USUAL_SIZE = (640, 420)
LENGTH = re.compile(r"\s*([0-9]{1,5}(?:\.[0-9]{1,6})?)(?:px)?\s*")
OUTSIDE = re.compile(r"url\(\s*['\"]?\s*(?!#)|@import|javascript:|expression\(", re.IGNORECASE)
# Elements that neither run, load nor link to anything. `use` is not among them: it copies what it
# names, and copies of copies grow without end.
TAG_NAMES = """
svg g defs symbol title desc style
path rect circle ellipse line polyline polygon
text tspan textPath marker linearGradient radialGradient stop clipPath mask pattern
"""
TAGS = frozenset(TAG_NAMES.split())
NAMESPACE = "http://www.w3.org/2000/svg"
KEEP_INSIDE = "keep everything in the file"


def measure_drawing(body: bytes, problems: Problems) -> tuple[int, int]:
    """Return width and height of an SVG, from its viewBox or else its width= and height=.

    Everything in it that could run a script, load something or link elsewhere is a problem.
    """
    check = _Check(problems)
    try:
        with suppress(_Stop):
            check.parser.Parse(body, True)
    except (expat.ExpatError, UnicodeError, LookupError, ValueError) as broken:
        line = getattr(broken, "lineno", check.parser.CurrentLineNumber)
        fix = "open and save it again with a drawing program"
        problems.add(line, f"the SVG cannot be read: {broken}", fix)
        return USUAL_SIZE
    return check.size or USUAL_SIZE


class _Stop(Exception):
    """Stops reading at a DOCTYPE, before an entity is declared, let alone expanded."""


class _Check:
    """Walks through a drawing. Only listed elements pass; no attribute may run or load anything."""

    def __init__(self, problems: Problems) -> None:
        self.problems = problems
        self.size: tuple[int, int] | None = None
        self.root_seen = False
        self.style: list[str] | None = None
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self.begin_element
        self.parser.EndElementHandler = self.end_element
        self.parser.CharacterDataHandler = self.collect_style
        self.parser.StartDoctypeDeclHandler = self.refuse_doctype
        self.parser.ProcessingInstructionHandler = self.refuse_instruction

    def add_problem(self, what: str, fix: str = "take it out") -> None:
        self.problems.add(self.parser.CurrentLineNumber, what, fix)

    def refuse_doctype(self, *_declaration: object) -> None:
        self.add_problem("the SVG has a DOCTYPE, which may hold entities")
        raise _Stop

    def refuse_instruction(self, target: str, _data: str) -> None:
        self.add_problem(f"the SVG has an instruction <?{target} …?>")

    def begin_element(self, name: str, attributes: dict[str, str]) -> None:
        namespace, _, tag = name.rpartition(" ")
        if namespace != NAMESPACE or tag not in TAGS:
            self.add_problem(
                f"the SVG holds <{tag}>, which is not accepted",
                "draw it with plain shapes and text",
            )
        if not self.root_seen:
            self.root_seen = True
            self.size = _measure_size(attributes)
        if tag == "style":
            self.style = []
        for key, value in attributes.items():
            self.check_attribute(key.rpartition(" ")[2], value)

    def check_attribute(self, key: str, value: str) -> None:
        if key.lower().startswith("on"):
            self.add_problem(f"the SVG has {key}=, which runs a script")
        elif key.lower() in ("href", "src", "base") and not value.strip().startswith("#"):
            self.add_problem(f"the SVG has {key}= to something outside itself", KEEP_INSIDE)
        elif OUTSIDE.search(_remove_escapes(value)):
            self.add_problem(f"the SVG loads something from outside in {key}=", KEEP_INSIDE)

    def collect_style(self, text: str) -> None:
        if self.style is not None:
            self.style.append(text)

    def end_element(self, name: str) -> None:
        if self.style is not None and name.endswith(" style"):
            if OUTSIDE.search(_remove_escapes("".join(self.style))):
                self.add_problem("the SVG's style loads something from outside", KEEP_INSIDE)
            self.style = None


def _remove_escapes(css: str) -> str:
    """Return CSS as a browser reads it: without comments, and with backslash escapes decoded."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    return re.sub(r"\\([0-9a-fA-F]{1,6})\s?|\\(.)", _decode_escape, css)


def _decode_escape(escape: re.Match[str]) -> str:
    if escape[2]:
        return escape[2]
    code = int(escape[1], 16)
    return chr(code) if 0 < code <= 0x10FFFF else "\ufffd"


def _measure_size(attributes: dict[str, str]) -> tuple[int, int] | None:
    sides = re.split(r"[\s,]+", attributes.get("viewBox", "").strip())[2:]
    if len(sides) != 2:
        sides = [attributes.get("width", ""), attributes.get("height", "")]
    width, height = (_read_length(side) for side in sides)
    return (width, height) if width and height else None


def _read_length(text: str) -> int:
    length = LENGTH.fullmatch(text)
    return round(float(length[1])) if length else 0
