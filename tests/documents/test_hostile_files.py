"""Files that mean harm or that no editor would write: each is a problem, never an exception."""

from __future__ import annotations

import os
import re
import struct
import time
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from school.documents.rules.reading.figures import FIGURE_BYTES, read_figure
from school.documents.rules.reading.tree import read_content
from school.documents.service import folder
from school.documents.service.folder import check_folder
from school.markup.problems import Problems
from tests.catalogue import tree

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{}</svg>'


def said_of(body: bytes) -> list[str]:
    problems = Problems("x.svg")
    read_figure(body, problems)
    return [problem.what for problem in problems.items]


@pytest.mark.parametrize(
    ("inside", "said"),
    [
        ("<script>alert(1)</script>", "the SVG holds <script>, which is not accepted"),
        ("<foreignObject/>", "the SVG holds <foreignObject>, which is not accepted"),
        ("<a><rect/></a>", "the SVG holds <a>, which is not accepted"),
        ('<animate attributeName="href"/>', "the SVG holds <animate>, which is not accepted"),
        ("<use/>", "the SVG holds <use>, which is not accepted"),
        ('<rect onload="x()"/>', "the SVG has onload=, which runs a script"),
        ('<rect ONCLICK="x()"/>', "the SVG has ONCLICK=, which runs a script"),
        ('<pattern href="https://x.example/p"/>', "the SVG has href= to something outside itself"),
        (
            '<rect fill="url(https://x.example/f)"/>',
            "the SVG loads something from outside in fill=",
        ),
        (
            '<rect style="fill: u\\72l( //x.example)"/>',
            "the SVG loads something from outside in style=",
        ),
        (
            "<style>@import 'https://x.example/a.css'</style>",
            "the SVG's style loads something from outside",
        ),
        ("<style>@\\69 mport url(x)</style>", "the SVG's style loads something from outside"),
        ("<style>a{b:u/**/rl(x)}</style>", "the SVG's style loads something from outside"),
        ("<?xml-stylesheet href='x'?>", "the SVG has an instruction <?xml-stylesheet …?>"),
        (
            '<h:script xmlns:h="http://www.w3.org/1999/xhtml"/>',
            "the SVG holds <script>, which is not accepted",
        ),
    ],
)
def test_a_drawing_that_could_do_more_than_be_seen_is_refused(inside, said):
    assert said in said_of(SVG.format(inside).encode())


def test_references_inside_the_drawing_are_fine():
    inside = '<defs><marker id="m"/></defs><path marker-end="url(#m)"/><style>.a{fill:#fff}</style>'
    assert said_of(SVG.format(inside).encode()) == []


def test_a_doctype_is_refused_before_its_entities_grow():
    bomb = '<!DOCTYPE s [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>' + SVG.format(
        "&b;"
    )
    bomb = bomb.replace("</svg>", "<script/></svg>")  # not reached
    assert said_of(bomb.encode()) == ["the SVG has a DOCTYPE, which may hold entities"]


@pytest.mark.parametrize(
    "body", [b"", b"GIF89a", b"%PDF-1.4", b"<html><svg", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0"]
)
def test_what_is_no_picture_is_refused(body):
    assert said_of(body)


def test_a_picture_is_known_by_its_bytes_and_not_by_its_name():
    (said,) = tree.problems_of(tree.files({"modules/figures/loop.svg": tree.FILES["school.yaml"]}))[
        1:
    ]
    assert said.startswith("content/modules/ischemia.md:18: there is no picture")


def test_a_large_picture_is_refused():
    assert said_of(SVG.format(" " * FIGURE_BYTES).encode())[0].startswith("the picture has 256,")


def png(width: int, height: int) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + struct.pack(">I", 13)
        + b"IHDR"
        + head
        + struct.pack(">I", zlib.crc32(b"IHDR" + head))
    )


@pytest.mark.parametrize(
    ("body", "extension"),
    [
        (png(64, 48), "png"),
        (b"\xff\xd8\xff\xe0\x00\x04xx\xff\xc0\x00\x0b\x08\x00\x30\x00\x40\x01\x11\x00", "jpg"),
        (
            b"RIFF\x1e\x00\x00\x00WEBPVP8X\x0a\x00\x00\x00\x00\x00\x00\x00\x3f\x00\x00\x2f\x00\x00",
            "webp",
        ),
        (b"RIFF\x1e\x00\x00\x00WEBPVP8L\x0a\x00\x00\x00\x2f\x3f\xc0\x0b\x00\x00\x00\x00", "webp"),
        (
            b"RIFF\x1e\x00\x00\x00WEBPVP8 \x0a\x00\x00\x00\x00\x00\x00\x9d\x01\x2a\x40\x00\x30\x00",
            "webp",
        ),
    ],
)
def test_pixels_are_measured(body, extension):
    figure = read_figure(body, Problems("x"))
    assert figure is not None
    assert (figure.extension, figure.width, figure.height) == (extension, 64, 48)


@given(
    st.binary(max_size=300),
    st.sampled_from([b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"RIFFxxxxWEBP", b"<svg "]),
)
def test_no_bytes_make_the_reader_of_pictures_fall_over(body, start):
    read_figure(start + body, Problems("x"))


@settings(max_examples=40)
@given(
    st.sampled_from(sorted(tree.FILES)), st.integers(0, 3000), st.binary(min_size=1, max_size=12)
)
def test_no_bytes_in_any_file_make_the_reader_fall_over(path, at, junk):
    body = tree.FILES[path]
    read_content({**tree.FILES, path: body[:at] + junk + body[at:]})


@settings(max_examples=40)
@given(
    st.sampled_from(["school.yaml", "sources.yaml", "flashcards/patterns.yaml"]),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda v: st.lists(v, max_size=3) | st.dictionaries(st.text(max_size=5), v, max_size=3),
    ),
    st.integers(0, 40),
)
def test_no_shape_of_settings_makes_the_reader_fall_over(path, value, line):
    lines = tree.FILES[path].decode().split("\n")
    place = line % len(lines)
    key, colon, _ = lines[place].partition(":")
    lines[place] = f"{key}: {value!r}" if colon else lines[place]
    read_content(tree.files({path: "\n".join(lines)}))


def test_what_is_not_utf8_is_named_with_its_line():
    body = tree.FILES["modules/ischemia.md"].replace(b"What do you do?", b"What do you d\xf6?")
    assert tree.problems_of({**tree.FILES, "modules/ischemia.md": body}) == [
        "content/modules/ischemia.md:22: this line is not UTF-8 text; save the file as UTF-8"
    ]


WORDS = tree.WORDS.encode()
PIECES = (
    *(
        "\n",
        "\n\n",
        "\r",
        "\t",
        " ",
        "---\n",
        "```\n",
        "~~~\n",
        "## ",
        "### ",
        "#### ",
        "# ",
        "> ",
        "- ",
        "1. ",
    ),
    *(
        "{#x}",
        "{#x about=ischemia}",
        "{",
        "}",
        "[^sikdar-2009]",
        "[^",
        "](x)",
        "[",
        "![",
        "\\",
        "|",
        "|-|\n",
    ),
    *("<!--", "-->", "<b>", "&#0;", "( ) ", "(x) ", "Answer: ", "[!safety] ", "title: "),
    *("\u200b", "\ufeff", "\ufffe", "🦴", "é"),
)
ONE_CARD = "## Question {n}? {{#card-{n}}}\n\nAnswer {n}.\n\n"


def said_of_words(body: bytes) -> list[str]:
    """What `school check` says of a deck in words, without the file's name."""
    said = tree.problems_of({**tree.FILES, "flashcards/words.md": body})
    assert all(each.startswith("content/flashcards/words.md:") for each in said)
    return [each.removeprefix("content/flashcards/words.md:") for each in said]


@pytest.mark.parametrize(
    "body",
    [
        WORDS.replace(b"\n", b"\r\n"),
        WORDS.replace(b"\n", b"\r"),
        b"\xef\xbb\xbf" + WORDS,
        WORDS.replace(b"## What", b"##\tWhat"),
        WORDS.replace(b"{#never}", b"{#never}  ##  "),
        WORDS.replace(b"A pulse.", b"- a\n  - b\n    1. c\n"),
    ],
)
def test_what_editors_do_to_a_deck_leaves_its_cards_as_they_were(body):
    assert said_of_words(body) == []
    decks = [
        written.document
        for written in read_content({**tree.FILES, "flashcards/words.md": body}).documents
    ]
    cards = next(deck.cards for deck in decks if getattr(deck, "cards", ()))
    assert [(card.id, card.question) for card in cards] == [
        ("first-press", "How hard is a first press?"),
        ("never", "What is never pressed?"),
    ]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (
            WORDS.replace(b"pulse", b"p\xfflse"),
            ["16: this line is not UTF-8 text; save the file as UTF-8"],
        ),
        (WORDS.replace(b"pulse", b"p\0lse"), ["16: an invisible character (U+0000); delete it"]),
        (
            WORDS.replace(b"pulse", "pu\u202else".encode()),
            ["16: an invisible character (U+202E); delete it"],
        ),
        (
            WORDS.replace(b"pulse", "pul\u00adse".encode()),
            ["16: an invisible character (U+00AD); delete it"],
        ),
        (
            WORDS.split(b"\n---\n")[0] + b"\n---\n",
            ["1: the deck has no questions; begin one with ## Question {#id about=module}"],
        ),
        (
            WORDS + b"word " * 60_000,
            [f"1: {len(WORDS) + 300_000:,} bytes are too many (at most 256,000); split the text"],
        ),
        (WORDS + b"word " * 2_001, ["17: the line is longer than 10,000 characters; break it up"]),
    ],
)
def test_a_deck_file_that_cannot_be_read_is_said_once_and_with_its_line(body, said):
    assert said_of_words(body) == said


def test_ten_thousand_cards_are_refused_as_one_file_and_two_thousand_are_read_in_good_time():
    def deck(cards: int) -> bytes:
        return WORDS + "".join(ONE_CARD.format(n=n) for n in range(cards)).encode()

    assert [each.split(" ", 2)[2] for each in said_of_words(deck(10_000))] == [
        "bytes are too many (at most 256,000); split the text"
    ]
    began = time.process_time()
    assert said_of_words(deck(2_000)) == []
    assert time.process_time() - began < 20


@settings(max_examples=60)
@given(st.lists(st.sampled_from(PIECES), max_size=12), st.integers(0, len(WORDS)))
def test_no_mixture_of_marks_makes_the_reader_of_decks_fall_over(pieces, at):
    body = WORDS[:at] + "".join(pieces).encode() + WORDS[at:]
    for said in tree.problems_of({**tree.FILES, "flashcards/words.md": body}):
        assert re.fullmatch(r"content/[^:]+:[1-9][0-9]*: .+; .+", said, re.DOTALL)


def test_a_hostile_tree_is_read_in_good_time():
    text = tree.FILES["modules/ischemia.md"].decode()
    bodies = {f"modules/m{n}.md": (text + "[" * 150 + "*_" * 60_000).encode() for n in range(10)}
    began = time.process_time()
    read_content({**tree.FILES, **bodies})
    assert time.process_time() - began < 5


def test_links_out_of_the_folder_are_refused(tmp_path):
    top = tree.write(tmp_path)
    secret = tmp_path / "secret.md"
    secret.write_text("secret")
    (top / "modules" / "secret.md").symlink_to(secret)
    (top / "quizzes" / "loop.md").symlink_to(top / "quizzes" / "loop.md")
    os.symlink(tmp_path, top / "courses" / "more")
    said = [str(problem) for problem in check_folder(top).problems]
    assert said[0].startswith("content/courses/more:1: a link that leads out of the content folder")
    assert said[1].startswith(
        "content/modules/secret.md:1: a link that leads out of the content folder"
    )
    assert said[2].startswith("content/quizzes/loop.md:1: ")
    assert len(said) == 3
    assert "secret" not in str(check_folder(top).documents)


def test_pipes_and_large_files_are_not_opened(tmp_path):
    top = tree.write(tmp_path)
    os.mkfifo(top / "modules" / "pipe.md")
    (top / "modules" / "long.md").write_bytes(b"a" * 300_000)
    assert [str(problem) for problem in check_folder(top).problems] == [
        "content/modules/long.md:1: 300,000 bytes are too many (at most 256,000); split the file",
        "content/modules/pipe.md:1: this is no plain file; take it out",
    ]


def test_no_folder_is_a_problem(tmp_path):
    (problem,) = check_folder(tmp_path / "none").problems
    assert problem.what == "there is no such folder"


def test_a_folder_that_is_not_a_content_tree_is_not_read_to_its_end(tmp_path, monkeypatch):
    monkeypatch.setattr(folder, "MOST_FILES", 3)
    said = [str(problem) for problem in check_folder(tree.write(tmp_path)).problems]
    assert said[0] == "content:1: more than 3 files; is this the right folder?"
