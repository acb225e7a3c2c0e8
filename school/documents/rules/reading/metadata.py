"""Pictures without what they say about their making: place, device, names, comments, previews.

Each function takes a whole file and returns it without its metadata; None if it is damaged. What
changes how a picture looks, such as its color profile, stays.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

PNG_START = 8  # bytes, before the first chunk
# Chunks with a small first letter may be left out. These change how the picture looks.
PNG_KEPT = {
    *(b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"sBIT", b"bKGD", b"pHYs"),
    *(b"acTL", b"fcTL", b"fdAT"),  # an animation
}

JPEG_COMMENT = 0xFE
JPEG_END, JPEG_SCAN = 0xD9, 0xDA
JPEG_APPLICATION = range(0xE0, 0xF0)
# Segments of applications that a decoder needs: the form of the file, colors.
JPEG_KEPT = {0xE0: b"JFIF\0", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}

WEBP_START = 12
WEBP_METADATA = (b"EXIF", b"XMP ")
WEBP_FLAGS = 0x08 | 0x04  # in the first byte of VP8X: there is EXIF, there is XMP


def clean_png(body: bytes) -> bytes | None:
    """The chunks that make the picture, up to its end."""
    parts, at = [body[:PNG_START]], PNG_START
    while at + 12 <= len(body):
        kind = body[at + 4 : at + 8]
        end = at + 12 + int.from_bytes(body[at : at + 4], "big")
        if kind[:1].isupper() or kind in PNG_KEPT:
            parts.append(body[at:end])
        if kind == b"IEND":
            return b"".join(parts)
        at = end
    return None


def clean_jpeg(body: bytes) -> bytes | None:
    """The segments that make the picture, up to its end."""
    parts, at = [body[:2]], 2
    while at + 2 <= len(body) and body[at] == 0xFF:
        marker = body[at + 1]
        if marker == JPEG_END:
            return b"".join([*parts, body[at : at + 2]])
        end = at + 2 + max(2, int.from_bytes(body[at + 2 : at + 4], "big"))
        if marker == JPEG_SCAN:
            end = _end_of_scan(body, end)
        if _is_picture(marker, body[at + 4 : end]):
            parts.append(body[at:end])
        at = end
    return None


def _is_picture(marker: int, content: bytes) -> bool:
    if marker == JPEG_COMMENT:
        return False
    if marker in JPEG_APPLICATION:
        return marker in JPEG_KEPT and content.startswith(JPEG_KEPT[marker])
    return True


def _end_of_scan(body: bytes, at: int) -> int:
    """Where the next marker begins. In a scan, FF is followed by 0 or by a restart marker."""
    while (at := body.find(b"\xff", at)) >= 0:
        following = body[at + 1 : at + 2]
        if following and following != b"\0" and not b"\xd0" <= following <= b"\xd7":
            return at
        at += 1
    return len(body)


def clean_webp(body: bytes) -> bytes | None:
    """The chunks that make the picture; its first one no longer promises metadata."""
    body = body[: 8 + int.from_bytes(body[4:8], "little")]
    chunks, at = [], WEBP_START
    while at + 8 <= len(body):
        kind, size = body[at : at + 4], int.from_bytes(body[at + 4 : at + 8], "little")
        end = at + 8 + size + size % 2
        chunk = body[at:end]
        if kind == b"VP8X" and size:
            flags = body[at + 8 : at + 9]
            chunk = chunk[:8] + bytes(flag & ~WEBP_FLAGS for flag in flags) + chunk[9:]
        if kind not in WEBP_METADATA:
            chunks.append(chunk)
        at = end
    content = b"WEBP" + b"".join(chunks)
    return b"RIFF" + len(content).to_bytes(4, "little") + content


def is_turned(body: bytes) -> bool:
    """Whether a JPEG looks upright only because of its metadata: the orientation in its EXIF."""
    start = body.find(b"Exif\0\0")
    if start < 0:
        return False
    tiff = body[start + 6 :]
    order: Literal["little", "big"] = "little" if tiff[:2] == b"II" else "big"
    at = int.from_bytes(tiff[4:8], order)
    for field in range(int.from_bytes(tiff[at : at + 2], order)):
        entry = tiff[at + 2 + 12 * field : at + 14 + 12 * field]
        if int.from_bytes(entry[:2], order) == 0x0112:
            return int.from_bytes(entry[8:10], order) > 1
    return False


CLEANERS: dict[str, Callable[[bytes], bytes | None]] = {
    "png": clean_png,
    "jpg": clean_jpeg,
    "webp": clean_webp,
}
