"""Pictures lose what they say about their making, and keep what makes them look as they do."""

from __future__ import annotations

import struct
import zlib

import pytest

from school.documents.rules.reading.figures import read_figure
from school.markup.problems import Problems

PLACE = b"47.6 N 122.3 W"


def chunk(kind: bytes, content: bytes) -> bytes:
    return (
        struct.pack(">I", len(content)) + kind + content
        + struct.pack(">I", zlib.crc32(kind + content))
    )  # fmt: skip


def png(*chunks: bytes) -> bytes:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 64, 48, 8, 2, 0, 0, 0))
    pixels = chunk(b"IDAT", zlib.compress(bytes((64 * 3 + 1) * 48)))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(chunks) + pixels + chunk(b"IEND", b"")


def segment(marker: int, content: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(content) + 2) + content


FRAME = segment(0xC0, b"\x08\x00\x30\x00\x40\x01\x11\x00\x00")
SCAN = segment(0xDA, b"\x01\x00\x00\x3f\x00") + b"\x12\xff\x00\xff\xd0\x34"


def jpeg(*segments: bytes) -> bytes:
    return b"\xff\xd8" + b"".join(segments) + FRAME + SCAN + b"\xff\xd9"


def exif(orientation: int) -> bytes:
    entry = struct.pack("<HHIHH", 0x0112, 3, 1, orientation, 0)
    return b"Exif\0\0II*\0\x08\0\0\0\x01\0" + entry + bytes(4) + PLACE


def webp(flags: int, *chunks: tuple[bytes, bytes]) -> bytes:
    content = b"WEBP"
    first = (b"VP8X", bytes([flags]) + b"\0\0\0\x3f\0\0\x2f\0\0")
    for kind, body in (first, *chunks):
        content += kind + struct.pack("<I", len(body)) + body + bytes(len(body) % 2)
    return b"RIFF" + struct.pack("<I", len(content)) + content


def take_in(body: bytes) -> bytes:
    problems = Problems("x")
    figure = read_figure(body, problems)
    assert not problems.items
    assert (figure.width, figure.height) == (64, 48)
    return figure.body


COLORS = chunk(b"gAMA", struct.pack(">I", 45455))
JFIF = segment(0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0")
PROFILE = segment(0xE2, b"ICC_PROFILE\0\x01\x01 profile")
ADOBE = segment(0xEE, b"Adobe\0\x64\0\0\0\0\0")
PIXELS = (b"VP8L", b"\x2f\x3f\xc0\x0b\0")


@pytest.mark.parametrize("kind", [b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME", b"prVt"])
def test_a_png_loses_every_note_and_what_follows_its_end(kind):
    noted = png(COLORS, chunk(kind, PLACE)) + PLACE
    assert take_in(noted) == png(COLORS)


@pytest.mark.parametrize(
    "note",
    [
        segment(0xFE, PLACE),
        segment(0xE1, exif(orientation=1)),
        segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + PLACE),
        segment(0xE0, b"JFXX\0" + PLACE),
        segment(0xE2, b"MPF\0" + PLACE),
        segment(0xED, b"Photoshop 3.0\0" + PLACE),
    ],
)
def test_a_jpeg_loses_every_note_and_what_follows_its_end(note):
    assert take_in(jpeg(JFIF, note, PROFILE, ADOBE) + PLACE) == jpeg(JFIF, PROFILE, ADOBE)


def test_a_note_between_two_scans_goes_too():
    more = segment(0xFE, PLACE)
    twice = b"\xff\xd8" + JFIF + FRAME + SCAN + more + SCAN + b"\xff\xd9"
    assert take_in(twice) == twice.replace(more, b"")


@pytest.mark.parametrize("kind", [b"EXIF", b"XMP "])
def test_a_webp_loses_its_notes_and_no_longer_promises_them(kind):
    assert take_in(webp(0x1C, PIXELS, (kind, PLACE))) == webp(0x10, PIXELS)


def test_a_jpeg_that_only_its_metadata_turns_is_refused_with_its_cure():
    problems = Problems("x.jpg")
    assert read_figure(jpeg(segment(0xE1, exif(orientation=6))), problems) is None
    (problem,) = problems.items
    assert problem.what == "the picture is turned by its metadata, which the school takes out"
    assert problem.fix == "turn it upright in a drawing program and save it again"


@pytest.mark.parametrize("body", [png()[:-12], jpeg()[:-2], jpeg(JFIF)[:-8]])
def test_a_picture_that_was_cut_off_is_damaged(body):
    problems = Problems("x")
    assert read_figure(body, problems) is None
    assert "picture is damaged" in problems.items[0].what
