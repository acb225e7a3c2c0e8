"""The school as an RSGI application: the event loop reads, a thread answers, the loop sends."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable
from typing import Any, Protocol

from school.serving.bodies import Body, Memory, announced_bytes, forgetting
from school.serving.environ import Scope, build_environ
from school.serving.limits import Limits
from school.serving.refusals import RequestRefused, server_is_full
from school.serving.sockets import drop_dead_connections
from school.serving.threads import ThreadPool, TooManyWaiting

log = logging.getLogger("school")

WSGIApplication = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
Header = tuple[str, str]
SECONDS_BEFORE_LOOKING_AGAIN = 0.05


class Client(Protocol):
    """The other end of an RSGI request, as far as it is used here."""

    def __aiter__(self) -> Any: ...
    def response_bytes(self, status: int, headers: list[Header], body: bytes) -> None: ...
    def response_empty(self, status: int, headers: list[Header]) -> None: ...


class Answer:
    """What a WSGI application answered: status, headers and the whole body."""

    def __init__(self) -> None:
        self.status = 500
        self.headers: list[Header] = []
        self.body = b""

    def start(
        self, status: str, headers: list[Header], exc_info: object = None
    ) -> Callable[[bytes], None]:
        """WSGI's `start_response`."""
        self.status = int(status.split(" ", 1)[0])
        self.headers = headers
        return self._write

    def _write(self, more: bytes) -> None:
        self.body += more

    def add(self, chunks: Iterable[bytes]) -> None:
        """Take all of the body, then close what it came from, as PEP 3333 asks."""
        try:
            self.body += b"".join(chunks)
        finally:
            if close := getattr(chunks, "close", None):
                close()


class Server:
    """One worker process of the server. No thread is taken before a request is complete."""

    def __init__(self, application: WSGIApplication, threads: int, limits: Limits) -> None:
        self._application = application
        self._threads = threads
        self._limits = limits
        self._memory = Memory(limits.bodies_bytes)

    def __rsgi_init__(self, loop: asyncio.AbstractEventLoop) -> None:
        """Called in the worker's process: threads started earlier would not survive the fork."""
        self._loop = loop
        self._pool = ThreadPool(self._threads, self._limits.waiting_requests)
        loop.call_soon(self._prepare_sockets)

    def _prepare_sockets(self) -> None:
        # The library opens them in a thread of its own, about now.
        if not drop_dead_connections(self._limits.seconds_unacknowledged):
            self._loop.call_later(SECONDS_BEFORE_LOOKING_AGAIN, self._prepare_sockets)

    async def __rsgi__(self, scope: Scope, client: Client) -> None:
        try:
            await self._serve(scope, client)
        except RequestRefused as refusal:
            _note_refusal(scope, refusal)
            client.response_bytes(refusal.status, refusal.headers, refusal.sentence.encode())

    async def _serve(self, scope: Scope, client: Client) -> None:
        headers = scope.headers
        announced = announced_bytes(headers.get("content-length"), headers.get("transfer-encoding"))
        with forgetting(Body(announced, self._limits, self._memory)) as body:
            if announced:
                await body.read(client)
            answer = await self._answer(build_environ(scope, body))
        if body.is_too_large and not body.is_complete:
            answer.headers.append(("connection", "close"))
        send(client, answer)

    async def _answer(self, environ: dict[str, Any]) -> Answer:
        answer = Answer()
        answered = self._loop.create_future()

        def job() -> None:
            self._call(environ, answer)
            self._loop.call_soon_threadsafe(_settle, answered)

        try:
            self._pool.run(job)
        except TooManyWaiting:
            raise server_is_full() from None
        await answered
        return answer

    def _call(self, environ: dict[str, Any], answer: Answer) -> None:
        try:
            answer.add(self._application(environ, answer.start))
        except Exception:
            # The application turns its failures into pages. This one came from outside of it.
            log.exception("request failed")
            answer.status, answer.headers, answer.body = 500, [], b""


def send(client: Client, answer: Answer) -> None:
    if answer.body:
        client.response_bytes(answer.status, answer.headers, answer.body)
    else:
        client.response_empty(answer.status, answer.headers)


def _settle(answered: asyncio.Future[None]) -> None:
    if not answered.done():  # the client may have left, and the waiting task with it
        answered.set_result(None)


def _note_refusal(scope: Scope, refusal: RequestRefused) -> None:
    facts = {
        "method": scope.method,
        "path": scope.path,
        "status": refusal.status,
        "from": scope.client,
    }
    log.warning("request refused by the server", extra={"facts": facts})
