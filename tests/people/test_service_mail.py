"""The outbox: a letter is sent once for each commit, never for a rollback.

It waits while no server takes it.
"""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes
from pathlib import Path

import pytest

from school.core.background import run_jobs_in_background
from school.people.rules.letters import Letter
from school.people.rules.mail import LEASE, MOST_TRIES
from school.people.service.mail import queue_letter, send_waiting
from tests.cast import NOON
from tests.patience import wait_until

LETTER = Letter("A subject", "Hello Zoë,\n\nopen https://school.example/password/abc\n")
TO = "ana@school.example"


class MailServer(socketserver.ThreadingTCPServer):
    """A little SMTP server that stores what it gets, or says that it is full."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Talk)
        self.got: list[bytes] = []
        self.full = False

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.server_address[1]}"


class Talk(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self.say("220 ready")
        for line in self.rfile:
            word = line.decode().split()[0].upper()
            if word == "DATA":
                self.take()
            elif word == "QUIT":
                self.say("221 bye")
                return
            else:
                self.say("452 full" if self.server.full and word == "RCPT" else "250 ok")

    def take(self) -> None:
        self.say("354 go on")
        lines = []
        for line in self.rfile:
            if line == b".\r\n":
                break
            lines.append(line)
        self.server.got.append(b"".join(lines))
        self.say("250 taken")

    def say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


@pytest.fixture
def server() -> Iterator[MailServer]:
    with MailServer() as running:
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield running
        running.shutdown()
        thread.join()


def post_one(database, now=NOON):
    with database.writing() as session:
        queue_letter(session, TO, LETTER, now)


def files(config) -> list[Path]:
    return sorted(Path(config.outbox_dir).glob("*"))


def test_without_a_mail_server_a_letter_becomes_a_file_that_only_its_owner_reads(database, config):
    post_one(database)
    assert send_waiting(database, config, NOON) == 1
    (path,) = files(config)
    assert path.stat().st_mode & 0o077 == 0
    mail = message_from_bytes(path.read_bytes())
    assert (mail["To"], mail["Subject"], mail["From"]) == (TO, "A subject", "school@localhost")
    assert "Hello Zoë" in mail.get_payload(decode=True).decode()


def test_a_letter_is_sent_once(database, config, letters):
    post_one(database)
    assert [send_waiting(database, config, NOON + timedelta(hours=n)) for n in range(3)] == [
        1,
        0,
        0,
    ]
    (letter,) = letters()
    assert (letter.sent_at, letter.tries, letter.next_try_at) == (NOON, 1, None)


def test_once_sent_its_link_is_no_longer_readable(database, config, letters):
    post_one(database)
    send_waiting(database, config, NOON)
    assert letters()[0].body == ""


def test_an_act_that_is_rolled_back_sends_nothing(database, config):
    def post_and_fail() -> None:
        with database.writing() as session:
            queue_letter(session, TO, LETTER, NOON)
            session.flush()
            raise ArithmeticError

    with pytest.raises(ArithmeticError):
        post_and_fail()
    assert send_waiting(database, config, NOON) == 0
    assert files(config) == []


def test_a_letter_goes_out_by_smtp(database, config, server):
    post_one(database)
    assert send_waiting(database, replace(config, mail_url=server.url), NOON) == 1
    (raw,) = server.got
    assert message_from_bytes(raw)["To"] == TO


def test_what_could_not_be_sent_waits_longer_each_time(database, config, server, letters):
    server.full = True
    by_smtp = replace(config, mail_url=server.url)
    post_one(database)
    assert send_waiting(database, by_smtp, NOON) == 0
    (letter,) = letters()
    assert letter.next_try_at == NOON + timedelta(minutes=1)
    assert "452" in letter.last_error
    assert send_waiting(database, by_smtp, NOON + timedelta(seconds=59)) == 0
    assert letters()[0].tries == 1
    server.full = False
    assert send_waiting(database, by_smtp, NOON + timedelta(minutes=1)) == 1
    assert letters()[0].last_error is None


def test_a_server_that_is_away_loses_nothing(database, config, letters):
    post_one(database)
    away = replace(config, mail_url="smtp://127.0.0.1:9")
    assert send_waiting(database, away, NOON) == 0
    assert letters()[0].body == LETTER.body


def test_a_letter_is_given_up_at_last_and_its_link_forgotten(database, config, letters):
    post_one(database)
    away, now = replace(config, mail_url="smtp://127.0.0.1:9"), NOON
    for _ in range(MOST_TRIES):
        send_waiting(database, away, now)
        now += timedelta(days=1)
    (letter,) = letters()
    assert (letter.tries, letter.next_try_at, letter.sent_at, letter.body) == (
        MOST_TRIES,
        None,
        None,
        "",
    )


def test_two_copies_after_a_crash_carry_one_message_id(
    database, config, server, letters, monkeypatch
):
    """A sender dies between sending and marking: the lease ends, and the letter goes again."""
    by_smtp = replace(config, mail_url=server.url)
    post_one(database)
    with monkeypatch.context() as dying:
        dying.setattr("school.people.service.mail._mark_sent", _die)
        with pytest.raises(KeyboardInterrupt):
            send_waiting(database, by_smtp, NOON)
    assert send_waiting(database, by_smtp, NOON + LEASE - timedelta(seconds=1)) == 0
    assert send_waiting(database, by_smtp, NOON + LEASE) == 1
    first, second = (message_from_bytes(raw)["Message-ID"] for raw in server.got)
    assert first == second


def _die(*_given: object) -> None:
    raise KeyboardInterrupt


def test_senders_at_once_share_the_letters_out(database, config, server):
    by_smtp = replace(config, mail_url=server.url)
    for _ in range(8):
        post_one(database)
    sent: list[int] = []
    threads = [
        threading.Thread(target=lambda: sent.append(send_waiting(database, by_smtp, NOON)))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(sent) == 8
    assert (
        len({message_from_bytes(raw)["Message-ID"] for raw in server.got}) == len(server.got) == 8
    )


def test_letters_do_not_cross_a_network_in_the_open(database, config, server, letters, monkeypatch):
    """Only a mail server on this very machine may be spoken to without encryption."""
    monkeypatch.setattr("school.people.service.delivery.THIS_MACHINE", frozenset())
    post_one(database)
    assert send_waiting(database, replace(config, mail_url=server.url), NOON) == 0
    assert "STARTTLS" in letters()[0].last_error
    assert server.got == []


def test_a_serving_process_sends_a_letter_moments_after_its_commit(database, config, clock):
    end = run_jobs_in_background(database, config, clock)
    post_one(database)
    wait_until(lambda: [path.suffix for path in files(config)] == [".eml"])
    end()
