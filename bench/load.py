"""Asking a server on this machine the same thing many times, and counting the CPU time its processes spent."""

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
    """Send `asks`, spread over `clients` connections kept open; raises RuntimeError on an unexpected status."""
    waits: list[float] = []
    sizes: list[int] = []
    faults: list[str] = []
    queue = list(asks)
    lock = threading.Lock()

    def work() -> None:
        connection = http.client.HTTPConnection(HOST, port, timeout=30)
        while True:
            with lock:
                if not queue or faults:
                    break
                ask = queue.pop()
            began = time.perf_counter()
            connection.request(ask.method, ask.path, ask.body, ask.headers)
            answer = connection.getresponse()
            body = answer.read()
            wait = (time.perf_counter() - began) * 1000
            with lock:
                waits.append(wait)
                sizes.append(len(body))
                if answer.status != ask.expect:
                    faults.append(f"{ask.method} {ask.path}: {answer.status} {body[:200]!r}")
        connection.close()

    before = cpu_seconds(pid)
    threads = [threading.Thread(target=work) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    spent = cpu_seconds(pid) - before
    if faults:
        raise RuntimeError(faults[0])
    ordered = sorted(waits)
    return Measured(
        requests=len(waits),
        cpu_ms=spent * 1000 / len(waits),
        p50_ms=statistics.median(ordered),
        p95_ms=ordered[int(len(ordered) * 0.95)],
        size=sizes[-1],
    )


def family(pid: int) -> list[int]:
    """A process and all that descend from it."""
    found = [pid]
    for one in found:
        children = Path(f"/proc/{one}/task/{one}/children")
        found.extend(int(child) for child in children.read_text().split())
    return found


def cpu_seconds(pid: int) -> float:
    """User and system time of a process and its descendants, in seconds."""
    total = 0
    for one in family(pid):
        fields = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
        total += int(fields[11]) + int(fields[12])
    return total / TICKS


def resident_mb(pid: int) -> float:
    """Proportional set size of a process and its descendants, in MB."""
    total = 0
    for one in family(pid):
        rollup = Path(f"/proc/{one}/smaps_rollup").read_text().splitlines()
        total += next(int(line.split()[1]) for line in rollup if line.startswith("Pss:"))
    return total / 1024


def wait_until(answers: Callable[[], bool], seconds: float = 20) -> float:
    """Seconds until `answers()` is true; raises TimeoutError after `seconds`."""
    began = time.perf_counter()
    while time.perf_counter() - began < seconds:
        if answers():
            return time.perf_counter() - began
        time.sleep(0.01)
    raise TimeoutError


def answering(port: int, path: str) -> bool:
    """Whether the server answers `path` with 200."""
    connection = http.client.HTTPConnection(HOST, port, timeout=2)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()
