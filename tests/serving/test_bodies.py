"""A body is read whole, under a deadline and within limits, or refused."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from school.serving.bodies import Body, Memory, announced_bytes, forgetting
from school.serving.limits import Limits, seconds_to_read
from school.serving.refusals import RequestRefused

LIMITS = Limits(body_bytes=100, read_away_bytes=300, bodies_bytes=150)


async def arriving(*chunks: bytes, then_wait: bool = False) -> AsyncIterator[bytes]:
    for chunk in chunks:
        yield chunk
    if then_wait:
        await asyncio.Event().wait()


def read(body: Body, chunks: AsyncIterator[bytes]) -> bytes:
    # In a thread of its own: a browser test in this process may have left an event loop here.
    with ThreadPoolExecutor(1) as elsewhere:
        elsewhere.submit(asyncio.run, body.read(chunks)).result()
    return body.content


def body_of(announced: int, limits: Limits = LIMITS, memory: Memory | None = None) -> Body:
    return Body(announced, limits, memory or Memory(limits.bodies_bytes))


def refusal_of(body: Body, chunks: AsyncIterator[bytes]) -> int:
    with pytest.raises(RequestRefused) as refused:
        read(body, chunks)
    return refused.value.status


def test_a_body_that_comes_in_pieces_is_put_together():
    assert read(body_of(6), arriving(b"ab", b"cd", b"ef")) == b"abcdef"


def test_a_body_that_is_cut_off_is_refused():
    assert refusal_of(body_of(6), arriving(b"ab", b"cd")) == 408


def test_a_client_that_stops_sending_is_given_up_at_the_deadline():
    limits = Limits(seconds_for_a_body=0.05)
    assert refusal_of(body_of(6, limits), arriving(b"ab", then_wait=True)) == 408


def test_a_client_earns_time_by_sending_up_to_a_limit():
    limits = Limits(seconds_for_a_body=10, bytes_a_second=500, most_seconds_for_a_body=60)
    assert seconds_to_read(0, limits) == 10
    assert seconds_to_read(5_000, limits) == 20
    assert seconds_to_read(1_000_000, limits) == 60


def test_a_body_that_keeps_coming_gets_more_time_than_the_first_seconds():
    async def slowly() -> AsyncIterator[bytes]:
        for _ in range(4):
            await asyncio.sleep(0.03)
            yield b"x" * 10

    limits = Limits(seconds_for_a_body=0.05, bytes_a_second=100)  # 0.1 s for each chunk
    assert read(body_of(40, limits), slowly()) == b"x" * 40


def test_a_body_that_is_too_large_is_read_away_and_not_kept():
    memory = Memory(150)
    body = body_of(250, memory=memory)
    assert read(body, arriving(b"x" * 200, b"x" * 50)) == b""
    assert body.is_too_large
    assert body.is_complete
    assert memory.held_bytes == 0


def test_only_so_much_is_read_away():
    body = body_of(10_000)
    assert read(body, arriving(b"x" * 301, then_wait=True)) == b""
    assert not body.is_complete


def test_bodies_of_all_clients_together_have_a_limit():
    memory = Memory(150)
    first, second = body_of(90, memory=memory), body_of(90, memory=memory)
    read(first, arriving(b"x" * 90))
    assert refusal_of(second, arriving(b"x" * 90)) == 503
    with forgetting(first), forgetting(second):
        pass
    assert memory.held_bytes == 0
    assert read(body_of(90, memory=memory), arriving(b"y" * 90)) == b"y" * 90


@pytest.mark.parametrize(
    ("length", "encoding", "announced"), [(None, None, 0), ("0", None, 0), ("17", None, 17)]
)
def test_the_length_is_what_the_client_says(length, encoding, announced):
    assert announced_bytes(length, encoding) == announced


@pytest.mark.parametrize(
    ("length", "encoding"), [(None, "chunked"), ("5", "chunked"), ("-1", None), ("٣", None)]
)
def test_a_body_whose_length_is_not_known_is_refused(length, encoding):
    with pytest.raises(RequestRefused) as refused:
        announced_bytes(length, encoding)
    assert refused.value.status == 411
