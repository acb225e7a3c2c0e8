"""What a question answered in words has of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from school.questions.items import Body


@dataclass(frozen=True)
class ShortText(Body):
    """Wordings that are right."""

    kind: ClassVar[str] = "short-text"

    wordings: tuple[str, ...]
