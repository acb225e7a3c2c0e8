"""An answer to a card, read back from the JSON that its review keeps."""

from __future__ import annotations

import json
from typing import Any

from school.body.rules.strokes import read_drawing, read_tap
from school.cards.rules.answers import Given


def read_kept(kept: dict[str, Any]) -> Given:
    return Given(
        regions=tuple(kept.get("regions", ())),
        drawing=read_drawing(json.dumps(kept["drawing"])) if kept.get("drawing") else None,
        muscles=tuple(kept.get("muscles", ())),
        mimics=tuple(kept.get("mimics", ())),
        tap=read_tap(json.dumps(kept["tap"])) if kept.get("tap") else None,
    )
