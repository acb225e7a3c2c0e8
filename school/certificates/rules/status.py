"""Whether a certificate is valid: derived from the ledger as it is now, never stored."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Literal

Status = Literal["valid", "withdrawn", "superseded"]


def judge_status(entries: Iterable[int], taken_back: Collection[int], is_newest: bool) -> Status:
    """The status of a certificate that rests on `entries`.

    `taken_back`: the seq of reversed entries. `is_newest`: no later revision was issued.
    """
    if not is_newest:
        return "superseded"
    return "withdrawn" if any(seq in taken_back for seq in entries) else "valid"
