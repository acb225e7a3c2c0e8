"""What kinds of entries are called on pages."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

# How an entry is told in a list of what became of some minutes.
DEEDS: Mapping[str, str] = MappingProxyType(
    {
        "quiz": "earned by a quiz",
        "classroom": "recorded for time in the room",
        "workshop": "recorded for a workshop",
        "check-off": "recorded for a practical check-off",
        "reversal": "taken back",
        "correction": "written as a correction",
        "restoration": "restored after a mistaken reversal",
        "transfer": "moved to another course",
    }
)
# What an entry is, in a table.
NAMES: Mapping[str, str] = MappingProxyType(
    {
        "quiz": "quiz passed",
        "classroom": "time in the room",
        "workshop": "workshop",
        "check-off": "practical check-off",
        "reversal": "takes back an entry",
        "correction": "corrected",
        "restoration": "restored",
        "transfer": "moved from another course",
    }
)
# What happened, as one entry's own page says it.
EVENTS: Mapping[str, str] = MappingProxyType(
    {
        "quiz": "The quiz was passed.",
        "classroom": "Time in the room was recorded.",
        "workshop": "Time in a workshop was recorded.",
        "check-off": "A practical check-off was signed.",
        "reversal": "Minutes were taken back.",
        "correction": "Minutes were put right.",
        "restoration": "Minutes were restored after a mistaken reversal.",
        "transfer": "Minutes were moved here from another course.",
    }
)
# How an entry speaks of the one that it follows, and how that one speaks of it.
FOLLOWS: Mapping[str, str] = MappingProxyType(
    {"correction": "corrects", "restoration": "restores", "transfer": "moves"}
)
FOLLOWED: Mapping[str, str] = MappingProxyType(
    {"correction": "corrected by", "restoration": "restored by", "transfer": "moved by"}
)
