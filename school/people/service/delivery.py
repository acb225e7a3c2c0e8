"""Sends a letter by SMTP, or writes it to a file where there is no mail server."""

from __future__ import annotations

import smtplib
import ssl
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from school.config import Config
from school.db import ensure_folder
from school.people.tables import OutgoingMail

SMTP_TIMEOUT_SECONDS = 20
THIS_MACHINE = frozenset({"localhost", "127.0.0.1", "::1"})


def deliver_mail(message: OutgoingMail, config: Config) -> None:
    """Send one letter, or write it to a file where no mail server is named.

    Raises OSError, SMTPException or UnicodeError if it could not be sent.
    """
    mail = _compose_mail(message, config)
    if config.mail_url:
        _send_by_smtp(mail, urlsplit(config.mail_url))
    else:
        _write_file(mail, message.id, Path(config.outbox_dir))


def _compose_mail(message: OutgoingMail, config: Config) -> EmailMessage:
    domain = urlsplit(config.base_url).hostname or "localhost"
    mail = EmailMessage()
    mail["From"] = config.mail_from
    mail["To"] = message.to
    mail["Subject"] = message.subject
    mail["Date"] = format_datetime(message.made_at)
    # The same for every try, so that a second copy is recognized as one.
    mail["Message-ID"] = f"<{message.id}.{message.made_at:%Y%m%d%H%M%S%f}@{domain}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(message.body)
    return mail


def _send_by_smtp(mail: EmailMessage, url: SplitResult) -> None:
    host, context = url.hostname or "localhost", ssl.create_default_context()
    if url.scheme == "smtps":
        with smtplib.SMTP_SSL(
            host, url.port or 465, timeout=SMTP_TIMEOUT_SECONDS, context=context
        ) as server:
            _hand_over(server, mail, url)
        return
    with smtplib.SMTP(host, url.port or 587, timeout=SMTP_TIMEOUT_SECONDS) as server:
        server.ehlo()
        if server.has_extn("starttls"):
            server.starttls(context=context)
        elif host not in THIS_MACHINE:
            # Letters hold one-time links, which must not cross a network unencrypted.
            raise smtplib.SMTPNotSupportedError(f"{host} offers no encryption (STARTTLS)")
        _hand_over(server, mail, url)


def _hand_over(server: smtplib.SMTP, mail: EmailMessage, url: SplitResult) -> None:
    if url.username:
        server.login(unquote(url.username), unquote(url.password or ""))
    server.send_message(mail)


def _write_file(mail: EmailMessage, message_id: int, folder: Path) -> None:
    path = ensure_folder(folder) / f"{message_id:06d}.eml"
    unfinished = path.with_suffix(".unfinished")
    unfinished.touch(mode=0o600)
    unfinished.write_bytes(mail.as_bytes())
    unfinished.replace(path)
