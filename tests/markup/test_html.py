"""What a reader sees of author text: the right elements, numbered sources, working links."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.markup.html import render_markdown
from school.markup.page import Media, Page
from school.markup.problems import Problems
from tests.markup.author import (
    list_complaints,
    make_page,
    read_body,
    render_html,
    render_part,
    render_with_complaints,
)


@pytest.mark.parametrize(
    ("source", "rendered"),
    [
        (
            "One *two* **three** `four`",
            "<p>One <em>two</em> <strong>three</strong> <code>four</code></p>",
        ),
        ("One\ntwo", "<p>One\ntwo</p>"),
        ("One  \ntwo\\\nthree", "<p>One<br>\ntwo<br>\nthree</p>"),
        ("#### Small", "<h4>Small</h4>"),
        ("> Words", "<blockquote><p>Words</p></blockquote>"),
        ("***", "<hr>"),
        ("5 < 6 & 7 > 3", "<p>5 &lt; 6 &amp; 7 &gt; 3</p>"),
        ("snake_case_word and 2 * 3 * 4", "<p>snake_case_word and 2 * 3 * 4</p>"),
        (r"\*not so\* \< \|", "<p>*not so* &lt; |</p>"),
        ("#1 cause", "<p>#1 cause</p>"),
        ("“Quotes” – and … signs ± 5 µm", "<p>“Quotes” – and … signs ± 5 µm</p>"),
    ],
)
def test_words_become_the_elements_they_mean(source, rendered):
    assert render_html(source) == rendered


def test_a_list_straight_after_a_paragraph_is_a_list():
    assert render_html("Try:\n- one\n- two") == "<p>Try:</p><ul><li>one</li><li>two</li></ul>"


def test_a_list_indented_by_two_or_three_spaces_stays_inside_its_item():
    nested = "<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>"
    assert render_html("1. a\n   - b\n2. c") == nested
    assert render_html("- a\n  - b") == "<ul><li>a<ul><li>b</li></ul></li></ul>"


def test_a_numbered_list_keeps_its_first_number():
    assert render_html("3. a\n4. b") == '<ol start="3"><li>a</li><li>b</li></ol>'


def test_items_parted_by_empty_lines_are_paragraphs():
    assert render_html("- a\n\n- b") == "<ul><li><p>a</p></li><li><p>b</p></li></ul>"


def test_a_table_has_heads_with_scope_and_marks_columns_of_numbers():
    assert render_html("| Muscle | n |\n|---|--:|\n| *Soleus* \\| calf | 5 |") == (
        '<table><thead><tr><th scope="col">Muscle</th><th scope="col" class="num">n</th></tr>'
        "</thead>"
        '<tbody><tr><td><em>Soleus</em> | calf</td><td class="num">5</td></tr></tbody></table>'
    )


def test_a_picture_becomes_a_figure_with_its_size():
    assert render_html('![A "loop" of four](figures/loop.svg "The *loop*")') == (
        '<figure class="figure"><img src="/media/abc.svg" alt="A “loop” of four" width="640" '
        'height="300" loading="lazy"><figcaption>The *loop*</figcaption></figure>'
    )
    assert "figcaption" not in render_html("![A loop](figures/loop.svg)")


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        ("a\n\n![](figures/loop.svg)", "3: the picture has no description"),
        ("![A loop](figures/none.svg)", "1: there is no picture figures/none.svg"),
        (
            "![A loop](https://example.org/a.png)",
            "1: there is no picture https://example.org/a.png",
        ),
        (
            "![A loop](data:image/png;base64,AAAA)",
            "1: there is no picture data:image/png;base64,AAAA",
        ),
        ("See\n![A loop](figures/loop.svg)", "1: there is a picture in the middle of text"),
        (
            "| a |\n|---|\n| ![A loop](figures/loop.svg) b |",
            "3: there is a picture in the middle of text",
        ),
    ],
)
def test_a_picture_that_cannot_be_shown_is_a_problem(source, problem):
    rendered, problems = render_with_complaints(source)
    assert problems == [problem]
    assert "<img" not in rendered or "no description" in problem


def test_a_picture_outside_the_figures_is_never_looked_up():
    anything = Page(
        lambda _: None, lambda _: Media("/x", 1, 1), make_page().citations, Problems("a.md")
    )
    assert render_markdown(anything, "![A](/logout)") == ""
    assert list_complaints(anything.problems) == ["1: there is no picture /logout"]


def test_links_inside_the_school_go_where_the_page_says():
    assert render_html("[a](ischemia.md) [b](#here)") == (
        '<p><a href="/modules/ischemia">a</a> <a href="/modules/this#here">b</a></p>'
    )


def test_links_outside_say_nothing_about_the_school():
    assert render_html('[a](https://example.org/?a=1&b=2 "T") <https://example.org/>') == (
        '<p><a href="https://example.org/?a=1&amp;b=2" rel="noopener noreferrer" title="T">a</a> '
        '<a href="https://example.org/" rel="noopener noreferrer">https://example.org/</a></p>'
    )
    assert 'href="mailto:desk@school.example"' in render_html("[write](mailto:desk@school.example)")


@pytest.mark.parametrize(
    ("address", "problem"),
    [
        ("none.md", "the link (none.md) leads nowhere"),
        ("#nowhere", "the link (#nowhere) leads nowhere"),
        ("/logout", "the link (/logout) leads nowhere"),
        ("", "the link () leads nowhere"),
        ("//example.org", "the link //example.org is not accepted"),
        ("javascript:alert(1)", "the link javascript:alert(1) is not accepted"),
        ("JaVaScRiPt:alert(1)", "the link JaVaScRiPt:alert(1) is not accepted"),
        ("java&#115;cript:alert(1)", "the link javascript:alert(1) is not accepted"),
        ("vbscript:x", "the link vbscript:x is not accepted"),
        ("data:text/html,x", "the link data:text/html,x is not accepted"),
        ("ftp://example.org", "the link ftp://example.org is not accepted"),
    ],
)
def test_a_link_that_may_not_be_or_leads_nowhere_is_a_problem_and_no_link(address, problem):
    rendered, problems = render_with_complaints(f"One\ntwo [go]({address})")
    assert [text.split(": ", 1)[1] for text in problems] == [problem]
    assert "href" not in rendered
    assert "go" in rendered


def test_a_broken_link_is_named_with_its_line():
    assert render_with_complaints("One\n[a](ischemia.md)\n[b](none.md)")[1] == [
        "3: the link (none.md) leads nowhere"
    ]


def test_sources_are_numbered_by_first_use_and_each_citation_has_an_anchor():
    page = make_page()
    rendered = render_markdown(page, "A[^lu-2022] b.[^sikdar-2009] **C[^lu-2022]**")
    assert rendered == (
        '<p>A<sup class="cite"><a href="#source-lu-2022" id="cite-lu-2022-1" '
        'aria-label="Source 1">1</a></sup> '
        'b.<sup class="cite"><a href="#source-sikdar-2009" id="cite-sikdar-2009-1" '
        'aria-label="Source 2">2</a></sup> '
        '<strong>C<sup class="cite"><a href="#source-lu-2022" id="cite-lu-2022-2" '
        'aria-label="Source 1">1</a></sup></strong></p>'
    )
    assert page.citations.order == ("lu-2022", "sikdar-2009")
    assert page.citations.count_uses("lu-2022") == 2
    assert page.citations.count_uses("unused-1999") == 0


def test_numbering_goes_on_through_the_page():
    page = make_page()
    render_markdown(page, "A[^lu-2022]")
    assert 'aria-label="Source 2"' in render_markdown(page, "| a |\n|---|\n| b[^sikdar-2009] |")


def test_what_awaits_an_expert_says_so_and_has_no_number():
    page = make_page()
    assert render_markdown(page, "A.[^expert-review]") == (
        '<p>A.<sup class="cite expert"><a href="#source-expert-review" id="cite-expert-review-1"'
        ' aria-label="Awaiting expert review">review</a></sup></p>'
    )
    assert page.citations.order == ()
    assert page.citations.count_uses("expert-review") == 1


def test_an_unknown_source_is_a_problem_with_its_line_and_leaves_no_mark():
    rendered, problems = render_with_complaints("One\ntwo[^nobody-1999]")
    assert problems == ["2: there is no source “nobody-1999”"]
    assert "data-cite" not in rendered


def test_callouts_have_their_kind_in_words():
    rendered, problems = render_part(
        "\n> [!disputed] “It *restores*”\n> One.\n>\n> - two\n\n> [!key-point]\n> Three.\n"
    )
    assert problems == []
    assert rendered == (
        '<div class="call disputed" role="note"><h3><span class="call-kind">Disputed:</span> '
        "<span>“It <em>restores</em>”</span></h3><p>One.</p><ul><li>two</li></ul></div>"
        '<div class="call key-point" role="note"><h3>Key point</h3><p>Three.</p></div>'
    )


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("\n> [!warning]\n> x", "6: the callout [!warning] is not known here"),
        ("\n> [!safety] Stop", "6: an empty callout"),
        ("\n- (x) a\n- ( ) b", "6: there are choices or answers outside a question"),
        ("\nAnswer: 3", "6: there are choices or answers outside a question"),
        (
            "\n- a\n\n  > [!safety]\n  > x",
            "8: there is a callout inside a list, a quote or another callout",
        ),
        (
            "\n> [!safety]\n> a\n>\n> > [!practice]\n> > b",
            "9: there is a callout inside a list, a quote or another callout",
        ),
        ("\n> [!safety]\n> a [b](none.md)", "7: the link (none.md) leads nowhere"),
        ("\n> [!safety] A[^nobody-1999]\n> b", "6: there is no source “nobody-1999”"),
    ],
)
def test_what_is_wrong_in_a_part_is_named_with_its_line(body, problem):
    assert problem in render_part(body)[1]


@pytest.mark.parametrize(
    "source",
    [
        "<script>alert(1)</script>",
        "a <img src=x onerror=alert(1)> b",
        "<svg/onload=alert(1)>",
        "<a href='javascript:alert(1)'>x</a>",
        "[x](<javascript:alert(1)>)",
        "[x](\x01javascript:alert(1))",
        "![x](javascript:alert(1))",
        '![x](figures/loop.svg"onerror="alert(1))',
        '![x" onerror="alert(1)](figures/loop.svg)',
        '[x](ischemia.md "t\\" onclick=\\"alert(1)")',
        '[x](https://example.org/"onclick="alert(1))',
        '<https://example.org/"onclick="alert(1)>',
        "<javascript:alert(1)>",
        "<style>*{display:none}</style>",
        "<sup data-cite='lu-2022/1'></sup>",
        '[^x"><script>alert(1)</script>]',
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "\x02wzxhzdk:0\x03",
        "`<script>alert(1)</script>`",
        "<math><mtext></table><mglyph><style><img src=x onerror=alert(1)>",
    ],
)
def test_nothing_an_author_types_can_act_in_a_readers_page(source):
    for text in (
        source,
        f"> {source}",
        f"- {source}",
        f"| a |\n|---|\n| {source} |",
        f"**{source}**",
        f"[{source}](#here)",
    ):
        rendered = render_markdown(make_page(), text)
        opened = [tag.split(">")[0] for tag in rendered.split("<")[1:]]
        assert not [
            tag
            for tag in opened
            if "javascript:" in tag or " on" in tag.replace('"', " ").partition("=")[0]
        ]
        assert not [
            tag
            for tag in opened
            if tag.split(" ")[0] in ("script", "svg", "math", "style", "iframe")
        ]
        assert 'id="' not in rendered


@pytest.mark.parametrize(
    "around",
    ["{}", "- {}", "## {} {{#a}}", "![{}](figures/loop.svg)", "[{}](#here)", "> [!safety] {}\n> x"],
)
def test_emphasis_in_emphasis_as_deep_as_the_limits_allow_is_no_trouble(around):
    deep = around.format("*a " * 490 + "b* " * 490)
    read_body(f"{deep}\n")
    render_part(f"\n{deep}\n")
    assert render_html(deep.replace("> [!safety]", ">").replace(" {#a}", ""))


def test_no_author_can_set_an_id_a_class_or_a_style():
    rendered = render_markdown(make_page(), "Words {: #top .call style=x}\n{: #top}")
    assert "<p>Words" in rendered


@given(st.text(max_size=300))
def test_any_text_can_be_rendered(source):
    assert isinstance(render_markdown(make_page(), source), str)


@given(st.text(alphabet="ab*_`[]()!<>|#-+.:^\\&;\"' \n1", max_size=120))
def test_any_markdown_can_be_rendered_and_stays_clean(source):
    rendered = render_markdown(make_page(), source)
    assert "<script" not in rendered
    read_body(source)
