"""Static files: an address carries the hash of its content, so that browsers may keep what they got for good."""

from __future__ import annotations

import hashlib
from pathlib import Path

from flask import Blueprint, Response, current_app, request, send_from_directory, url_for

from school.web.app import School
from school.web.context import allow
from school.web.refusals import NotFound

FOLDER = Path(__file__).resolve().parent.parent / "static"
FOR_GOOD = "public, max-age=31536000, immutable"
ASK_AGAIN = "public, no-cache"

# Said here, because what a system's own table of types knows differs from machine to machine.
KINDS = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
}

bp = Blueprint("assets", __name__)


def register(app: School) -> None:
    app.extensions["assets"] = fingerprints(FOLDER)
    app.jinja_env.globals["static"] = static
    app.register_blueprint(bp)


def fingerprints(folder: Path) -> dict[str, str]:
    """Path within the folder → the first 12 hex digits of the file's sha256, for every file that may be served."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix in KINDS)
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()[:12] for path in files
    }


def static(path: str) -> str:
    """The address of a static file. Raises LookupError when there is none, so that a misspelt name fails its test."""
    known: dict[str, str] = current_app.extensions["assets"]
    if path not in known:
        raise LookupError(f"there is no static file {path}")
    if _versioned(path):
        return url_for("assets.send", path=path)
    return url_for("assets.send", path=path, v=known[path])


@bp.get("/static/<path:path>")
@allow("static:get", door="none")
def send(path: str) -> Response:
    # Only what was there at the start is served: a stray file in the folder stays private.
    fingerprint = current_app.extensions["assets"].get(path)
    if fingerprint is None:
        raise NotFound
    response = send_from_directory(FOLDER, path, mimetype=KINDS[Path(path).suffix], etag=fingerprint)
    for_good = _versioned(path) or request.args.get("v") == fingerprint
    response.headers["Cache-Control"] = FOR_GOOD if for_good else ASK_AGAIN
    return response


def _versioned(path: str) -> bool:
    """A vendored folder has its version in its name; the stylesheet can then name the font as the page does."""
    return path.startswith("vendor/") and path.count("/") > 1
