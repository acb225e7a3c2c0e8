"""How questions are stored in editions, and how the form from before bodies is still read.

Before bodies, an item was flat: its kind and the fields of every kind were beside the fields that
all questions have. Editions are never rewritten, so these items are upgraded whenever they are
read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from types import MappingProxyType
from typing import Any

from school.questions.items import Body, Item
from school.questions.kinds import QUESTION_KINDS

# Which fields of a flat item belong to its body, by kind. Closed: no flat item is ever written.
FLAT_FIELDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "one-choice": ("choices",),
        "several-choices": ("choices", "partial"),
        "numeric": ("number",),
        "short-text": ("wordings",),
    }
)
# What a flat item had in the fields that did not belong to its kind.
FLAT_DEFAULTS: Mapping[str, Any] = MappingProxyType(
    {"partial": "off", "choices": [], "number": None, "wordings": []}
)
ITEM_FIELDS = frozenset(field.name for field in fields(Item))


def find_body_class(kind: str) -> type[Body]:
    """The class of a stored body by its tag. Raises KeyError for an unknown kind."""
    return QUESTION_KINDS[kind].body


def upgrade_item(stored: Mapping[str, Any]) -> Mapping[str, Any]:
    """A stored item in today's form. A flat one gets a tagged body; any other stays as it is."""
    if "body" in stored:
        return stored
    kind = stored["kind"]
    body = {"kind": kind} | {
        name: stored.get(name, FLAT_DEFAULTS[name]) for name in FLAT_FIELDS[kind]
    }
    common = {name: value for name, value in stored.items() if name in ITEM_FIELDS}
    return common | {"body": body}


def flatten_items(payload: Any) -> Any:
    """A payload with each of its items in the flat form.

    An edition's hash covers this form. So content that has not changed still has the hash it had
    before bodies, and publishing it again makes no new edition.
    """
    if isinstance(payload, list):
        return [flatten_items(part) for part in payload]
    if not isinstance(payload, dict):
        return payload
    flat = {name: flatten_items(part) for name, part in payload.items()}
    if payload.keys() != ITEM_FIELDS:
        return flat
    body = flat.pop("body")
    return {**flat, **FLAT_DEFAULTS, **body}
