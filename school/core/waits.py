"""How long somebody has to wait, in words."""

from __future__ import annotations

from datetime import timedelta

from school.core.messages import Message, plural_message

SECOND = timedelta(seconds=1)


def describe_wait(wait: timedelta) -> Message:
    """A wait in whole seconds, minutes or hours, never shorter than it is.

    Minutes begin at two of them, and hours too.
    """
    seconds = max(1, count_seconds(wait))
    if seconds < 2 * 60:
        return plural_message("{count} second", "{count} seconds", count=seconds)
    minutes = -(-seconds // 60)
    if minutes < 2 * 60:
        return plural_message("{count} minute", "{count} minutes", count=minutes)
    return plural_message("{count} hour", "{count} hours", count=-(-minutes // 60))


def count_seconds(wait: timedelta) -> int:
    """The whole seconds of a wait, rounded up."""
    return -(-wait // SECOND)
