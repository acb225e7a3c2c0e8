"""Static files and their addresses, and the contrast of colors.

Vendored files are what their manifest says.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from school.web import assets

ROOT = Path(__file__).resolve().parent.parent.parent
STATIC = ROOT / "school" / "static"
MANIFESTS = (
    STATIC / "vendor" / "MANIFEST.json",
    ROOT / "tests" / "browser" / "vendor" / "MANIFEST.json",
)

VENDORED = [
    (manifest.parent / f"{asset['name']}-{asset['version']}", asset)
    for manifest in MANIFESTS
    for asset in json.loads(manifest.read_text("utf-8"))
]
NAMES = [folder.name for folder, _ in VENDORED]


@pytest.mark.parametrize(("folder", "asset"), VENDORED, ids=NAMES)
def test_a_vendored_file_is_what_its_manifest_says(folder: Path, asset: dict[str, Any]) -> None:
    digests = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()
    }
    assert digests == {name: origin["sha256"] for name, origin in asset["files"].items()}


@pytest.mark.parametrize(("folder", "asset"), VENDORED, ids=NAMES)
def test_a_vendored_folder_has_its_licence(folder: Path, asset: dict[str, Any]) -> None:
    assert asset["licence"] in {"OFL-1.1", "ISC", "MIT", "0BSD", "MPL-2.0"}
    words = (folder / asset["licence_file"]).read_text("utf-8").lower()
    assert "permission" in words or "licen" in words


@pytest.mark.parametrize("manifest", MANIFESTS, ids=["pages", "tests"])
def test_nothing_is_vendored_without_a_line_in_the_manifest(manifest: Path) -> None:
    folders = {path for path in manifest.parent.iterdir() if path.is_dir()}
    assert folders == {folder for folder, _ in VENDORED if folder.parent == manifest.parent}


def test_no_own_sheet_or_script_reaches_for_a_foreign_host() -> None:
    foreign = re.compile(r"https?://(?!www\.w3\.org)|@import")
    files = [*(STATIC / "css").glob("*.css"), *(STATIC / "js").rglob("*.js")]
    assert len(files) > 10
    assert [path.name for path in files if foreign.search(path.read_text("utf-8"))] == []


def test_no_script_writes_markup_from_text() -> None:
    forbidden = re.compile(
        r"\.(innerHTML|outerHTML)\s*=|insertAdjacentHTML|document\.write"
        r"|\beval\(|new Function|DOMParser\("
    )
    scripts = (STATIC / "js").rglob("*.js")
    assert [path.name for path in scripts if forbidden.search(path.read_text("utf-8"))] == []


def test_every_address_in_a_sheet_leads_to_a_file() -> None:
    for sheet in (STATIC / "css").glob("*.css"):
        for address in re.findall(r'url\("([^"#][^"]*)"\)', sheet.read_text("utf-8")):
            assert (sheet.parent / address).is_file(), f"{sheet.name}: {address}"


@pytest.fixture
def browser() -> FlaskClient:
    app = Flask("static", static_folder=None)
    app.extensions["assets"] = assets.read(assets.FOLDER)
    app.register_blueprint(assets.bp)
    app.add_url_rule("/address/<path:path>", "address", lambda path: assets.static(path))
    return app.test_client()


def test_an_address_with_the_hash_of_the_content_is_kept_for_good(browser: FlaskClient) -> None:
    address = browser.get("/address/css/base.css").text
    fingerprint = hashlib.sha256((STATIC / "css" / "base.css").read_bytes()).hexdigest()[:12]
    assert address == f"/static/css/base.css?v={fingerprint}"
    answer = browser.get(address)
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.content_type == "text/css; charset=utf-8"


@pytest.mark.parametrize("query", ["", "?v=", "?v=0123456789ab"])
def test_an_address_without_the_right_hash_is_asked_for_again(
    browser: FlaskClient, query: str
) -> None:
    answer = browser.get(f"/static/css/base.css{query}")
    assert answer.headers["Cache-Control"] == "public, no-cache"
    unchanged = browser.get(
        f"/static/css/base.css{query}", headers={"If-None-Match": answer.headers["ETag"]}
    )
    assert unchanged.status_code == 304


@pytest.mark.parametrize("name", ["css/school.bundle.css", "js/page.bundle.js", "js/strokes.js"])
def test_a_page_that_was_open_during_a_deployment_gets_the_file_as_it_is_now(
    browser: FlaskClient, name: str
) -> None:
    """Also a file that pages name no more, since it stands in a bundle."""
    answer = browser.get(f"/static/{name}?v=0123456789ab")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "public, no-cache"
    assert answer.data == browser.get(browser.get(f"/address/{name}").text).data


def test_page_and_stylesheet_name_the_font_alike_so_that_it_is_fetched_once(
    browser: FlaskClient,
) -> None:
    address = browser.get("/address/vendor/atkinson-hyperlegible-next-5.3.0/latin.woff2").text
    assert "?" not in address
    answer = browser.get(address)
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.content_type == "font/woff2"


def test_text_is_sent_packed_to_a_browser_that_unpacks(browser: FlaskClient) -> None:
    plain = browser.get("/static/css/base.css", headers={"Accept-Encoding": "identity"})
    packed = browser.get("/static/css/base.css", headers={"Accept-Encoding": "gzip, br"})
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data == (STATIC / "css" / "base.css").read_bytes()
    assert len(packed.data) < len(plain.data) / 2
    assert packed.content_type == plain.content_type
    assert packed.headers["Vary"] == plain.headers["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize("accepted", ["identity", "gzip"])
def test_the_packed_text_and_the_plain_one_are_told_apart_when_asked_for_again(
    browser: FlaskClient, accepted: str
) -> None:
    answer = browser.get("/static/css/base.css", headers={"Accept-Encoding": accepted})
    other = {"identity": "gzip", "gzip": "identity"}[accepted]
    for encoding, status in ((accepted, 304), (other, 200)):
        headers = {"Accept-Encoding": encoding, "If-None-Match": answer.headers["ETag"]}
        assert browser.get("/static/css/base.css", headers=headers).status_code == status


def test_a_browser_that_refuses_packed_text_gets_it_plain(browser: FlaskClient) -> None:
    answer = browser.get("/static/css/base.css", headers={"Accept-Encoding": "gzip;q=0"})
    assert "Content-Encoding" not in answer.headers


@pytest.mark.parametrize(
    "path", ["vendor/atkinson-hyperlegible-next-5.3.0/latin.woff2", "icon.svg"]
)
def test_what_packing_would_not_make_smaller_is_sent_as_it_is(
    browser: FlaskClient, path: str
) -> None:
    answer = browser.get(f"/static/{path}", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in answer.headers
    assert answer.data == (STATIC / path).read_bytes()


def test_a_misspelt_name_is_an_error_and_not_a_broken_link(browser: FlaskClient) -> None:
    browser.application.testing = True
    with pytest.raises(LookupError, match=r"css/bose\.css"):
        browser.get("/address/css/bose.css")


def test_only_what_was_there_at_the_start_is_served(browser: FlaskClient) -> None:
    browser.application.register_error_handler(
        assets.NotFound, lambda refusal: (str(refusal.message), 404)
    )
    for path in ("css/nothing.css", "../config.py", "%2e%2e/config.py", "vendor", ".hidden.css"):
        assert browser.get(f"/static/{path}").status_code == 404, path


TOKEN = re.compile(r"--([a-z0-9-]+):\s*light-dark\((#[0-9a-f]{6}),\s*(#[0-9a-f]{6})\)")
COLORS = {
    name: (light, dark)
    for name, light, dark in TOKEN.findall((STATIC / "css" / "tokens.css").read_text("utf-8"))
}
TEXT_ON = {
    "ink": ["paper", "card", "wash", "tint", "red-wash", "amber-wash", "green-wash"],
    "soft": ["paper", "card", "wash", "tint", "red-wash", "amber-wash", "green-wash"],
    "accent": ["paper", "card", "wash", "tint"],
    "accent-deep": ["paper", "card", "wash", "tint"],
    "on-accent": ["accent", "accent-deep"],
    "pain": ["paper", "card", "red-wash"],
    "on-pain": ["pain"],
    "amber": ["paper", "card", "amber-wash"],
    "green": ["paper", "card", "green-wash"],
}
SHAPES_ON = {"edge": ["paper", "card"], "accent": ["paper", "card"], "skin-edge": ["paper", "skin"]}


def find_contrast(first: str, second: str) -> float:
    """Ratio of the relative luminances, as WCAG 2.2 defines it."""
    lighter, darker = sorted((find_luminance(first), find_luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def find_luminance(color: str) -> float:
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = map(find_linear_share, parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def find_linear_share(part: float) -> float:
    """How much light a part of a color in sRGB, from 0 to 1, stands for."""
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("pairs", "least"), [(TEXT_ON, 4.5), (SHAPES_ON, 3.0)], ids=["text", "shapes"]
)
def test_colors_have_contrast(pairs: dict[str, list[str]], least: float, scheme: int) -> None:
    poor = {}
    for front, grounds in pairs.items():
        for ground in grounds:
            ratio = find_contrast(COLORS[front][scheme], COLORS[ground][scheme])
            if ratio < least:
                poor[f"{front} on {ground}"] = round(ratio, 2)
    assert poor == {}
