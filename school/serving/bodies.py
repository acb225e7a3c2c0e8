"""Reading a request's body whole: under a deadline, within limits, before anything waits for it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from school.serving.limits import Limits, seconds_to_read
from school.serving.refusals import body_did_not_come, length_is_missing, server_is_full


@dataclass
class Memory:
    """The bytes of bodies that the server holds at this moment, of all clients together.

    Only the event loop's thread changes it, so it needs no lock.
    """

    limit_bytes: int
    held_bytes: int = field(default=0, init=False)

    def take(self, count: int) -> None:
        """Note that `count` bytes are held from now on, or raise RequestRefused (503)."""
        if self.held_bytes + count > self.limit_bytes:
            raise server_is_full()
        self.held_bytes += count

    def give_back(self, count: int) -> None:
        self.held_bytes -= count


class Body:
    """The body of one request as it grows. Its bytes count as held until the request has ended."""

    def __init__(self, announced_bytes: int, limits: Limits, memory: Memory) -> None:
        self.announced_bytes = announced_bytes
        self.is_too_large = announced_bytes > limits.body_bytes
        self.received_bytes = 0
        self._limits = limits
        self._memory = memory
        self._chunks: list[bytes] = []
        self._held_bytes = 0

    @property
    def content(self) -> bytes:
        """What was received; empty if it is more than the application takes."""
        return b"".join(self._chunks)

    @property
    def is_complete(self) -> bool:
        return self.received_bytes >= self.announced_bytes

    async def read(self, chunks: AsyncIterable[bytes]) -> None:
        """Read the body to its end, or raise RequestRefused.

        What is too large is read and dropped, up to a limit: the application then refuses it with
        its own page.
        """
        loop = asyncio.get_running_loop()
        began = loop.time()
        try:
            async with asyncio.timeout_at(began + seconds_to_read(0, self._limits)) as deadline:
                async for chunk in chunks:
                    self._keep(chunk)
                    if self.received_bytes > self._limits.read_away_bytes:
                        return
                    seconds = seconds_to_read(self.received_bytes, self._limits)
                    deadline.reschedule(began + seconds)
        except TimeoutError:
            raise body_did_not_come() from None
        if not self.is_complete:  # the client left: nothing of it may be carried out
            raise body_did_not_come()

    def _keep(self, chunk: bytes) -> None:
        self.received_bytes += len(chunk)
        if self.is_too_large:
            return
        self._memory.take(len(chunk))
        self._held_bytes += len(chunk)
        self._chunks.append(chunk)

    def forget(self) -> None:
        """Give the memory back, when the request has ended."""
        self._memory.give_back(self._held_bytes)
        self._held_bytes = 0
        self._chunks.clear()


def announced_bytes(length: str | None, transfer_encoding: str | None) -> int:
    """How many bytes the client says that it sends, or RequestRefused (411) if it does not say."""
    if transfer_encoding is not None:
        raise length_is_missing()
    if length is None:
        return 0
    if not (length.isascii() and length.isdigit()):
        raise length_is_missing()
    return int(length)


@contextmanager
def forgetting(body: Body) -> Iterator[Body]:
    """Whatever happens to the request, its body is no longer counted afterwards."""
    try:
        yield body
    finally:
        body.forget()
