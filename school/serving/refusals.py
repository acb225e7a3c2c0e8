"""What the server itself answers when no complete request reaches the school."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class RequestRefused(Exception):
    """A request that the application never sees. The connection is closed after the answer."""

    status: int
    sentence: str
    retry_after_seconds: int | None = None

    @property
    def headers(self) -> list[tuple[str, str]]:
        headers = [
            ("content-type", "text/plain; charset=utf-8"),
            ("cache-control", "no-store"),
            ("x-content-type-options", "nosniff"),
            ("connection", "close"),
        ]
        if self.retry_after_seconds is not None:
            headers.append(("retry-after", str(self.retry_after_seconds)))
        return headers


def body_did_not_come() -> RequestRefused:
    return RequestRefused(
        408,
        "What you sent did not arrive completely, so nothing was saved. "
        "Please go back and send it again.",
    )


def length_is_missing() -> RequestRefused:
    return RequestRefused(
        411, "The school needs to know in advance how long a message is (Content-Length)."
    )


def server_is_full() -> RequestRefused:
    return RequestRefused(
        503,
        "The school is very busy, so nothing was saved. Please try again in a moment.",
        retry_after_seconds=3,
    )
