"""Settings of the listening sockets, which every accepted connection inherits."""

from __future__ import annotations

import os
import resource
import socket
import stat
from collections.abc import Iterator
from contextlib import suppress

SECONDS_IDLE_BEFORE_ASKING = 60
SECONDS_BETWEEN_ASKING = 10
TIMES_ASKED = 3


def allow_many_connections(wanted: int) -> None:
    """Raise this process's limit of open files to `wanted`, as far as the system allows."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    ceiling = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    if soft != resource.RLIM_INFINITY and soft < ceiling:
        resource.setrlimit(resource.RLIMIT_NOFILE, (ceiling, hard))


def drop_dead_connections(seconds_unacknowledged: int) -> int:
    """Let the system close connections whose other end is gone, or does not take what it is sent.

    The server library opens its listening sockets itself and offers no setting for this, so they
    are looked for among the open files of this process. Return how many were found.
    """
    count = 0
    for listener in _listening_sockets():
        with listener:
            _set_options(listener, seconds_unacknowledged)
        count += 1
    return count


def _listening_sockets() -> Iterator[socket.socket]:
    """A duplicate of each TCP socket of this process that listens; the caller closes it."""
    for name in os.listdir("/dev/fd"):
        with suppress(OSError):  # closed since the folder was read
            if not stat.S_ISSOCK(os.fstat(int(name)).st_mode):
                continue
            duplicate = socket.socket(fileno=os.dup(int(name)))
            if _listens(duplicate):
                yield duplicate
            else:
                duplicate.close()


def _listens(candidate: socket.socket) -> bool:
    if candidate.family not in (socket.AF_INET, socket.AF_INET6):
        return False
    return bool(candidate.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN))


def _set_options(listener: socket.socket, seconds_unacknowledged: int) -> None:
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    tcp = socket.IPPROTO_TCP
    if hasattr(socket, "TCP_KEEPIDLE"):
        listener.setsockopt(tcp, socket.TCP_KEEPIDLE, SECONDS_IDLE_BEFORE_ASKING)
        listener.setsockopt(tcp, socket.TCP_KEEPINTVL, SECONDS_BETWEEN_ASKING)
        listener.setsockopt(tcp, socket.TCP_KEEPCNT, TIMES_ASKED)
    if hasattr(socket, "TCP_USER_TIMEOUT"):
        listener.setsockopt(tcp, socket.TCP_USER_TIMEOUT, seconds_unacknowledged * 1000)
