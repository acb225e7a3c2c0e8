"""What a student sees of a question, asked and explained."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from school.questions import kinds
from tests.questions.items import choosing, number, text

ROOT = Path(__file__).resolve().parent.parent.parent
JINJA = Environment(
    loader=FileSystemLoader(ROOT / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
ITEMS = [
    choosing("one-choice", "a", "bc"),
    choosing("several-choices", "ab", "cd", partial="net-correct"),
    number("20", "40", "30", "s"),
    text("reactive hyperemia"),
]


def render_question(item, chosen=(), **more):
    shown = kinds.show_question(item, 0, False)
    return JINJA.get_template(shown.template).render(
        question=shown, name="answer-q-one", chosen=set(chosen), **more
    )


def render_explanation(item, response):
    shown = kinds.explain_question(item, response, 0, False)
    return JINJA.get_template(shown.template).render(explained=shown)


class Balanced(HTMLParser):
    """Fails where a tag is closed that was not opened last."""

    def __init__(self):
        super().__init__()
        self.open = []

    def handle_starttag(self, tag, attrs):
        if tag not in ("input", "br", "img"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.kind)
@pytest.mark.parametrize("response", [(), ("a",), ("30",)])
def test_tags_are_balanced(item, response):
    for rendered in (render_question(item, show_hint=True), render_explanation(item, response)):
        reader = Balanced()
        reader.feed(rendered)
        assert reader.open == []


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.kind)
def test_a_question_is_a_group_with_its_title_and_no_trace_of_the_key(item):
    rendered = render_question(item, show_hint=True)
    assert "<legend>Pressure</legend>" in rendered
    assert "<p>What do you do?</p>" in rendered
    assert not re.search(
        r"right|Why|Stay at five|hyperemia|± 10", rendered.replace("Each right tick", "")
    )


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.kind)
def test_the_hint_is_shown_only_where_the_quiz_allows_it(item):
    assert "Think." not in render_question(item)
    assert "Think." not in render_question(item, show_hint=False)
    assert "<summary>Hint</summary>" in render_question(item, show_hint=True)


def test_every_option_has_its_label_and_chosen_ones_are_ticked_again():
    rendered = render_question(ITEMS[1], chosen={"2"})
    assert rendered.count('<label class="option">') == 4
    ticked = re.findall(
        r'<input type="checkbox" name="answer-q-one" value="(\d)"( checked)?>', rendered
    )
    assert ticked == [("1", ""), ("2", " checked"), ("3", ""), ("4", "")]
    assert 'type="radio"' in render_question(ITEMS[0])


def test_a_field_has_a_label_its_unit_in_words_and_what_was_typed():
    rendered = render_question(ITEMS[2], chosen={'3"0'})
    assert '<label for="answer-q-one-typed">Your answer</label>' in rendered
    assert 'id="answer-q-one-typed" name="answer-q-one" value="3&#34;0"' in rendered
    assert "The unit is s." in rendered
    assert 'value=""' in render_question(ITEMS[3])
    assert "The unit" not in render_question(ITEMS[3])


def test_what_an_option_turned_out_to_be_is_said_in_words_and_not_by_color_alone():
    rendered = render_explanation(ITEMS[1], ("a", "c"))
    options = re.findall(r'<div class="(option[^"]*)">(.*?)</div>', rendered, re.DOTALL)
    classes = [option[0] for option in options]
    assert classes == [
        "option is-chosen is-right",
        "option is-missed",
        "option is-chosen is-wrong",
        "option",
    ]
    verdicts = [
        re.sub(
            r"<[^>]*>|\s+",
            " ",
            re.search(r'"verdict">(.*?)</span>\s*$', o[1].strip(), re.DOTALL)[1],
        )
        for o in options[:3]
    ]
    assert [" ".join(v.split()) for v in verdicts] == [
        "✓ Your answer: right",
        "✓ Right, not chosen",
        "✗ Your answer: not right",
    ]
    assert "<p>Why d.</p>" in rendered
    assert "<p>Stay at five.</p>" in rendered


@pytest.mark.parametrize(
    ("item", "response", "sentence"),
    [
        (ITEMS[0], ("a",), "Right"),
        (ITEMS[0], ("b",), "Not right"),
        (ITEMS[1], ("a",), "Partly right: 1/2 of the points"),
        (ITEMS[2], (), "Not answered"),
        (ITEMS[2], ("30 min",), "The answer is in s; you typed min."),
        (ITEMS[2], ("50",), "Accepted: 30 ± 10 s"),
        (ITEMS[3], ("flush",), "Your answer: not right"),
        (ITEMS[3], ("Reactive Hyperemia",), "Your answer: right"),
    ],
)
def test_the_outcome_is_said_in_words(item, response, sentence):
    assert sentence in " ".join(re.sub(r"<[^>]*>", " ", render_explanation(item, response)).split())


def test_what_was_typed_is_never_markup():
    assert "&lt;b&gt;" in render_explanation(ITEMS[3], ("<b>",))
    assert "&lt;b&gt;" in render_question(ITEMS[3], chosen={"<b>"})
