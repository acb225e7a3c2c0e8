"""Draws the school's sign as the pictures that phones and desktops show for an installed app.

They are written to school/static, from icon.svg there. This needs Chromium, and playwright of the
development group.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

STATIC = Path(__file__).resolve().parent.parent / "school" / "static"
SIZES = (192, 512)
SAFE = 0.8  # a system may crop a maskable picture, but leaves a circle of this part of it


def main() -> None:
    sign = (STATIC / "icon.svg").read_text("utf-8")
    drawn = {"": sign, "-maskable": make_maskable(sign)}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        page = browser.new_page()
        for kind, svg in drawn.items():
            for size in SIZES:
                draw_icon(page, svg, size, STATIC / f"icon-{size}{kind}.png")
        # Apple's phones ask for this size, without rounded corners.
        draw_icon(page, drawn["-maskable"], 180, STATIC / "icon-180.png")
        browser.close()


def make_maskable(sign: str) -> str:
    """Return the sign without rounded corners, and with its drawing moved into the middle."""
    body = re.search(r"<svg[^>]*>(.*)</svg>", sign, re.S)
    ground = re.search(r"<rect[^>]*>", sign)
    if not body or not ground:
        raise SystemExit("icon.svg has no ground, or nothing on it")
    flat = re.sub(r'\srx="\d+"', "", ground[0])
    drawing = body[1].replace(ground[0], "")
    shift = f"translate(32 32) scale({SAFE}) translate(-32 -34)"
    return sign.replace(body[1], f'{flat}<g transform="{shift}">{drawing}</g>')


def draw_icon(page: Page, svg: str, size: int, path: Path) -> None:
    page.set_viewport_size({"width": size, "height": size})
    page.set_content(
        f"<style>body{{margin:0}}svg{{display:block;width:{size}px;height:{size}px}}</style>{svg}"
    )
    page.screenshot(path=str(path), omit_background=True)


if __name__ == "__main__":
    main()
