"""Sends many requests to a server on this machine, and counts the CPU time its processes spend."""

from __future__ import annotations

import http.client
import os
import statistics
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
HOST = "127.0.0.1"


@dataclass(frozen=True)
class Ask:
    """One request."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes = b""
    expect: int = 200


@dataclass(frozen=True)
class Measured:
    """What a run of requests cost."""

    requests: int
    cpu_ms: float  # of all server processes, per request
    p50_ms: float
    p95_ms: float
    size: int  # bytes of the last body


def measure(port: int, pid: int, asks: Sequence[Ask], clients: int = 8) -> Measured:
    """Send the requests over so many open connections, and measure what they cost.

    Raises RuntimeError on an unexpected status.
    """
    load = _Load(port, list(asks))
    before = measure_cpu_seconds(pid)
    threads = [threading.Thread(target=load.send_requests) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = measure_cpu_seconds(pid) - before
    if load.faults:
        raise RuntimeError(load.faults[0])
    waits = sorted(load.waits)
    return Measured(
        requests=len(waits),
        cpu_ms=seconds * 1000 / len(waits),
        p50_ms=statistics.median(waits),
        p95_ms=waits[int(len(waits) * 0.95)],
        size=load.sizes[-1],
    )


class _Load:
    """Requests that several threads send, and what came of them."""

    def __init__(self, port: int, queue: list[Ask]) -> None:
        self.port = port
        self.queue = queue
        self.waits: list[float] = []  # milliseconds
        self.sizes: list[int] = []
        self.faults: list[str] = []
        self._lock = threading.Lock()

    def send_requests(self) -> None:
        """Send requests over one connection until none is left or one has failed."""
        connection = http.client.HTTPConnection(HOST, self.port, timeout=30)
        while True:
            with self._lock:
                if not self.queue or self.faults:
                    break
                ask = self.queue.pop()
            start = time.perf_counter()
            connection.request(ask.method, ask.path, ask.body, ask.headers)
            answer = connection.getresponse()
            body = answer.read()
            wait = (time.perf_counter() - start) * 1000
            with self._lock:
                self.waits.append(wait)
                self.sizes.append(len(body))
                if answer.status != ask.expect:
                    fault = f"{ask.method} {ask.path}: {answer.status} {body[:200]!r}"
                    self.faults.append(fault)
        connection.close()


def list_processes(pid: int) -> list[int]:
    """Return a process and all its descendants."""
    processes = [pid]
    for process in processes:  # grows while it is read
        children = Path(f"/proc/{process}/task/{process}/children")
        processes.extend(int(child) for child in children.read_text().split())
    return processes


def measure_cpu_seconds(pid: int) -> float:
    """Return user and system time of a process and its descendants, in seconds."""
    total = 0
    for process in list_processes(pid):
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        total += int(fields[11]) + int(fields[12])
    return total / TICKS


def measure_resident_mb(pid: int) -> float:
    """Return the proportional set size of a process and its descendants, in MB."""
    total = 0
    for process in list_processes(pid):
        rollup = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
        total += next(int(line.split()[1]) for line in rollup if line.startswith("Pss:"))
    return total / 1024


def wait_until(answers: Callable[[], bool], seconds: float = 20) -> float:
    """Return the seconds until `answers()` is true. Raises TimeoutError after `seconds`."""
    start = time.perf_counter()
    while time.perf_counter() - start < seconds:
        if answers():
            return time.perf_counter() - start
        time.sleep(0.01)
    raise TimeoutError


def is_answering(port: int, path: str) -> bool:
    """Return whether the server answers `path` with 200."""
    connection = http.client.HTTPConnection(HOST, port, timeout=2)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()
