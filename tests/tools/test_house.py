"""What the house is measured by: each measure on a source small enough to count by hand."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from tools import house, measures
from tools.house import House
from tools.measures import Source


def source(text: str, path: str = "school/hours.py") -> Source:
    return Source(path, dedent(text).lstrip("\n"))


def house_of(*texts: str) -> House:
    return House(tuple(source(text, f"school/{at}.py") for at, text in enumerate(texts)), ())


def lines_of(findings) -> list[tuple[int, str]]:
    return sorted((finding.line, finding.text) for finding in findings)


HOURS = '''
    """Hours.

    Two paragraphs.
    """

    # A note.
    def add(self, hours: int, *, note: str = "") -> int:  # counted
        """Add them."""

        return hours

    def show(hours): return hours
'''


# ---- Lines ----


def test_code_lines_leave_out_blank_ones_docstrings_and_comments():
    assert measures.list_code_lines(source(HOURS)) == [
        'def add(self, hours: int, *, note: str = "") -> int:  # counted',
        "    return hours",
        "def show(hours): return hours",
    ]
    assert measures.count_filled_lines(source(HOURS)) == 8


def test_a_string_in_the_code_is_no_docstring():
    text = 'hours = """\nmany\n"""\n'
    assert len(measures.list_code_lines(source(text))) == 3


def test_a_comment_counts_beside_code_too_and_a_string_does_not():
    assert measures.count_comments(source(HOURS)) == 2
    assert measures.count_comments(source('word = "# no comment"\n')) == 0


def test_a_long_line_has_more_than_a_hundred_columns_wherever_it_stands():
    text = f'"""{"a" * 97}"""\n#{"b" * 99}\n#{"c" * 100}\n'
    assert lines_of(measures.find_long_lines(source(text))) == [
        (1, "103 columns"),
        (3, "101 columns"),
    ]


# ---- Functions ----


def test_a_function_is_measured_from_def_to_its_end():
    text = """
        @decorated
        def outer(
            a,
        ):
            def inner(): pass

            return inner
    """
    functions = measures.list_functions(source(text))
    assert [measures.measure_function(function) for function in functions] == [6, 1]


def test_arguments_are_all_of_them():
    text = "def f(self, a, /, b, *args, c, **more): ...\n"
    (function,) = measures.list_functions(source(text))
    assert len(measures.list_arguments(function)) == 6


@pytest.mark.parametrize(
    ("text", "annotated"),
    [
        ("def f(self, a: int) -> None: ...", True),
        ("def f(self, a) -> None: ...", False),
        ("def f(a: int): ...", False),
        ("def f(*args) -> None: ...", False),
    ],
)
def test_a_function_is_annotated_when_all_of_it_is(text, annotated):
    (function,) = measures.list_functions(source(text))
    assert measures.is_annotated(function) is annotated


def test_short_names_are_one_word_or_begin_with_a_participle():
    text = """
        def told(): ...
        def _kept(): ...
        def given_again(): ...
        def named_in(): ...
        def record_hours(): ...
        class Hours:
            def __init__(self): ...
            def add(self): ...
    """
    names = [name for _line, name in lines_of(measures.find_short_names(source(text)))]
    assert names == ["told", "_kept", "given_again", "named_in", "add"]


# ---- Expressions ----


@pytest.mark.parametrize(
    ("text", "holds", "nested"),
    [
        ("[a for a in b]", False, False),
        ("[a for b in c for a in b]", False, True),
        ("[[a for a in b] for b in c]", True, True),
        ("{a: sum(b for b in c) for a in d}", True, True),
        ("[a for a in b if any(c for c in a)]", True, True),
        ("[a for a in sorted(b for b in c)]", True, True),
    ],
)
def test_a_comprehension_holds_another_wherever_that_stands(text, holds, nested):
    outer = measures.list_comprehensions(source(text))[0]
    assert measures.holds_comprehension(outer) is holds
    assert measures.is_nested(outer) is nested
    assert len(list(measures.find_nested_comprehensions(source(text)))) == holds


def test_conditional_expressions_are_counted_and_statements_are_not():
    text = "if a:\n    b = c if d else (e if f else g)\nelse:\n    b = d\n"
    assert measures.count_conditionals(source(text)) == 2


# ---- Names ----


def test_assigned_names_are_those_of_the_equals_sign_and_the_walrus():
    text = "a = b.c = 1\n(d, e), f[0] = g\nh: int = 2\ni += 1\nfor j in k: (m := j)\n"
    assert sorted(measures.list_assigned_names(source(text))) == ["a", "d", "e", "m"]


def test_generic_names_are_found_wherever_they_get_a_value_but_in_fields():
    text = """
        class Answer:
            given: str
            kept = 1
            def read(self, said):
                found: int = 1
                for one in said: pass
                with said as other: pass
                return [each for each in said], found
    """
    assert lines_of(measures.find_generic_names(source(text))) == [
        (4, "said"),
        (5, "found"),
        (6, "one"),
        (7, "other"),
        (8, "each"),
    ]


def test_public_names_are_functions_and_classes_at_the_top():
    text = "def show(): ...\ndef _hide(): ...\nclass Hours:\n    def add(self): ...\nLIMIT = 1\n"
    assert measures.list_public_names(source(text)) == ["show", "Hours"]
    files = measures.map_public_names([source(text, "a.py"), source("def show(): ...", "b.py")])
    assert files == {"Hours": ["a.py"], "show": ["a.py", "b.py"]}


# ---- The house ----


def test_a_quantile_is_a_number_of_the_list():
    assert house.find_quantile(range(1, 11), 0.9) == 10
    assert house.find_quantile(range(1, 12), 0.9) == 10
    assert house.write_spread([3, 1, 2]) == "2/3/3"
    assert house.write_spread([]) == "0/0/0"


def test_the_figures_of_a_small_house():
    small = house_of(
        HOURS, "def show():\n    found = 1 if 2 else 3\n    return [found for _ in 'ab']\n"
    )
    assert house.write_size(small) == "2 / 15"
    assert house.write_described(small) == "33 / 33"
    assert house.write_arguments(small) == "3/3"
    assert house.write_functions(small) == "3/4/4 (0.0 %)"
    assert house.write_comments(small) == "18.2"
    assert house.write_long_lines(small) == "0.0 %"
    assert house.write_comprehensions(small) == "90.9 (0.0)"
    assert house.write_conditionals(small) == "90.9"
    assert house.write_name_length(small) == "3.7"
    assert house.write_generic_share(small) == "100.0 %"
    assert house.write_shared_share(small) == "50.0 %"


def test_migrations_vendored_files_and_files_of_one_line_are_not_measured(tmp_path: Path):
    for name, text in {
        "school/web/app.py": "a = 1\nb = 2\n",
        "school/web/__init__.py": '"""HTTP."""\n',
        "school/migrations/env.py": "a = 1\nb = 2\n",
        "school/static/vendor/x.py": "a = 1\nb = 2\n",
        "templates/web/page.html": "<p>\n</p>\n",
        "templates/web/notes.txt": "no\n",
        "templates/home/page.html": "<p>\n",
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    measured = house.read_house(tmp_path)
    assert [file.path for file in measured.sources] == ["school/web/app.py"]
    assert measured.template_lengths == (1, 2)
    assert house.read_house(tmp_path, room="home") == House((), (1,))
    assert house.read_house(tmp_path, "templates").template_lengths == ()


def test_the_table_has_a_column_for_every_anchor():
    header, *rows = house.write_table(house_of(HOURS), "hours")
    assert header.split() == ["hours", *house.ANCHORS]
    assert len(rows) == len(house.ROWS)
    assert all(len(row.anchors) == len(house.ANCHORS) for row in house.ROWS)
