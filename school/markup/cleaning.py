"""The last step of every rendering: only listed tags and attributes pass, then citations get their links."""

from __future__ import annotations

import re
from html import escape

import nh3
from markupsafe import Markup

from school.markup.page import EXPERT_REVIEW, Citations

TAGS = {
    *(
        "p",
        "br",
        "hr",
        "em",
        "strong",
        "code",
        "sup",
        "a",
        "h3",
        "h4",
        "blockquote",
        "ul",
        "ol",
        "li",
    ),
    *("table", "thead", "tbody", "tr", "th", "td", "figure", "figcaption", "img", "div", "span"),
}
ATTRIBUTES = {
    "a": {"href", "rel", "title"},
    "img": {"src", "alt", "width", "height", "loading"},
    "ol": {"start"},
    "th": {"scope"},
    "div": {"role"},
    "sup": {"data-cite"},
}
CLASSES = {
    "figure": {"figure"},
    "div": {"call", "safety", "disputed", "key-point", "practice"},
    "span": {"call-kind"},
    "th": {"num"},
    "td": {"num"},
}
SCHEMES = {"http", "https", "mailto"}
CITE = re.compile(r'<sup data-cite="([a-z0-9-]+)/([0-9]+)"></sup>')


class Html(Markup):
    """Cleaned HTML. Only `trusted` makes it."""


def clean(html: str, citations: Citations) -> str:
    """Safe HTML: nothing but the tags, attributes, classes and schemes above, with citations linked.

    The ids of citations are written here, after cleaning, so that no author can set an id.
    """
    safe = nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        allowed_classes=CLASSES,
        url_schemes=SCHEMES,
        link_rel=None,  # set on external links only, where the link is checked
        strip_comments=True,
    )
    return CITE.sub(lambda mark: _citation(mark[1], int(mark[2]), citations), safe)


def trusted(html: str) -> Html:
    """HTML that `clean` made, now or in an earlier edition, so that templates print it as it is."""
    return Html(html)


def _citation(source_id: str, time: int, citations: Citations) -> str:
    place = f'href="#source-{escape(source_id)}" id="cite-{escape(source_id)}-{time}"'
    if source_id == EXPERT_REVIEW:
        return f'<sup class="cite expert"><a {place} aria-label="Awaiting expert review">review</a></sup>'
    number = citations.number(source_id)
    return f'<sup class="cite"><a {place} aria-label="Source {number}">{number}</a></sup>'
