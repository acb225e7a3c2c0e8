"""What kinds of entries are called on pages."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

# How an entry is described in the history of some minutes.
DEEDS: Mapping[str, str] = MappingProxyType(
    {
        "quiz": "earned by a quiz",
        "classroom": "recorded as class time",
        "workshop": "recorded as a workshop",
        "check-off": "recorded as a practical check-off",
        "reversal": "taken back",
        "correction": "recorded as a correction",
        "restoration": "restored after a mistaken reversal",
        "transfer": "moved to another course",
    }
)
# What an entry is called in a table.
NAMES: Mapping[str, str] = MappingProxyType(
    {
        "quiz": "quiz passed",
        "classroom": "class time",
        "workshop": "workshop",
        "check-off": "practical check-off",
        "reversal": "takes back an entry",
        "correction": "corrected",
        "restoration": "restored",
        "transfer": "moved from another course",
    }
)
# What happened, on the page of one entry.
EVENTS: Mapping[str, str] = MappingProxyType(
    {
        "quiz": "The quiz was passed.",
        "classroom": "Class time was recorded.",
        "workshop": "Workshop time was recorded.",
        "check-off": "A practical check-off was signed.",
        "reversal": "Minutes were taken back.",
        "correction": "Minutes were corrected.",
        "restoration": "Minutes were restored after a mistaken reversal.",
        "transfer": "Minutes were moved here from another course.",
    }
)
# How an entry refers to the one it follows, and how that one refers back.
FOLLOWS: Mapping[str, str] = MappingProxyType(
    {"correction": "corrects", "restoration": "restores", "transfer": "moves"}
)
FOLLOWED: Mapping[str, str] = MappingProxyType(
    {"correction": "corrected by", "restoration": "restored by", "transfer": "moved by"}
)
