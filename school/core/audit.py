"""What the audit log says about an act: one sentence a code, from the feature that writes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from string import Formatter
from typing import Any

from school.core.registry import Registry

# A name in braces is one of the entry's details. A code stays forever: old entries have it.
AUDIT_SENTENCES: Registry[str] = Registry("audit sentence")


@dataclass(frozen=True)
class ActInWords:
    """An act in words, and the details that its sentence leaves out, by name."""

    sentence: str
    details: tuple[tuple[str, str], ...]


def describe_act(act: str, detail: Mapping[str, Any]) -> ActInWords:
    """An entry of the log in words. An act without a sentence is shown by its code."""
    wording = AUDIT_SENTENCES.get(act)
    if wording is None:
        return ActInWords(act, _list_details(detail, frozenset()))
    blanks = _blanks_of(wording)
    sentence = wording.format_map(dict.fromkeys(blanks, "…") | dict(detail))
    return ActInWords(sentence, _list_details(detail, blanks))


def _blanks_of(wording: str) -> frozenset[str]:
    return frozenset(name for _text, name, _spec, _conversion in Formatter().parse(wording) if name)


def _list_details(
    detail: Mapping[str, Any], left_out: frozenset[str]
) -> tuple[tuple[str, str], ...]:
    return tuple(
        (name.replace("_", " "), str(value))
        for name, value in detail.items()
        if name not in left_out
    )
