"""Listening sockets are found among a process's open files, and what they accept inherits."""

from __future__ import annotations

import os
import resource
import socket

from school.serving.sockets import allow_many_connections, drop_dead_connections


def test_accepted_connections_are_dropped_when_their_other_end_is_gone():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        assert drop_dead_connections(30) >= 1
        with socket.create_connection(listener.getsockname()), listener.accept()[0] as accepted:
            assert accepted.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE) == 1
            timeout = accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT)
            assert timeout == 30_000


def test_the_listening_socket_stays_open():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        drop_dead_connections(30)
        with socket.create_connection(listener.getsockname()):
            pass


def test_looking_leaves_no_file_open(tmp_path):
    """A duplicate of a pipe or of a locked file keeps others waiting for its end."""
    with (tmp_path / "file").open("w"), socket.create_server(("127.0.0.1", 0)):
        before = os.listdir("/dev/fd")
        drop_dead_connections(30)
        assert os.listdir("/dev/fd") == before


def test_the_limit_of_open_files_is_raised_and_never_lowered():
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (256, hard))
        allow_many_connections(512)
        assert resource.getrlimit(resource.RLIMIT_NOFILE)[0] == 512
        allow_many_connections(300)
        assert resource.getrlimit(resource.RLIMIT_NOFILE)[0] == 512
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
