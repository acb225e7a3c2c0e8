"""Counting words for the worksheet of hours, and plain words for the search."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.markup.words import count_block_words, count_words, strip_html
from tests.markup.author import read_first_part, render_html


@pytest.mark.parametrize(
    ("source", "count"),
    [
        ("", 0),
        ("One two three.", 3),
        ("It isn't well-known, the client's 4.5 or 1,000.", 8),
        ("wo**rd** *and* `code`", 3),
        ("10 – 20 % ± 5, … & so", 4),
        ("[two words](https://example.org/a/b) and <https://example.org/x>", 3),
        ("A claim.[^sikdar-2009] More.[^expert-review]", 3),
        ('![Described at length here](figures/loop.svg "A caption")', 0),
        ("- one\n- two\n\n1. three", 3),
        ("| a b | c |\n|---|---|\n| d | e |", 5),
        ("#### A heading", 2),
        ("One  \ntwo\nthree", 3),
        ("> [!safety] Stop now\n> Why.", 3),
        ("<b>raw</b> words", 2),
        ("Größe ﬁne naïve", 3),
        (r"a \* b", 2),
    ],
)
def test_words_are_counted_as_a_reader_would(source, count):
    assert count_words(source) == count


def test_a_parts_words_are_those_of_text_callouts_and_choices():
    body = (
        "## Not counted {#a}\n\nOne two.\n\n> [!safety] Three\n> four\n\n"
        "- (x) five\n  > six\n- ( ) seven eight\n"
    )
    assert count_block_words(read_first_part(body).blocks) == 8


@given(st.lists(st.sampled_from(["word", "zwei", "30", "isn't"]), max_size=30))
def test_as_many_words_as_were_written(words):
    assert count_words(" ".join(words)) == len(words)


def test_plain_words_have_no_tags_and_no_citation_marks():
    rendered = render_html(
        'The *client*[^lu-2022] says.\n\n- one\n- two\n\n![A loop](figures/loop.svg "Cap & tion")'
    )
    assert strip_html(rendered) == "The client says. one two A loop Cap & tion"


def test_plain_words_of_nothing_are_nothing():
    assert strip_html("") == ""


@given(st.text(max_size=100))
def test_plain_takes_any_text(text):
    assert isinstance(strip_html(text), str)
