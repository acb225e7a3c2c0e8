"""A value for every name in a URL that leads to nothing."""

from __future__ import annotations

NOT_THERE = {
    "slug": "no-such-thing",
    "deck": "no-such-deck",
    "section_id": "no-such-section",
    "item_id": "no-such-item",
    "kind": "module",
    "code": "0000-0000-0000-0000",
    "secret": "no-such-secret",
    "path": "no-such-file.css",
    "extension": "svg",
    "sha256": "0" * 64,
    "name": "no-such-name",
    "card_id": "no-such-card",
}
