"""Draw the school's sign as the pictures that telephones and desktops show for an installed app.

Written to school/static, from icon.svg there. Needs Chromium and playwright (of the development group).
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

STATIC = Path(__file__).resolve().parent.parent / "school" / "static"
SIZES = (192, 512)
SAFE = 0.8  # of a maskable picture, whatever shape is cut out of it, a circle of this part stays


def main() -> None:
    sign = (STATIC / "icon.svg").read_text("utf-8")
    drawn = {"": sign, "-maskable": maskable(sign)}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        page = browser.new_page()
        for kind, svg in drawn.items():
            for size in SIZES:
                draw(page, svg, size, STATIC / f"icon-{size}{kind}.png")
        draw(
            page, drawn["-maskable"], 180, STATIC / "icon-180.png"
        )  # what Apple's telephones ask for: no corners
        browser.close()


def maskable(sign: str) -> str:
    """The sign without corners, and what is drawn on it moved into the middle."""
    body = re.search(r"<svg[^>]*>(.*)</svg>", sign, re.S)
    ground = re.search(r"<rect[^>]*>", sign)
    if not body or not ground:
        raise SystemExit("icon.svg has no ground, or nothing on it")
    flat = re.sub(r'\srx="\d+"', "", ground[0])
    moved = f'<g transform="translate(32 32) scale({SAFE}) translate(-32 -34)">{body[1].replace(ground[0], "")}</g>'
    return sign.replace(body[1], flat + moved)


def draw(page: Page, svg: str, size: int, path: Path) -> None:
    page.set_viewport_size({"width": size, "height": size})
    page.set_content(
        f"<style>body{{margin:0}}svg{{display:block;width:{size}px;height:{size}px}}</style>{svg}"
    )
    page.screenshot(path=str(path), omit_background=True)


if __name__ == "__main__":
    main()
