"""What the school remembers about people.

Accounts, names, sign-ins, invitations, the audit log and mail to send.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from school.db import Base


class Person(Base):
    """Somebody the school knows, with an account or only in its records.

    The roles are checked in core/identity.py and not here, so that a new one needs no migration.
    """

    __tablename__ = "person"
    __table_args__ = (
        CheckConstraint("email = lower(email)", "email_lower"),
        CheckConstraint("email IS NOT NULL OR password_hash IS NULL", "password_needs_email"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    # None for somebody known only from records, who can't sign in
    email: Mapped[str | None] = mapped_column(unique=True)
    name: Mapped[str]  # the current one; all of them are in person_name
    sort_name: Mapped[str] = mapped_column(index=True)  # family name first, folded, for tables
    role: Mapped[str]
    password_hash: Mapped[str | None]  # None until an invitation is accepted
    joined_at: Mapped[datetime]
    disabled_at: Mapped[datetime | None]  # None while the account may be used


class PersonName(Base):
    """A name that somebody had from a moment on; never overwritten."""

    __tablename__ = "person_name"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    name: Mapped[str]
    from_at: Mapped[datetime]


class PersonWord(Base):
    """A word by which somebody is found: of any name they ever had here, or of their address.

    A projection of names and addresses, written by service/search.py alone.
    """

    __tablename__ = "person_word"
    __table_args__ = (Index("ix_person_word_word", "word", "person_id"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    # Compared by code points, so that the words that begin alike stand together in the index.
    word: Mapped[str] = mapped_column(
        String().with_variant(String(collation="C"), "postgresql"), primary_key=True
    )


class SignIn(Base):
    """A browser that is signed in. Deleting the row signs it out.

    The cookie holds a random id; only the hash of it is stored.
    """

    __tablename__ = "sign_in"

    # SHA-256 of the cookie's 256-bit id, in hex
    id_hash: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    started_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    device: Mapped[str]  # what the browser calls itself, in words that its owner recognizes
    # A few minutes late at most. None if it isn't noted: then the sign-in doesn't end by idleness.
    last_seen_at: Mapped[datetime | None]


class PendingSignIn(Base):
    """Somebody has typed their password and owes the code of their second factor."""

    __tablename__ = "pending_sign_in"

    # SHA-256 of a 256-bit id that the browser's session holds, in hex
    id_hash: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    expires_at: Mapped[datetime]


class SecondFactor(Base):
    """The authenticator app of a person.

    Its secret isn't stored: it is derived from the seed and the school's key.
    """

    __tablename__ = "second_factor"

    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id"), primary_key=True, autoincrement=False
    )
    seed: Mapped[str]
    made_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]  # None until a first code has shown that the app works
    last_step: Mapped[int]  # the half minute of the last code that was used; no code counts twice


class RecoveryCode(Base):
    """A code that signs in once when the authenticator is lost. Only its hash is stored."""

    __tablename__ = "recovery_code"

    code_hash: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    used_at: Mapped[datetime | None]  # None while it can be used


class FailedSignIn(Base):
    """A try to sign in; counted to slow guessing down.

    It is saved before the password is looked at, and deleted if the password was right.
    """

    __tablename__ = "failed_sign_in"
    __table_args__ = (
        Index("ix_failed_sign_in_account", "account", "at"),
        Index("ix_failed_sign_in_network", "network", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account: Mapped[str]  # SHA-256 of the address tried, known or not
    network: Mapped[str]  # IPv4 address, or the first 64 bits of an IPv6 one
    at: Mapped[datetime]
    device_hash: Mapped[str | None]  # of a device that the account knows; None for any other


class KnownNetwork(Base):
    """A network from which somebody signed in.

    Strangers who guess from elsewhere can't lock them out there.
    """

    __tablename__ = "known_network"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    network: Mapped[str] = mapped_column(primary_key=True)
    last_at: Mapped[datetime]


class KnownDevice(Base):
    """A browser in which somebody has signed in since their password was last chosen.

    It has a random cookie, of which only the hash is stored; people who share the browser share
    the cookie. Nobody who guesses elsewhere can lock its owner out there.
    """

    __tablename__ = "known_device"

    # SHA-256 of the cookie's 256-bit id, in hex
    device_hash: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id"), primary_key=True, autoincrement=False, index=True
    )
    last_at: Mapped[datetime]


class MailRequest(Base):
    """A request to send mail to an address; counted, so that no mailbox is flooded."""

    __tablename__ = "mail_request"
    __table_args__ = (
        Index("ix_mail_request_account", "account", "at"),
        Index("ix_mail_request_network", "network", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account: Mapped[str]  # SHA-256 of the purpose and the address typed, known or not
    network: Mapped[str]
    at: Mapped[datetime]


class Ticket(Base):
    """A one-time link sent by mail. Only the hash of its secret is stored.

    `join` finishes joining and makes the person. `email` confirms a new address. `invitation` and
    `password` let somebody choose a password.
    """

    __tablename__ = "ticket"
    __table_args__ = (
        CheckConstraint("kind IN ('email', 'invitation', 'join', 'password')", "kind"),
        CheckConstraint("(kind = 'join') = (person_id IS NULL)", "person"),
        CheckConstraint("(kind IN ('email', 'join')) = (email IS NOT NULL)", "email"),
        CheckConstraint("(kind = 'join') = (name IS NOT NULL)", "name"),
    )

    secret_hash: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    # None for somebody who is joining and isn't a person here yet
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    email: Mapped[str | None] = mapped_column(index=True)  # the address that the link proves
    name: Mapped[str | None]  # of somebody who joins
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]  # None while the link still works


class AuditEntry(Base):
    """Who did what to whom or to what, and when."""

    __tablename__ = "audit_entry"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    # None for the school itself
    who_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    act: Mapped[str]  # as "person:disable"
    thing: Mapped[str] = mapped_column(index=True)  # as "person/17"
    detail: Mapped[dict[str, Any]]


class OutgoingMail(Base):
    """A mail to send, stored in the transaction of the act that caused it."""

    __tablename__ = "message"

    id: Mapped[int] = mapped_column(primary_key=True)
    to: Mapped[str]
    subject: Mapped[str]
    body: Mapped[str]  # emptied once sent, because it may hold a one-time link
    made_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]  # None while it waits
    next_try_at: Mapped[datetime | None] = mapped_column(index=True)  # None when sent or given up
    tries: Mapped[int]
    last_error: Mapped[str | None]
