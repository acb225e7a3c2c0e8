"""The letters that the school writes to people: subject and text, without a word too many."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Letter:
    """A mail before it is addressed."""

    subject: str
    body: str


def join_letter(link: str) -> Letter:
    """To an address that somebody typed. Nothing else they typed stands in it, or it would carry their spam."""
    return Letter(
        "Finish joining the school",
        f"Hello,\n\nto finish joining, open this link within a day and choose a password:\n\n{link}\n\n"
        "If you did not ask to join, you can ignore this message; nothing will happen.\n",
    )


def known_letter(site: str) -> Letter:
    """To the owner of an account whose address somebody tried to join with, or to move an account to."""
    return Letter(
        "You have an account already",
        "Hello,\n\nsomebody, perhaps you, used this address to join the school or to change to it. "
        f"It has an account already.\n\nTo sign in: {site}/sign-in\n"
        f"If you do not know your password any more: {site}/password/forgotten\n\n"
        "If it was not you, you can ignore this message; nothing was changed.\n",
    )


def password_letter(name: str, link: str) -> Letter:
    return Letter(
        "Choose a new password",
        f"Hello {name},\n\nto choose a new password, open this link within an hour:\n\n{link}\n\n"
        "If you did not ask for it, you can ignore this message; your password stays as it is.\n",
    )


def invitation_letter(name: str, inviter: str, link: str) -> Letter:
    return Letter(
        "You are invited to the school",
        f"Hello {name},\n\n{inviter} made an account for you. "
        f"Open this link within a week and choose a password:\n\n{link}\n",
    )


def confirm_letter(name: str, link: str) -> Letter:
    return Letter(
        "Confirm your new address",
        f"Hello {name},\n\nto use this address for your account, open this link within a day:\n\n{link}\n\n"
        "If you did not ask for it, you can ignore this message; nothing will happen.\n",
    )


def moved_letter(name: str, new_email: str) -> Letter:
    """To the old address, so that a thief cannot move an account in silence."""
    return Letter(
        "Your account has a new address",
        f"Hello {name},\n\nyour account now uses the address {new_email}. "
        "If this was not you, write to the school at once.\n",
    )


def changed_letter(name: str, site: str) -> Letter:
    return Letter(
        "Your password was changed",
        f"Hello {name},\n\nyour password was changed and every browser was signed out.\n\n"
        f"If this was not you, choose a new one now: {site}/password/forgotten\n",
    )
