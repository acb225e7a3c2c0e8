"""What the audit log says of an act, in words: one sentence for each code that anything writes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from string import Formatter
from types import MappingProxyType
from typing import Any

# A name in braces is one of the entry's details. Codes stay for ever: old entries have them.
SENTENCES: Mapping[str, str] = MappingProxyType(
    {
        "person:add": "Added the account from a shell, as {role}",
        "person:ask-email": "Asked to change the e-mail address to {to}",
        "person:disable": "Disabled the account",
        "person:email": "Changed the e-mail address from {from} to {to}",
        "person:enable": "Enabled the account",
        "person:invitation": "Accepted the invitation",
        "person:invite": "Invited, as {role}",
        "person:invite-again": "Sent the invitation again",
        "person:join": "Joined the school",
        "person:password": "Chose a new password",
        "person:rename": "Changed the name from {from} to {to}",
        "person:role": "Changed the role from {from} to {to}",
        "person:sign-in": "Signed in with {device}, from {network}",
        "person:sign-out": "Signed out",
        "person:sign-out-everywhere": "Signed out everywhere",
        "hours:record": "Recorded {minutes} minutes, entry {entry}",
        "hours:correct": "Took back entry {entry} of {minutes} minutes",
        "hours:replace": "Wrote entry {entry} of {minutes} minutes in its place",
        "course:move": "Moved to the newest edition of {course}",
        "certificate:reissue": "Issued the certificate again, as revision {revision}",
    }
)


@dataclass(frozen=True)
class Told:
    """An act in words, and the details that its sentence leaves out, by name."""

    sentence: str
    more: tuple[tuple[str, str], ...]


def told(act: str, detail: Mapping[str, Any]) -> Told:
    """An entry of the log in words; an act that nobody has worded is told by its code."""
    wording = SENTENCES.get(act)
    if wording is None:
        return Told(act, _more(detail, frozenset()))
    named = frozenset(
        name for _text, name, _spec, _conversion in Formatter().parse(wording) if name
    )
    return Told(wording.format_map(dict.fromkeys(named, "…") | dict(detail)), _more(detail, named))


def _more(detail: Mapping[str, Any], said: frozenset[str]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (name.replace("_", " "), str(value)) for name, value in detail.items() if name not in said
    )
