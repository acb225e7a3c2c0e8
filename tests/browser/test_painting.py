"""Painting with a real mouse, real fingers and a pen.

What arrives in the form, and what the page does meanwhile.
"""

from __future__ import annotations

import json

import pytest

from school.body.atlas import atlas
from school.body.rules.strokes import paint_drawing, read_drawing, read_tap
from tests.browser.board import Hand, board, fingers, hand
from tests.browser.waiting import TOO_SMALL_FOR_A_THUMB, wait_until_true

__all__ = ["board", "fingers", "hand"]  # fixtures

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def near(places: list[list[float]], x: float, y: float) -> bool:
    return min(abs(px - x) + abs(py - y) for px, py in places) < 0.02


SHOULDER = ((0.58, 0.19), (0.66, 0.22), (0.62, 0.25))


def test_a_mouse_paints_a_stroke_where_it_went(hand: Hand):
    hand.open().paint(*SHOULDER)
    (stroke,) = hand.strokes
    assert (stroke["view"], stroke["radius"], stroke["erase"]) == ("back", 0.021, False)
    assert all(near(stroke["points"], *place) for place in SHOULDER)
    assert hand.sent()["side"] == "right"
    assert hand.said == "Painted on Back. 1 stroke."
    hand.look()


def test_what_is_sent_is_what_the_server_paints(hand: Hand):
    hand.open().paint(*SHOULDER)
    hand.turn_to("front")
    hand.paint((0.4, 0.3), (0.4, 0.35))
    drawing = read_drawing(json.dumps(hand.sent()))
    assert set(paint_drawing(drawing, atlas())) == {"back", "front"}
    with hand.page.expect_navigation():
        hand.page.get_by_role("button", name="Show the answer").click()
    arrived = json.loads(hand.page.locator("pre, body").first.inner_text())["drawing"]
    assert read_drawing(arrived) == drawing


def test_a_slip_beside_the_figure_is_no_stroke(hand: Hand):
    hand.open().paint((0.02, 0.02), (0.1, 0.02))
    assert hand.strokes == []


def test_brushes_are_of_three_sizes_by_button_and_key(hand: Hand):
    hand.open()
    hand.tool("Fine")
    hand.paint(*SHOULDER)
    hand.page.keyboard.press("]")
    hand.paint(*SHOULDER)
    hand.page.keyboard.press("]")
    hand.paint(*SHOULDER)
    assert [stroke["radius"] for stroke in hand.strokes] == [0.011, 0.021, 0.04]


def test_the_eraser_takes_paint_away(hand: Hand):
    hand.open().paint(*SHOULDER)
    hand.page.keyboard.press("e")
    hand.paint(*SHOULDER)
    assert [stroke["erase"] for stroke in hand.strokes] == [False, True]
    assert paint_drawing(read_drawing(json.dumps(hand.sent())), atlas()) == {}
    # Taking up a brush puts the eraser down.
    hand.tool("Broad")
    hand.paint(*SHOULDER)
    assert hand.strokes[-1]["erase"] is False


def test_strokes_are_undone_and_redone(hand: Hand):
    idle = hand.open().page.locator(".paint-tools [aria-disabled=true]")
    assert idle.all_inner_texts() == ["Undo", "Redo", "Clear"]
    hand.paint(*SHOULDER)
    assert idle.all_inner_texts() == ["Redo"]
    hand.paint((0.6, 0.3), (0.6, 0.32))
    both = hand.strokes
    hand.page.keyboard.press("Control+z")
    assert hand.strokes == both[:1]
    hand.tool("Undo the last stroke")
    assert hand.sent() == {}
    assert hand.said == "Taken back. Nothing is painted."
    hand.page.locator("[data-stage]").focus()
    hand.page.keyboard.press("Control+Shift+Z")
    hand.tool("Redo the last undone step")
    assert hand.strokes == both
    hand.tool("Clear the figure")
    assert hand.strokes == []
    hand.page.keyboard.press("Control+z")
    assert hand.strokes == both


def test_the_left_side_is_shown_turned_over_and_sent_as_if_it_were_the_right(hand: Hand):
    hand.open(view="right").paint((0.15, 0.3), (0.2, 0.3))
    hand.tool("Right side")
    assert hand.page.locator("[data-view=right]").inner_text() == "Left"
    hand.paint((0.8, 0.3), (0.75, 0.3))
    assert hand.sent()["side"] == "left"
    assert near(hand.strokes[1]["points"], 0.2, 0.3)
    assert near(hand.strokes[1]["points"], 0.25, 0.3)


def test_near_means_fine(hand: Hand):
    hand.open()
    hand.page.mouse.move(*hand.place(0.6, 0.25))
    with hand.camera_moving():
        hand.page.keyboard.down("Control")
        hand.page.mouse.wheel(0, -300)
        hand.page.keyboard.up("Control")
    x, y = hand.place(0.6, 0.25)
    hand.page.mouse.move(x, y)
    hand.page.mouse.down()
    hand.page.mouse.move(x + 20, y, steps=4)
    hand.page.mouse.up()
    (stroke,) = hand.strokes
    assert stroke["radius"] == pytest.approx(0.021 / 2.718, abs=0.0002)
    # The place under the pointer stayed under it.
    assert stroke["points"][0] == pytest.approx([0.6, 0.25], abs=0.004)
    with hand.camera_moving():
        hand.tool("Whole")
    hand.paint(*SHOULDER)
    assert all(near(hand.strokes[1]["points"], *place) for place in SHOULDER)


def test_the_wheel_alone_scrolls_the_page(hand: Hand):
    hand.open()
    hand.page.mouse.move(*hand.place(0.6, 0.25))
    hand.page.mouse.wheel(0, 200)
    wait_until_true(hand.page, "() => scrollY > 100")


def test_a_hand_that_moves_the_paper_paints_nothing(hand: Hand):
    hand.open()
    hand.tool("Larger")
    hand.tool("Move")
    hand.paint(*SHOULDER)
    assert hand.strokes == []
    hand.tool("Move")
    hand.paint(*SHOULDER)
    assert len(hand.strokes) == 1
    hand.paint(*SHOULDER, button="middle")
    assert len(hand.strokes) == 1


def test_a_drawing_survives_a_reload_and_goes_once_it_is_sent(hand: Hand):
    hand.open().paint(*SHOULDER)
    before = hand.sent()
    hand.page.reload()
    hand.page.locator(".paint-art > g").wait_for(state="attached")
    assert hand.sent() == before
    assert hand.page.locator("[data-view=back]").get_attribute("aria-pressed") == "true"
    with hand.page.expect_navigation():
        hand.page.get_by_role("button", name="Show the answer").click()
    assert hand.page.evaluate("sessionStorage.length") == 0


def test_signing_out_forgets_the_drawing(hand: Hand):
    hand.open().paint(*SHOULDER)
    assert hand.page.evaluate("sessionStorage.length") == 1
    with hand.page.expect_navigation():
        hand.page.get_by_role("button", name="Sign out").click()
    assert hand.page.evaluate("sessionStorage.length") == 0


def test_what_was_sent_before_is_put_back(hand: Hand):
    drawing = {
        "side": "left",
        "strokes": [{"view": "front", "radius": 0.02, "erase": False, "points": [[0.4, 0.3]]}],
    }
    hand.open(view="", sent=json.dumps(drawing))
    assert hand.sent() == drawing
    assert hand.page.get_by_role("button", name="Left side").is_visible()
    assert hand.page.locator("[data-view=front]").get_attribute("aria-pressed") == "true"


def test_two_layers_are_two_fields(hand: Hand):
    hand.open("layers").paint(*SHOULDER)
    hand.tool("Does not hurt")
    hand.paint((0.6, 0.3), (0.6, 0.35))
    assert len(hand.sent("hurts")["strokes"]) == len(hand.sent("not")["strokes"]) == 1
    assert near(hand.sent("not")["strokes"][0]["points"], 0.6, 0.35)
    hand.look()


def test_one_tap_marks_one_place(hand: Hand):
    hand.open("tap")
    hand.page.mouse.click(*hand.place(0.6, 0.25))
    hand.page.mouse.click(*hand.place(0.62, 0.3))
    tap = read_tap(json.dumps(hand.sent("tap")))
    assert (tap.view, tap.side) == ("back", "right")
    assert (tap.x, tap.y) == (pytest.approx(0.62, abs=0.004), pytest.approx(0.3, abs=0.004))
    hand.look()


def test_a_tap_needs_no_pointer(hand: Hand):
    hand.open("tap", view="")
    hand.page.locator("[data-stage]").focus()
    for key in ("ArrowRight", "ArrowDown", "Shift+ArrowDown", "ArrowLeft", "ArrowLeft"):
        hand.page.keyboard.press(key)
    assert hand.sent("tap") == {"side": "right", "view": "front", "x": 0.48, "y": 0.56}
    assert hand.said == "Marked on Front, 48 % from the left, 56 % from the top."


def test_the_figure_leads_to_the_list_that_answers_without_it(hand: Hand):
    hand.open(view="")
    hand.page.get_by_role("link", name="pick regions from the list").click()
    assert hand.page.get_by_label("Top of the shoulder").is_visible()


def test_a_region_of_a_figure_says_its_name_to_a_pointer(hand: Hand, fingers: Hand):
    for pointer in (hand, fingers):
        region = pointer.open(view="").page.locator("[data-figure] [data-name]")
        region.scroll_into_view_if_needed()
        box = region.bounding_box()
        assert box
        middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        if pointer is hand:
            hand.page.mouse.move(*middle)
        else:
            fingers.drag(middle, middle)
        assert pointer.page.locator(".figure-said").inner_text() == "scapula.body: main zone"
    hand.page.mouse.move(0, 0)
    assert hand.page.locator(".figure-said").inner_text() == ""


def test_without_its_artwork_the_figure_says_so_and_points_at_the_list(hand: Hand):
    hand.open()
    hand.page.route("**/body/right.svg*", lambda route: route.abort())
    hand.page.locator("[data-view=right]").click()
    hand.page.get_by_text(
        "The figure could not be fetched. Pick the regions from the list"
    ).wait_for()
    assert [fault for fault in hand.faults if "ERR_FAILED" not in fault] == []
    hand.faults.clear()
    # What comes back is shown, without loading the page again.
    hand.page.unroute("**/body/right.svg*")
    hand.turn_to("right")
    hand.paint((0.15, 0.3), (0.2, 0.35))
    assert len(hand.strokes) == 1


# The name of the tool that has the focus, "" for the stage, null outside of the figure.
FOCUSED_TOOL = """() => {
  const element = document.activeElement;
  return element.closest('.paint') ? (element.dataset.stage ?? element.innerText) : null;
}"""


def test_every_tool_is_reached_by_keys_alone_and_has_its_name_in_sight(hand: Hand):
    hand.open(view="")
    reached = set()
    hand.page.locator("h1").evaluate("heading => { heading.tabIndex = -1; heading.focus(); }")
    for _ in range(30):
        hand.page.keyboard.press("Tab")
        while (name := hand.page.evaluate(FOCUSED_TOOL)) is not None and name not in reached:
            reached.add(name)
            hand.page.keyboard.press("ArrowRight")
    names = hand.page.locator(".paint button").all_inner_texts()
    assert all(names)
    assert set(names) <= reached
    assert "" in reached  # the stage itself


def test_keys_of_the_figure_leave_typing_alone(hand: Hand):
    hand.open(view="")
    hand.page.keyboard.press("v")
    assert hand.page.locator("[data-view=back]").get_attribute("aria-pressed") == "true"
    assert hand.said == "View: Back."
    hand.page.evaluate("document.querySelector('h1').append(document.createElement('input'))")
    hand.page.locator("h1 input").focus()
    hand.page.keyboard.type("ever[")
    assert hand.page.locator("[data-view=back]").get_attribute("aria-pressed") == "true"
    assert hand.page.locator("[data-does=erase]").get_attribute("aria-pressed") == "false"


def test_a_drawing_that_the_server_would_not_take_does_not_grow(hand: Hand):
    stroke = {"view": "back", "radius": 0.02, "erase": False, "points": [[0.6, 0.2]]}
    hand.open(sent=json.dumps({"side": "right", "strokes": [stroke] * 300}))
    hand.paint(*SHOULDER)
    assert hand.said == "No room for more lines: take a broader brush. 300 strokes."
    assert read_drawing(json.dumps(hand.sent()))


# --- Fingers and a pen, as the browser's own protocol sends them


def test_a_finger_paints_and_the_page_stays_where_it_is(fingers: Hand):
    fingers.open()
    fingers.drag(fingers.place(0.6, 0.4), fingers.place(0.6, 0.2))
    (stroke,) = fingers.strokes
    assert near(stroke["points"], 0.6, 0.4)
    assert near(stroke["points"], 0.6, 0.2)
    assert fingers.page.evaluate("scrollY") == 0
    fingers.look()


TAKING_TOUCHES = """elements => elements
  .filter((element) => getComputedStyle(element).touchAction !== 'auto')
  .map((element) => element.className)"""


def test_beside_the_figure_a_finger_scrolls_the_page(fingers: Hand):
    fingers.open()
    assert fingers.page.locator("*").evaluate_all(TAKING_TOUCHES) == ["paint-stage"]
    strip = fingers.page.locator(".paint-views").bounding_box()
    assert strip
    x, y = strip["x"] + 150, strip["y"] + 40
    fingers.drag((x, y), (x, y - 60))
    wait_until_true(fingers.page, "() => scrollY > 20")
    assert fingers.strokes == []


def test_two_fingers_zoom_and_paint_nothing(fingers: Hand):
    fingers.open()
    x, y = fingers.place(0.6, 0.25)
    with fingers.camera_moving():
        fingers.touch("touchStart", (x - 20, y))
        fingers.touch("touchMove", (x - 22, y))
        fingers.touch("touchStart", (x - 22, y), (x + 22, y))
        for apart in range(24, 90, 6):
            fingers.touch("touchMove", (x - apart, y), (x + apart, y))
        fingers.touch("touchEnd")
    assert fingers.strokes == []
    fingers.drag((x, y), (x + 10, y))
    (stroke,) = fingers.strokes
    assert stroke["radius"] < 0.008
    assert stroke["points"][0] == pytest.approx([0.6, 0.25], abs=0.01)


def test_a_pen_paints_by_its_pressure_and_then_the_palm_does_not(fingers: Hand):
    fingers.open()
    (x, y), steps = fingers.place(0.6, 0.2), 20
    fingers.pen("mousePressed", (x, y), 0.2)
    for step in range(1, steps + 1):
        fingers.pen("mouseMoved", (x, y + 4 * step), 0.2 + 0.7 * step / steps)
    fingers.pen("mouseReleased", (x, y + 4 * steps), 0)
    radii = [stroke["radius"] for stroke in fingers.strokes]
    assert len(radii) > 3
    assert radii == sorted(radii)
    # One press is one step, however many radii it has.
    before = len(radii)
    fingers.drag(fingers.place(0.4, 0.4), fingers.place(0.4, 0.2))
    assert len(fingers.strokes) == before
    fingers.tool("Undo the last stroke")
    assert fingers.strokes == []


@pytest.mark.parametrize("held", ["hand", "fingers"])
def test_the_figure_fits_its_page_and_every_button_a_thumb(
    request: pytest.FixtureRequest, held: str
):
    page = request.getfixturevalue(held).open(view="").page
    wide = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert wide == 0
    assert page.locator(".paint button").evaluate_all(TOO_SMALL_FOR_A_THUMB) == []
