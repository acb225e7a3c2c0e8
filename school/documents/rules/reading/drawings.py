"""SVG drawings: a short list of what they may hold, so that a picture can do nothing but be seen."""

from __future__ import annotations

import re
from contextlib import suppress
from xml.parsers import expat

from school.markup.problems import Problems

USUAL_SIZE = (
    640,
    420,
)  # of an SVG that does not say how large it is; only the shape matters to the page
LENGTH = re.compile(r"\s*([0-9]{1,5}(?:\.[0-9]{1,6})?)(?:px)?\s*")
OUTSIDE = re.compile(r"url\(\s*['\"]?\s*(?!#)|@import|javascript:|expression\(", re.IGNORECASE)
# Everything in a drawing that neither runs, loads, nor leads anywhere. Not `use`: it copies what it names, and
# copies of copies grow without end.
TAGS = {
    *(
        "svg",
        "g",
        "defs",
        "symbol",
        "title",
        "desc",
        "style",
        "path",
        "rect",
        "circle",
        "ellipse",
        "line",
        "polyline",
    ),
    *(
        "polygon",
        "text",
        "tspan",
        "textPath",
        "marker",
        "linearGradient",
        "radialGradient",
        "stop",
        "clipPath",
        "mask",
    ),
    "pattern",
}
# Programs that draw nest a dozen. Each level costs a browser stack, which ends at some thousands.
DEEPEST = 64
NAMESPACE = "http://www.w3.org/2000/svg"


def measure_drawing(body: bytes, problems: Problems) -> tuple[int, int]:
    """Width and height of an SVG by its viewBox, or by its own two settings.

    Everything in it that could run, load or lead away is a problem.
    """
    check = _Check(problems)
    try:
        with suppress(_Stop):
            check.parser.Parse(body, True)
    except (expat.ExpatError, UnicodeError, LookupError, ValueError) as broken:
        line = getattr(broken, "lineno", check.parser.CurrentLineNumber)
        problems.add(
            line,
            f"the SVG cannot be read: {broken}",
            "open and save it again with a drawing program",
        )
        return USUAL_SIZE
    return check.size or USUAL_SIZE


class _Stop(Exception):
    """Nothing more is to be read: what follows could only cost.

    A DOCTYPE begins, before any entity is declared, let alone expanded; or it is nested too deep.
    """


class _Check:
    """Walks through a drawing. Only listed tags pass; no attribute may run or load anything."""

    def __init__(self, problems: Problems) -> None:
        self.problems = problems
        self.size: tuple[int, int] | None = None
        self.root_seen = False
        self.depth = 0
        self.style: list[str] | None = None
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self.begin
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.words
        self.parser.StartDoctypeDeclHandler = self.doctype
        self.parser.ProcessingInstructionHandler = self.instruction

    def complain(self, what: str, fix: str = "take it out") -> None:
        self.problems.add(self.parser.CurrentLineNumber, what, fix)

    def doctype(self, *_said: object) -> None:
        self.complain("the SVG has a DOCTYPE, which may hold entities")
        raise _Stop

    def instruction(self, target: str, _data: str) -> None:
        self.complain(f"the SVG has an instruction <?{target} …?>")

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            self.complain(
                f"the SVG nests its elements more than {DEEPEST} deep",
                "take its groups apart with a drawing program",
            )
            raise _Stop
        namespace, _, tag = name.rpartition(" ")
        if namespace != NAMESPACE or tag not in TAGS:
            self.complain(
                f"the SVG holds <{tag}>, which is not accepted",
                "draw it with plain shapes and text",
            )
        if not self.root_seen:
            self.root_seen = True
            self.size = _drawn_size(attributes)
        if tag == "style":
            self.style = []
        for key, value in attributes.items():
            self.attribute(key.rpartition(" ")[2], value)

    def attribute(self, key: str, value: str) -> None:
        if key.lower().startswith("on"):
            self.complain(f"the SVG has {key}=, which runs a script")
        elif key.lower() in ("href", "src", "base") and not value.strip().startswith("#"):
            self.complain(
                f"the SVG has {key}= to something outside itself", "keep everything in the file"
            )
        elif OUTSIDE.search(_without_escapes(value)):
            self.complain(
                f"the SVG loads something from outside in {key}=", "keep everything in the file"
            )

    def words(self, text: str) -> None:
        if self.style is not None:
            self.style.append(text)

    def end(self, name: str) -> None:
        self.depth -= 1
        if self.style is not None and name.endswith(" style"):
            if OUTSIDE.search(_without_escapes("".join(self.style))):
                self.complain(
                    "the SVG's style loads something from outside", "keep everything in the file"
                )
            self.style = None


def _without_escapes(css: str) -> str:
    """CSS as a browser reads it: comments gone, backslash escapes made plain."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    return re.sub(r"\\([0-9a-fA-F]{1,6})\s?|\\(.)", _plain, css)


def _plain(escape: re.Match[str]) -> str:
    if escape[2]:
        return escape[2]
    code = int(escape[1], 16)
    return chr(code) if 0 < code <= 0x10FFFF else "\ufffd"


def _drawn_size(attributes: dict[str, str]) -> tuple[int, int] | None:
    box = re.split(r"[\s,]+", attributes.get("viewBox", "").strip())
    sides = (
        box[2:] if len(box) == 4 else [attributes.get("width", ""), attributes.get("height", "")]
    )
    lengths = [LENGTH.fullmatch(side) for side in sides]
    width, height = (round(float(length[1])) if length else 0 for length in lengths)
    return (width, height) if width and height else None
