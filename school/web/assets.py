"""Static files.

An address carries the hash of its content, so that browsers may keep it for good.
"""

from __future__ import annotations

import gzip
import hashlib
import tomllib
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from flask import Blueprint, Response, current_app, request

from school.core.refusals import NotFound
from school.web.app import School
from school.web.bundles import BundleError, join_files, join_scripts
from school.web.context import allow

FOLDER = Path(__file__).resolve().parent.parent / "static"
BUNDLES = "bundles.toml"  # in that folder: what is put together, and from which files
FOR_GOOD = "public, max-age=31536000, immutable"
ASK_AGAIN = "public, no-cache"

# Said here, because what a system's own table of types knows differs from machine to machine.
KINDS = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
}


# Text is worth packing from this size on, for phones on a slow network. Fonts and pictures of dots
# are packed already.
PACKED_FROM = 1000  # bytes
PACKED_KINDS = frozenset(KINDS.values()) - {"font/woff2", "image/png"}
# 40 ms at the start for all files together; level 9 takes half as long again and saves 0.2 %.
PACKING = 6


@dataclass(frozen=True)
class Asset:
    """A static file as it was when the process started.

    So what is served is always what its hash says.
    """

    content: bytes
    packed: bytes | None  # the same as gzip, where that is worth while
    kind: str
    fingerprint: str  # the first 12 hex digits of the content's sha256
    address: str  # made once: every page names some twenty of them


bp = Blueprint("assets", __name__)


def register(app: School) -> None:
    app.extensions["assets"] = read(FOLDER)
    app.jinja_env.globals["static"] = static
    app.register_blueprint(bp)


def read(folder: Path) -> dict[str, Asset]:
    """Path within the folder → asset, for every file of a known kind and for every bundle.

    Together they are about a megabyte. Raises BundleError when a bundle cannot be put together.
    """
    files = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix in KINDS:
            files[path.relative_to(folder).as_posix()] = path.read_bytes()
    contents = files | _bundles(folder, files)
    return {name: _asset(name, content) for name, content in contents.items()}


def _bundles(folder: Path, files: dict[str, bytes]) -> dict[str, bytes]:
    lists = tomllib.loads((folder / BUNDLES).read_text("utf-8"))
    bundles = {name: join_files(parts, files) for name, parts in lists["sheets"].items()}
    bundles |= {name: join_scripts(parts, files) for name, parts in lists["scripts"].items()}
    if taken := sorted(files.keys() & bundles.keys()):
        raise BundleError(f"a file has the name of a bundle: {', '.join(taken)}")
    return bundles


def _asset(name: str, content: bytes) -> Asset:
    kind = KINDS[Path(name).suffix]
    fingerprint = hashlib.sha256(content).hexdigest()[:12]
    return Asset(content, _packed(content, kind), kind, fingerprint, _address(name, fingerprint))


def _packed(content: bytes, kind: str) -> bytes | None:
    if kind not in PACKED_KINDS or len(content) < PACKED_FROM:
        return None
    packed = gzip.compress(content, PACKING, mtime=0)
    return packed if len(packed) < len(content) else None


def _address(name: str, fingerprint: str) -> str:
    address = f"/static/{quote(name)}"
    return address if _versioned(name) else f"{address}?v={fingerprint}"


def static(path: str) -> str:
    """The address of a static file.

    Raises LookupError when there is none, so that a misspelled name fails its test.
    """
    known: dict[str, Asset] = current_app.extensions["assets"]
    if path not in known:
        raise LookupError(f"there is no static file {path}")
    return known[path].address


@bp.get("/static/<path:path>")
@allow("static:get", door="none")
def send(path: str) -> Response:
    asset: Asset | None = current_app.extensions["assets"].get(path)
    if asset is None:
        raise NotFound
    if asset.packed and request.accept_encodings["gzip"]:
        response = Response(asset.packed, mimetype=asset.kind, headers={"Content-Encoding": "gzip"})
        response.set_etag(
            f"{asset.fingerprint}-gzip"
        )  # two texts of one address must not be taken for each other
    else:
        response = Response(asset.content, mimetype=asset.kind)
        response.set_etag(asset.fingerprint)
    if asset.packed:
        response.vary.add("Accept-Encoding")
    for_good = _versioned(path) or request.args.get("v") == asset.fingerprint
    response.headers["Cache-Control"] = FOR_GOOD if for_good else ASK_AGAIN
    response.make_conditional(request)
    return response


def _versioned(path: str) -> bool:
    """Whether a version is in the name already, as in those of vendored folders.

    The stylesheet can then name the font as the page does.
    """
    return path.startswith("vendor/") and path.count("/") > 1
