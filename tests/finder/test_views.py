"""The pain finder in the browser."""

from __future__ import annotations

import html
import json
import re

import pytest
from sqlalchemy import func, select

from school.tables import METADATA
from school.web.limits import DRAWINGS
from tests.cast import token

pytestmark = pytest.mark.databases("sqlite")

URL = "/pain-finder"


def read_page(response, status: int = 200) -> str:
    assert response.status_code == status
    return response.get_data(as_text=True)


def list_muscles(page: str) -> list[str]:
    """The muscles in the order in which they are suggested."""
    return re.findall(r'<h3><a href="/cards/referral-patterns/patterns/(\w+)">', page)


def draw_dabs(*regions: str, view: str = "front") -> str:
    """A dab in the middle of each region, as the page would send it."""
    from school.body.atlas import atlas

    shown_view = atlas().views[view]
    points = []
    for region in regions:
        mask = shown_view.shapes[f"{region}.R"].mask
        cells = [n for n in range(mask.bit_length()) if mask >> n & 1]
        middle = cells[len(cells) // 2]
        points.append(
            (
                (middle % shown_view.columns + 0.5) / shown_view.columns,
                (middle // shown_view.columns + 0.5) / shown_view.rows,
            )
        )
    strokes = [
        {"view": view, "radius": 0.012, "erase": False, "points": [list(point)]} for point in points
    ]
    return json.dumps({"side": "right", "strokes": strokes})


def send_drawing(client, **fields):
    return client.post(URL, data={"csrf_token": token(client), **fields})


def test_anybody_may_open_it_and_it_says_what_it_is(client):
    page = read_page(client.get(URL))
    assert "<h1>Pain finder</h1>" in page
    assert "not a diagnosis" in page
    assert "Ask about these first" not in page
    assert 'name="hurts" value="head.temple"' in page
    assert 'name="not" value="head.temple"' in page


def test_picked_regions_lead_to_the_muscles_charted_there(client):
    page = read_page(client.get(f"{URL}?hurts=shoulder.deltoid_anterior&hurts=arm.anterior"))
    assert list_muscles(page) == ["infraspinatus"]
    assert "Hurts, and is a main zone:</strong> shoulder, deltoid anterior; arm, anterior" in page
    assert "Can be mistaken for, or mask:</strong> C5 radiculopathy" in page


def test_red_flags_come_before_any_muscle(client):
    page = read_page(client.get(f"{URL}?hurts=head.temple"))
    assert list_muscles(page) == ["trapezius_upper"]
    assert "Call emergency services" in page
    assert page.index("Ask about these first") < page.index("Muscles charted to refer there")
    assert "giant" not in page.lower()  # it names symptoms and leaves diseases to others


def test_what_does_not_hurt_speaks_against_a_muscle(client):
    page = read_page(
        client.get(f"{URL}?hurts=arm.lateral&hurts=neck.posterior&not=shoulder.deltoid_middle")
    )
    assert list_muscles(page) == ["trapezius_upper", "supraspinatus"]
    assert "Main zone, but does not hurt:</strong> shoulder, deltoid middle" in page
    assert "Hurts, and is charted as less frequent:</strong> arm, lateral" in page


def test_a_pattern_that_is_not_graded_is_shown_with_its_mark(client):
    page = read_page(client.get(f"{URL}?hurts=scapula.interscapular"))
    assert list_muscles(page) == ["rhomboids"]
    assert "Partial</span>" in page


def test_only_saying_where_it_does_not_hurt_finds_nothing(client):
    page = read_page(client.get(f"{URL}?not=head.temple"))
    assert list_muscles(page) == []
    assert "Now mark where it does" in page


def test_a_place_that_no_pattern_reaches_says_so(client, database):
    page = read_page(client.get(f"{URL}?hurts=head.temple&not=neck.posterior"))
    assert list_muscles(page) == ["trapezius_upper"]


@pytest.mark.parametrize(
    "query", ["hurts=nowhere.at_all", "hurts=%00&not=%ff", "hurts=&not=", "hurts=" + "9" * 5000]
)
def test_what_the_body_map_does_not_have_is_dropped(client, query):
    assert list_muscles(read_page(client.get(f"{URL}?{query}"))) == []


def test_the_list_keeps_what_was_picked(client):
    page = read_page(client.get(f"{URL}?hurts=head.temple&not=neck.posterior"))
    assert 'name="hurts" value="head.temple" checked' in page
    assert 'name="not" value="neck.posterior" checked' in page
    assert page.count(" checked") == 2


def test_a_drawing_is_understood_as_regions_and_leads_to_the_same_muscles(client):
    page = read_page(
        send_drawing(
            client, drawn_hurts=draw_dabs("shoulder.deltoid_anterior", "arm.anterior"), drawn_not=""
        )
    )
    assert "From your drawing, it hurts at" in page
    assert list_muscles(page)[0] == "infraspinatus"
    assert 'name="hurts" value="arm.anterior" checked' in page
    assert "hurts=arm.anterior&amp;hurts=shoulder.deltoid_anterior" in page


def test_a_drawing_stays_on_the_page(client):
    sent = draw_dabs("arm.anterior")
    page = read_page(
        send_drawing(
            client, drawn_hurts=sent, drawn_not=draw_dabs("head.temple", view="head_front")
        )
    )
    values = re.findall(r'<input type="hidden" name="drawn_hurts" value="([^"]*)"', page)
    assert json.loads(html.unescape(values[0])) == json.loads(sent)


def test_an_empty_drawing_finds_nothing_and_complains_of_nothing(client):
    page = read_page(send_drawing(client, drawn_hurts="", drawn_not=""))
    assert list_muscles(page) == []
    assert "outside every region" not in page


@pytest.mark.parametrize(
    "bad", ["{", "[]", '{"strokes": [{"view": "front", "radius": 9, "points": [[0, 0]]}]}']
)
def test_what_is_no_drawing_is_refused_with_a_way_out(client, bad):
    assert "pick the regions from the list" in read_page(send_drawing(client, drawn_hurts=bad), 422)


def test_a_forged_post_is_refused(client):
    assert client.post(URL, data={"drawn_hurts": draw_dabs("arm.anterior")}).status_code == 400


def test_nothing_is_stored(ana, database):
    def count_rows():
        with database.reading() as session:
            return {
                t.name: session.scalar(select(func.count()).select_from(t))
                for t in METADATA.sorted_tables
            }

    before = count_rows()
    read_page(send_drawing(ana, drawn_hurts=draw_dabs("arm.anterior")))
    read_page(ana.get(f"{URL}?hurts=head.temple"))
    assert count_rows() == before


def read_offer(client, typed: str) -> tuple[str, str]:
    """Address and words of what the search offers; empty where it offers nothing."""
    page = read_page(client.get("/search", query_string={"q": typed}))
    section = re.search(r'search-offer">\s*<h2><a href="([^"]+)">([^<]+)', page)
    return (html.unescape(section[1]), section[2]) if section else ("", "")


def test_who_searches_for_where_it_hurts_is_offered_the_finder(client):
    assert read_offer(client, "where does it hurt")[0] == URL
    address, words = read_offer(client, "pain in my shoulder")
    assert words == "Pain finder: muscles charted to refer there"
    assert "infraspinatus" in list_muscles(read_page(client.get(address.partition("#")[0])))
    assert read_offer(client, "rope") == ("", "")


def test_what_the_finder_answers_is_not_called_nothing(client):
    page = read_page(client.get("/search?q=aching"))
    assert "The pain finder" in page
    assert "Nothing found" not in page


def test_who_sends_one_drawing_after_another_waits_and_is_told_how_long(client, ana, clock):
    key, drawn = token(client), draw_dabs("head.temple")
    sent = {"csrf_token": key, "drawn_hurts": drawn}
    for _ in range(DRAWINGS.most):
        read_page(client.post(URL, data=sent))
    clock.forward(seconds=20)
    refused = client.post(URL, data=sent)
    assert (
        "You sent too many drawings within a minute. Please try again in 40 seconds."
        in read_page(refused, 429)
    )
    assert refused.headers["Retry-After"] == "40"
    read_page(client.get(f"{URL}?hurts=head.temple"))  # the list costs little, and answers
    read_page(
        send_drawing(ana, drawn_hurts=drawn)
    )  # from the same address, but somebody who is known
    clock.forward(seconds=40)
    assert list_muscles(read_page(client.post(URL, data=sent))) == ["trapezius_upper"]


def test_a_suggestion_is_shown_from_where_it_hurts(client):
    page = read_page(client.get(f"{URL}?hurts=neck.posterior"))
    assert list_muscles(page) == ["trapezius_upper"]
    plate = page.split('<div class="finder-plate">')[1]
    assert 'data-figure="back"' in plate.split("</svg>")[0]
    page = read_page(client.get(f"{URL}?hurts=head.temple"))
    assert (
        'data-figure="back"' not in page.split('<div class="finder-plate">')[1].split("</svg>")[0]
    )
