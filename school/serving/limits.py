"""How long the server waits for what a client sends, and how much of it it takes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Seconds, bytes and counts. `docs/operating.md` lists them for the people who run a school."""

    # A client has this long to send a body, plus a second for each `bytes_a_second` received, so
    # that a slow phone succeeds and a client that sends a byte now and then does not.
    seconds_for_a_body: float = 10.0
    bytes_a_second: float = 500.0
    most_seconds_for_a_body: float = 60.0
    # The application refuses bodies above `body_bytes`. Up to `read_away_bytes` the server reads
    # them away first: a browser that is still sending does not see the refusal.
    body_bytes: int = 1_000_000
    read_away_bytes: int = 16_000_000
    bodies_bytes: int = 64_000_000  # bodies of all clients together that are held in memory
    waiting_requests: int = 1_000  # complete requests that wait for a thread
    seconds_for_headers: int = 15
    seconds_unacknowledged: int = 30  # an answer that a client does not take
    connections: int = 8_192


def seconds_to_read(received_bytes: int, limits: Limits) -> float:
    """Seconds from the start of a body until it must be complete, having received this much."""
    earned = limits.seconds_for_a_body + received_bytes / limits.bytes_a_second
    return min(earned, limits.most_seconds_for_a_body)
