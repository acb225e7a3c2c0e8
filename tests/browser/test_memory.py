"""A student's memory in a real browser.

The page, a pair told apart with the keyboard, files that are downloaded.
"""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]
DECK = "/cards/referral-patterns"


def measure_overflow(reader) -> int:
    return reader.page.evaluate("document.documentElement.scrollWidth - innerWidth")


@pytest.mark.parametrize("which", ["reader", "phone"])
def test_the_memory_page_reads_well_everywhere(which, request):
    reader = request.getfixturevalue(which)
    reader.sign_in("ana")
    reader.go("/cards/memory")
    assert measure_overflow(reader) <= 0
    reader.page.get_by_text("The year as a table").click()
    reader.page.get_by_text("The regions as a table").click()
    reader.look()
    assert reader.page.get_by_role("img", name="Recall by region, front").count() == 1
    # Hatched and dotted: a pattern that is not found would draw nothing at all.
    for step in (1, 2, 3):
        fill = reader.page.locator(f".figure-legend .heat-{step}").first.evaluate(
            "e => getComputedStyle(e).fill"
        )
        assert (
            reader.page.locator(
                f"pattern{fill.removeprefix('url(').removesuffix(')').strip(chr(34))}"
            ).count()
            == 1
        )
    assert not reader.faults, "\n".join(reader.faults)


def test_a_pair_is_told_apart_by_keyboard_alone(reader):
    reader.sign_in("ana")
    reader.go(f"{DECK}/contrast?one=supraspinatus&other=infraspinatus")
    page = reader.page
    radios = page.get_by_role("radio")
    assert radios.count() == 4
    for first in (0, 2):
        radios.nth(first).focus()
        page.keyboard.press("Space")
    page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    reader.look()
    assert page.get_by_role("status").count() == 2
    assert reader.sees("Seen ")
    assert measure_overflow(reader) <= 0
    assert not reader.faults, "\n".join(reader.faults)


def test_a_pair_stays_side_by_side_on_a_phone(phone):
    phone.sign_in("ana")
    phone.go(f"{DECK}/contrast?one=supraspinatus&other=infraspinatus")
    one, other = (phone.page.locator(".contrast > section").nth(n).bounding_box() for n in (0, 1))
    assert one["y"] == other["y"]
    assert one["x"] + one["width"] <= other["x"]
    assert measure_overflow(phone) <= 0
    assert not phone.faults, "\n".join(phone.faults)


@pytest.mark.parametrize(
    ("place", "link", "name"),
    [(DECK, "For Anki", "referral-patterns.apkg"), (DECK, "As a table", "referral-patterns.csv"),
     ("/cards/memory", "My reviews (JSON)", "reviews.json")],
)  # fmt: skip
def test_a_file_is_saved_under_its_name(reader, place, link, name):
    reader.sign_in("ana")
    reader.go(place)
    with reader.page.expect_download() as waiting:
        reader.page.get_by_role("link", name=link).click()
    assert waiting.value.suggested_filename == name
    content = Path(waiting.value.path()).read_bytes()
    if name.endswith("apkg"):
        with zipfile.ZipFile(io.BytesIO(content)) as zipped:
            assert zipped.testzip() is None
            pictures = json.loads(zipped.read("media")).values()
        assert any(picture.startswith("nmt-back-") for picture in pictures)
        assert len(content) < 3_000_000
    elif name.endswith("json"):
        assert json.loads(content)["reviews"]
    else:
        assert content.startswith(b"\xef\xbb\xbf")
