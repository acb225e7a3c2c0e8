"""The pain finder in the browser."""

from __future__ import annotations

import html
import json
import re

import pytest
from sqlalchemy import func, select

from school.finder.views import DRAWINGS
from school.tables import METADATA
from tests.cast import token

pytestmark = pytest.mark.databases("sqlite")

URL = "/pain-finder"


def text(response, status: int = 200) -> str:
    assert response.status_code == status
    return response.get_data(as_text=True)


def found(page: str) -> list[str]:
    """The muscles in the order in which they are suggested."""
    return re.findall(r'<h3><a href="/cards/referral-patterns/patterns/(\w+)">', page)


def drawing(*regions: str, view: str = "front") -> str:
    """A dab in the middle of each region, as the page would send it."""
    from school.body.atlas import atlas

    seen = atlas().views[view]
    points = []
    for region in regions:
        mask = seen.shapes[f"{region}.R"].mask
        cells = [n for n in range(mask.bit_length()) if mask >> n & 1]
        middle = cells[len(cells) // 2]
        points.append(
            (
                (middle % seen.columns + 0.5) / seen.columns,
                (middle // seen.columns + 0.5) / seen.rows,
            )
        )
    strokes = [
        {"view": view, "radius": 0.012, "erase": False, "points": [list(point)]} for point in points
    ]
    return json.dumps({"side": "right", "strokes": strokes})


def paint(client, **fields):
    return client.post(URL, data={"csrf_token": token(client), **fields})


def test_anybody_may_open_it_and_it_says_what_it_is(client):
    page = text(client.get(URL))
    assert "<h1>Pain finder</h1>" in page
    assert "no diagnosis" in page
    assert "Ask about these first" not in page
    assert 'name="hurts" value="head.temple"' in page
    assert 'name="not" value="head.temple"' in page


def test_picked_regions_lead_to_the_muscles_charted_there(client):
    page = text(client.get(f"{URL}?hurts=shoulder.deltoid_anterior&hurts=arm.anterior"))
    assert found(page) == ["infraspinatus"]
    assert "Hurts, and is a main zone:</strong> shoulder, deltoid anterior; arm, anterior" in page
    assert "Can be mistaken for, or hide:</strong> C5 radiculopathy" in page


def test_red_flags_come_before_any_muscle(client):
    page = text(client.get(f"{URL}?hurts=head.temple"))
    assert found(page) == ["trapezius_upper"]
    assert "Call emergency services" in page
    assert page.index("Ask about these first") < page.index("Muscles charted to refer there")
    assert "giant" not in page.lower()  # it names signs, and leaves diseases to others


def test_what_does_not_hurt_speaks_against_a_muscle(client):
    page = text(
        client.get(f"{URL}?hurts=arm.lateral&hurts=neck.posterior&not=shoulder.deltoid_middle")
    )
    assert found(page) == ["trapezius_upper", "supraspinatus"]
    assert "Main zone, but does not hurt:</strong> shoulder, deltoid middle" in page
    assert "Hurts, and is charted less often:</strong> arm, lateral" in page


def test_a_pattern_that_is_not_graded_is_shown_with_its_mark(client):
    page = text(client.get(f"{URL}?hurts=scapula.interscapular"))
    assert found(page) == ["rhomboids"]
    assert "Partial</span>" in page


def test_only_saying_where_it_does_not_hurt_finds_nothing(client):
    page = text(client.get(f"{URL}?not=head.temple"))
    assert found(page) == []
    assert "Say also where it does" in page


def test_a_place_that_no_pattern_reaches_says_so(client, database):
    page = text(client.get(f"{URL}?hurts=head.temple&not=neck.posterior"))
    assert found(page) == ["trapezius_upper"]


@pytest.mark.parametrize(
    "query", ["hurts=nowhere.at_all", "hurts=%00&not=%ff", "hurts=&not=", "hurts=" + "9" * 5000]
)
def test_what_the_body_map_does_not_have_is_dropped(client, query):
    assert found(text(client.get(f"{URL}?{query}"))) == []


def test_the_list_keeps_what_was_picked(client):
    page = text(client.get(f"{URL}?hurts=head.temple&not=neck.posterior"))
    assert 'name="hurts" value="head.temple" checked' in page
    assert 'name="not" value="neck.posterior" checked' in page
    assert page.count(" checked") == 2


def test_a_drawing_is_understood_as_regions_and_leads_to_the_same_muscles(client):
    page = text(
        paint(
            client, drawn_hurts=drawing("shoulder.deltoid_anterior", "arm.anterior"), drawn_not=""
        )
    )
    assert "Understood from your drawing" in page
    assert found(page)[0] == "infraspinatus"
    assert 'name="hurts" value="arm.anterior" checked' in page
    assert "hurts=arm.anterior&amp;hurts=shoulder.deltoid_anterior" in page


def test_a_drawing_stays_on_the_page(client):
    sent = drawing("arm.anterior")
    page = text(
        paint(client, drawn_hurts=sent, drawn_not=drawing("head.temple", view="head_front"))
    )
    values = re.findall(r'<input type="hidden" name="drawn_hurts" value="([^"]*)"', page)
    assert json.loads(html.unescape(values[0])) == json.loads(sent)


def test_an_empty_drawing_finds_nothing_and_complains_of_nothing(client):
    page = text(paint(client, drawn_hurts="", drawn_not=""))
    assert found(page) == []
    assert "outside every region" not in page


@pytest.mark.parametrize(
    "bad", ["{", "[]", '{"strokes": [{"view": "front", "radius": 9, "points": [[0, 0]]}]}']
)
def test_what_is_no_drawing_is_refused_with_a_way_out(client, bad):
    assert "pick the regions from the list" in text(paint(client, drawn_hurts=bad), 422)


def test_a_forged_post_is_refused(client):
    assert client.post(URL, data={"drawn_hurts": drawing("arm.anterior")}).status_code == 400


def test_nothing_is_stored(ana, database):
    def rows():
        with database.reading() as session:
            return {
                t.name: session.scalar(select(func.count()).select_from(t))
                for t in METADATA.sorted_tables
            }

    before = rows()
    text(paint(ana, drawn_hurts=drawing("arm.anterior")))
    text(ana.get(f"{URL}?hurts=head.temple"))
    assert rows() == before


def offered(client, typed: str) -> tuple[str, str]:
    """Address and words of what the search offers; empty where it offers nothing."""
    page = text(client.get("/search", query_string={"q": typed}))
    section = re.search(r'search-offer">\s*<h2><a href="([^"]+)">([^<]+)', page)
    return (html.unescape(section[1]), section[2]) if section else ("", "")


def test_who_searches_for_where_it_hurts_is_offered_the_finder(client):
    assert offered(client, "where does it hurt")[0] == URL
    address, words = offered(client, "pain in my shoulder")
    assert words == "Pain finder: muscles charted to refer there"
    assert "infraspinatus" in found(text(client.get(address.partition("#")[0])))
    assert offered(client, "rope") == ("", "")


def test_what_the_finder_answers_is_not_called_nothing(client):
    page = text(client.get("/search?q=aching"))
    assert "The pain finder" in page
    assert "Nothing found" not in page


def test_who_sends_one_drawing_after_another_waits_and_is_told_how_long(client, ana, clock):
    key, drawn = token(client), drawing("head.temple")
    sent = {"csrf_token": key, "drawn_hurts": drawn}
    for _ in range(DRAWINGS.most):
        text(client.post(URL, data=sent))
    clock.forward(seconds=20)
    refused = client.post(URL, data=sent)
    assert "You sent too many drawings within a minute. Please try again in 40 seconds." in text(
        refused, 429
    )
    assert refused.headers["Retry-After"] == "40"
    text(client.get(f"{URL}?hurts=head.temple"))  # the list costs little, and answers
    text(paint(ana, drawn_hurts=drawn))  # from the same address, but somebody who is known
    clock.forward(seconds=40)
    assert found(text(client.post(URL, data=sent))) == ["trapezius_upper"]


def test_a_suggestion_is_shown_from_where_it_hurts(client):
    page = text(client.get(f"{URL}?hurts=neck.posterior"))
    assert found(page) == ["trapezius_upper"]
    plate = page.split('<div class="finder-plate">')[1]
    assert 'data-figure="back"' in plate.split("</svg>")[0]
    page = text(client.get(f"{URL}?hurts=head.temple"))
    assert (
        'data-figure="back"' not in page.split('<div class="finder-plate">')[1].split("</svg>")[0]
    )
