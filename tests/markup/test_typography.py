"""Straight quotation marks become typographic ones, except in code, addresses and escapes."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.markup.typography import use_typographic_marks
from school.markup.words import count_words
from tests.markup.author import read_first_part, render_html


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("The client's number doesn't rise", "The client’s number doesn’t rise"),
        ("O'Sullivan and Simons' hypothesis", "O’Sullivan and Simons’ hypothesis"),
        ('He said "ease off" twice', "He said “ease off” twice"),
        ('"Ease off," she said: "now."', "“Ease off,” she said: “now.”"),
        ('("so") and [\'so\']–"so"', "(“so”) and [‘so’]–“so”"),
        ("the 'hold' of 'thirty seconds'", "the ‘hold’ of ‘thirty seconds’"),
        ("\"the 'client's' word\"", "“the ‘client’s’ word”"),
        ("\"'Ease' off\" and '\"ease\" off'", "“‘Ease’ off” and ‘“ease” off’"),
        ('"" and ("")', "“” and (“”)"),
        ("in the '90s, 'til noon", "in the ’90s, ’til noon"),
        ("""5' 10" tall""", """5' 10" tall"""),
        ("from '9 to 5'", "from ‘9 to 5’"),
        ('a "grade 5" and a 5" step', 'a “grade 5” and a 5" step'),
        ("“there already” and ‘so’, isn’t it", "“there already” and ‘so’, isn’t it"),
        ("' \" \"\" ''", "’ ” “” ’’"),
        ("", ""),
    ],
)
def test_straight_marks_become_typographic(typed, shown):
    assert use_typographic_marks(typed) == shown


@pytest.mark.parametrize(
    ("source", "rendered"),
    [
        ('"*so*" and *"so"*', "<p>“<em>so</em>” and <em>“so”</em></p>"),
        (
            "'*so*', '`so`' and \"*'so'*\"",
            "<p>‘<em>so</em>’, ‘<code>so</code>’ and “<em>‘so’</em>”</p>",
        ),
        (r"""\["so"\] and \('so'\), \'so\'""", "<p>[“so”] and (‘so’), 'so'</p>"),
        ("**client**'s", "<p><strong>client</strong>’s</p>"),
        ("`don't \"x\"`'s", '<p><code>don\'t "x"</code>’s</p>'),
        (r"5\' 10\" and don\'t", "<p>5' 10\" and don't</p>"),
        ('"so\nsaid" he', "<p>“so\nsaid” he</p>"),
        ("[it's](ischemia.md)", '<p><a href="/modules/ischemia">it’s</a></p>'),
        ("<https://x.example/it's>", "<p>{}</p>"),
        ("it's[^sikdar-2009]'s", None),
        ('- it\'s\n- "so"', "<ul><li>it’s</li><li>“so”</li></ul>"),
    ],
)
def test_words_of_a_block_are_read_as_one_and_code_and_addresses_stay(source, rendered):
    if "https" in source:
        assert "it's</a>" in render_html(source)
        assert "/it's" in render_html(source) or "/it%27s" in render_html(source)
    elif rendered is None:
        assert render_html(source).startswith("<p>it’s<sup")
        assert render_html(source).endswith("</sup>’s</p>")
    else:
        assert render_html(source) == rendered


def test_a_heading_gets_typographic_marks_but_its_braces_do_not():
    part = read_first_part('## The driver\'s "seat" {#seat also="Cohen\'s kappa"}\n\nText.\n')
    assert part.title == "The driver’s “seat”"
    assert (part.attrs.id, part.attrs.values) == ("seat", {"also": "Cohen's kappa"})


def test_a_long_row_of_openings_is_read_in_good_time():
    began = time.process_time()
    assert use_typographic_marks("'a " * 60_000) == "’a " * 60_000
    assert time.process_time() - began < 3


WORDS = st.text(st.sampled_from("ab '\".,5-–(\n"), max_size=40)


@given(WORDS)
def test_no_word_more_or_less_is_counted_and_all_else_stays(text):
    assert count_words(use_typographic_marks(text)) == count_words(text)
    back = use_typographic_marks(text).translate(str.maketrans("“”‘’", "\"\"''"))
    assert back == text


@given(WORDS)
def test_typographic_text_stays_the_same(text):
    assert use_typographic_marks(use_typographic_marks(text)) == use_typographic_marks(text)
