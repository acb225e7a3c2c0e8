"""A link names a page; its address is made where pages are made."""

from __future__ import annotations

from school.core.links import Link
from school.web.links import address_of


def test_equal_links_are_one_key():
    links = {Link("quizzes.quiz", slug="a", number=1), Link("quizzes.quiz", number=1, slug="a")}
    assert links == {Link("quizzes.quiz", number=1, slug="a")}
    assert Link("quizzes.quiz", slug="a", anchor="top") not in links


def test_a_link_becomes_the_address_of_its_page(app):
    with app.test_request_context():
        assert address_of(Link("home.show_start_page")) == "/"
        assert address_of(Link("quizzes.quiz", slug="ischemia")) == "/quizzes/ischemia"
        section = Link("catalogue.module", slug="ischemia", anchor="what-it-is")
        assert address_of(section) == "/modules/ischemia#what-it-is"
        assert address_of(section.with_anchor("next")) == "/modules/ischemia#next"
