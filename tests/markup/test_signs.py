"""What is typed straight is printed with the signs of print; what is code, escaped or an address stays."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.markup.signs import printed
from school.markup.words import count_words
from tests.markup.author import first_part, html


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
def test_straight_signs_become_those_of_print(typed, shown):
    assert printed(typed) == shown


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
        assert "it's</a>" in html(source)
        assert "/it's" in html(source) or "/it%27s" in html(source)
    elif rendered is None:
        assert html(source).startswith("<p>it’s<sup")
        assert html(source).endswith("</sup>’s</p>")
    else:
        assert html(source) == rendered


def test_a_heading_has_the_signs_of_print_and_what_stands_in_its_braces_stays():
    part = first_part('## The driver\'s "seat" {#seat also="Cohen\'s kappa"}\n\nText.\n')
    assert part.title == "The driver’s “seat”"
    assert (part.attrs.id, part.attrs.values) == ("seat", {"also": "Cohen's kappa"})


def test_a_long_row_of_openings_is_read_in_good_time():
    began = time.process_time()
    assert printed("'a " * 60_000) == "’a " * 60_000
    assert time.process_time() - began < 3


WORDS = st.text(st.sampled_from("ab '\".,5-–(\n"), max_size=40)


@given(WORDS)
def test_no_word_more_or_less_is_counted_and_all_else_stays(text):
    assert count_words(printed(text)) == count_words(text)
    back = printed(text).translate(str.maketrans("“”‘’", "\"\"''"))
    assert back == text


@given(WORDS)
def test_what_is_printed_is_printed_the_same_again(text):
    assert printed(printed(text)) == printed(text)
