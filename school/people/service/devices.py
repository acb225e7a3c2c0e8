"""Devices and networks that an account knows, because somebody signed in there with its password.

A device is a browser with a random cookie of its own. The cookie opens nothing: it only says that
other people's wrong passwords must not keep its owner out (rules/sign_ins.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from school.people.rules.sign_ins import DEVICE_KNOWN_FOR, NETWORK_KNOWN_FOR
from school.people.service.tickets import hash_secret, make_secret
from school.people.tables import KnownDevice, KnownNetwork


@dataclass(frozen=True)
class Browser:
    """Where somebody signs in from."""

    network: str
    device: str  # in words
    device_cookie: str = ""  # "" if the browser has none
    address: str = ""  # the whole address, for the log

    @property
    def device_hash(self) -> str:
        """What is stored of the device's cookie."""
        return hash_secret(self.device_cookie) if self.device_cookie else ""


def knows_device(session: Session, person_id: int, device_hash: str, now: datetime) -> bool:
    """Whether this person has signed in on this device, and not chosen another password since."""
    known = select(KnownDevice.person_id).where(
        KnownDevice.device_hash == device_hash,
        KnownDevice.person_id == person_id,
        KnownDevice.last_at > now - DEVICE_KNOWN_FOR,
    )
    return session.scalars(known).first() is not None


def knows_network(session: Session, person_id: int, network: str, now: datetime) -> bool:
    """Whether this person has lately signed in from this network."""
    known = select(KnownNetwork.person_id).where(
        KnownNetwork.person_id == person_id,
        KnownNetwork.network == network,
        KnownNetwork.last_at > now - NETWORK_KNOWN_FOR,
    )
    return session.scalars(known).first() is not None


def remember_device(session: Session, person_id: int, browser: Browser, now: datetime) -> str:
    """Note that somebody has signed in here, or chosen a password by mail.

    Returns the value for the device's cookie. A cookie that nobody has ever got from us is
    replaced, so that no stranger can choose its value.
    """
    cookie = browser.device_cookie
    if not _is_ours(session, browser.device_hash):
        cookie = make_secret()
    device = KnownDevice(device_hash=hash_secret(cookie), person_id=person_id, last_at=now)
    session.merge(device)
    session.merge(KnownNetwork(person_id=person_id, network=browser.network, last_at=now))
    return cookie


def forget_devices(session: Session, person_id: int) -> None:
    """No device is known any more, because the password changed or the account was closed."""
    session.execute(delete(KnownDevice).where(KnownDevice.person_id == person_id))


def _is_ours(session: Session, device_hash: str) -> bool:
    """Whether the cookie came from us: somebody has signed in with it before."""
    known = select(KnownDevice.person_id).where(KnownDevice.device_hash == device_hash)
    return session.scalars(known).first() is not None
