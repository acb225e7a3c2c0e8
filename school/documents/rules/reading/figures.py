"""Pictures of the content tree: recognized by their bytes, measured, and refused if unsafe."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

from school.documents.rules.reading.drawings import measure_drawing
from school.markup.problems import Problems

FIGURE_BYTES = 256_000
TYPES = {"svg": "image/svg+xml", "png": "image/png", "jpg": "image/jpeg", "webp": "image/webp"}


@dataclass(frozen=True)
class Figure:
    """A picture that was accepted. Width and height are in CSS pixels."""

    extension: str
    width: int
    height: int
    body: bytes

    @property
    def sha256(self) -> str:
        return sha256(self.body).hexdigest()

    @property
    def content_type(self) -> str:
        return TYPES[self.extension]

    @property
    def url(self) -> str:
        return f"/media/{self.sha256}.{self.extension}"


def read_figure(body: bytes, problems: Problems) -> Figure | None:
    """Return the picture in `body`; or None, with a problem, if it is not accepted."""
    if len(body) > FIGURE_BYTES:
        what = f"the picture has {len(body):,} bytes, more than {FIGURE_BYTES:,}"
        problems.add(1, what, "save it smaller")
        return None
    extension = _recognize_type(body)
    if extension is None:
        fix = "save it as SVG, PNG, JPEG or WebP"
        problems.add(1, "this is no picture that the school knows", fix)
        return None
    size = MEASURES[extension](body, problems)
    if size is None:
        problems.add(1, f"the {extension.upper()} picture is damaged", "save it again")
        return None
    return Figure(extension, *size, body)


def _recognize_type(body: bytes) -> str | None:
    if body.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if body.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if body[:4] == b"RIFF" and body[8:12] == b"WEBP":
        return "webp"
    if body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") and b"<svg" in body:
        return "svg"
    return None


def _measure_png(body: bytes, problems: Problems) -> tuple[int, int] | None:
    """Read the first chunk, IHDR, which begins with width and height."""
    if len(body) < 33 or body[12:16] != b"IHDR":
        return None
    return _read_size(body[16:20], body[20:24], "big")


def _measure_jpeg(body: bytes, problems: Problems) -> tuple[int, int] | None:
    """Find a start-of-frame segment (C0 to CF, but not C4, C8, CC); it holds height and width."""
    at = 2
    while at + 9 <= len(body) and body[at] == 0xFF:
        marker, length = body[at + 1], int.from_bytes(body[at + 2 : at + 4], "big")
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            return _read_size(body[at + 7 : at + 9], body[at + 5 : at + 7], "big")
        at += 2 + max(length, 2)
    return None


def _measure_webp(body: bytes, problems: Problems) -> tuple[int, int] | None:
    """Read the first chunk, which holds the size in each of the three forms of WebP."""
    form = body[12:16]
    if form == b"VP8X" and len(body) >= 30:
        return 1 + int.from_bytes(body[24:27], "little"), 1 + int.from_bytes(body[27:30], "little")
    if form == b"VP8 " and len(body) >= 30:
        width = bytes((body[26], body[27] & 0x3F))
        height = bytes((body[28], body[29] & 0x3F))
        return _read_size(width, height, "little")
    if form == b"VP8L" and len(body) >= 25:
        bits = int.from_bytes(body[21:25], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    return None


def _read_size(
    width: bytes, height: bytes, order: Literal["little", "big"]
) -> tuple[int, int] | None:
    size = int.from_bytes(width, order), int.from_bytes(height, order)
    return size if all(size) else None


MEASURES: dict[str, Callable[[bytes, Problems], tuple[int, int] | None]] = {
    "svg": measure_drawing,
    "png": _measure_png,
    "jpg": _measure_jpeg,
    "webp": _measure_webp,
}
