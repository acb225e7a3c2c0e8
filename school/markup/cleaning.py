"""The last step of rendering: only listed tags and attributes pass, then citations get links."""

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
    """Cleaned HTML. Only `trusted` creates it."""


def clean_html(html: str, citations: Citations) -> str:
    """Return HTML with only the tags, attributes, classes and schemes listed above.

    Citations become links. Their ids are written here, after cleaning, so no author can set one.
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
    return CITE.sub(lambda mark: _link_citation(mark[1], int(mark[2]), citations), safe)


def trusted(html: str) -> Html:
    """Mark HTML as safe to print unescaped. It must come from `clean_html`, perhaps long ago."""
    return Html(html)


def _link_citation(source_id: str, time: int, citations: Citations) -> str:
    place = f'href="#source-{escape(source_id)}" id="cite-{escape(source_id)}-{time}"'
    if source_id == EXPERT_REVIEW:
        link = f'<a {place} aria-label="Awaiting expert review">review</a>'
        return f'<sup class="cite expert">{link}</sup>'
    number = citations.find_number(source_id)
    return f'<sup class="cite"><a {place} aria-label="Source {number}">{number}</a></sup>'
