"""What the school remembers of people: accounts, names, sign-ins, invitations, the audit log, mail to send."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from school.db import Base


class Person(Base):
    """Somebody with an account."""

    __tablename__ = "person"
    __table_args__ = (
        CheckConstraint("role IN ('student', 'instructor', 'officer', 'admin')", "role"),
        CheckConstraint("email = lower(email)", "email_lower"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]  # the current one; all of them are in person_name
    sort_name: Mapped[str] = mapped_column(index=True)  # family name first, folded, for tables
    role: Mapped[str]
    password_hash: Mapped[str | None]  # None until an invitation is accepted
    joined_at: Mapped[datetime]
    disabled_at: Mapped[datetime | None]  # None while the account may be used


class PersonName(Base):
    """A name somebody bore from a moment on; never overwritten."""

    __tablename__ = "person_name"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    name: Mapped[str]
    from_at: Mapped[datetime]


class SignIn(Base):
    """A signed-in browser. The cookie holds a random id; only its hash is kept. Deleting the row signs out."""

    __tablename__ = "sign_in"

    id_hash: Mapped[str] = mapped_column(primary_key=True)  # SHA-256 of the cookie's 256-bit id, hex
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    started_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    device: Mapped[str]  # what the browser calls itself, shortened, so that its owner knows it again


class FailedSignIn(Base):
    """A refused try, counted to slow guessing down."""

    __tablename__ = "failed_sign_in"
    __table_args__ = (
        Index("ix_failed_sign_in_account", "account", "at"),
        Index("ix_failed_sign_in_network", "network", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account: Mapped[str]  # SHA-256 of the address tried, known or not
    network: Mapped[str]  # IPv4 address, or the first 64 bits of an IPv6 one
    at: Mapped[datetime]


class Ticket(Base):
    """A one-time link sent by mail: an invitation or a new password. Only the hash of its secret is kept."""

    __tablename__ = "ticket"
    __table_args__ = (CheckConstraint("kind IN ('invitation', 'password')", "kind"),)

    secret_hash: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]  # None while it opens


class AuditEntry(Base):
    """Who did what to whom or what, when."""

    __tablename__ = "audit_entry"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    who_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)  # None: the school itself
    act: Mapped[str]  # as "person:disable"
    thing: Mapped[str]  # as "person/17"
    detail: Mapped[dict[str, Any]]


class Message(Base):
    """A mail to send, written in the transaction of the act that caused it."""

    __tablename__ = "message"

    id: Mapped[int] = mapped_column(primary_key=True)
    to: Mapped[str]
    subject: Mapped[str]
    body: Mapped[str]
    made_at: Mapped[datetime]
    sent_at: Mapped[datetime | None] = mapped_column(index=True)  # None while it waits
    tries: Mapped[int]
    last_error: Mapped[str | None]
