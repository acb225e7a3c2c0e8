"""Rebuilds the vendored assets from their npm packages, as the two manifests name them.

    python tools/vendor.py            rebuild, and stop if a file is not what its sha256 says
    python tools/vendor.py --accept   rebuild, and write the new sha256 (after a version was raised)

Needs npm and the network; nothing else of the school does.
"""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
MANIFESTS = (
    ROOT / "school/static/vendor/MANIFEST.json",
    ROOT / "tests/browser/vendor/MANIFEST.json",
)

SYMBOL = (
    '<symbol id="{name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" '
    'stroke-linecap="round" stroke-linejoin="round">{shapes}</symbol>'
)


def main() -> None:
    accept = "--accept" in sys.argv[1:]
    for manifest in MANIFESTS:
        assets = json.loads(manifest.read_text("utf-8"))
        for asset in assets:
            rebuild_asset(manifest.parent, asset, accept)
        manifest.write_text(json.dumps(assets, indent=2, ensure_ascii=False) + "\n", "utf-8")


def rebuild_asset(folder: Path, asset: dict[str, Any], accept: bool) -> None:
    """Write every file of an asset into <folder>/<name>-<version>/."""
    home = folder / f"{asset['name']}-{asset['version']}"
    home.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        package = unpack_package(asset["package"], asset["version"], Path(scratch))
        for name, origin in asset["files"].items():
            if "icons" in origin:
                content = write_sprite(package, origin["icons"])
            else:
                content = (package / origin["from"]).read_bytes()
            digest = hashlib.sha256(content).hexdigest()
            expected = origin.get("sha256")
            if digest != expected and not accept:
                sys.exit(f"{home / name}: sha256 is {digest}, the manifest says {expected}")
            origin["sha256"] = digest
            (home / name).write_bytes(content)
            print(f"{asset['name']} {asset['version']}: {name}, {len(content)} bytes")


def unpack_package(package: str, version: str, scratch: Path) -> Path:
    """Fetch one npm package at one version. Return its folder."""
    command = ["npm", "pack", "--silent", f"{package}@{version}"]
    packing = subprocess.run(command, cwd=scratch, check=True, capture_output=True, text=True)
    with tarfile.open(scratch / packing.stdout.split()[-1]) as archive:
        archive.extractall(scratch, filter="data")
    return scratch / "package"


def write_sprite(package: Path, icons: list[str]) -> bytes:
    """Return one file of symbols: a page fetches all its icons once, and names them by `#id`."""
    symbols = [
        write_symbol(name, (package / "icons" / f"{name}.svg").read_text("utf-8"))
        for name in sorted(icons)
    ]
    return "\n".join(['<svg xmlns="http://www.w3.org/2000/svg">', *symbols, "</svg>", ""]).encode()


def write_symbol(name: str, svg: str) -> str:
    inside = re.search(r"<svg[^>]*>(.*)</svg>", svg, re.DOTALL)
    if inside is None:
        raise ValueError(f"{name} is not an icon")
    shapes = "".join(line.strip() for line in inside[1].splitlines())
    return SYMBOL.format(name=name, shapes=shapes.replace(" />", "/>"))


if __name__ == "__main__":
    main()
