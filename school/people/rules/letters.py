"""The letters that the school writes to people: a subject and a short text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Letter:
    """A mail before it is addressed."""

    subject: str
    body: str


def write_join_letter(link: str) -> Letter:
    """To an address that somebody typed.

    Nothing else they typed is in it; otherwise they could send their spam through us.
    """
    return Letter(
        "Finish joining the school",
        "Hello,\n\n"
        f"To finish joining, open this link within a day and choose a password:\n\n{link}\n\n"
        "If you didn't ask to join, you can ignore this message; nothing will happen.\n",
    )


def write_known_address_letter(site: str) -> Letter:
    """To the owner of an account, when somebody uses its address to join or to move there."""
    return Letter(
        "You already have an account",
        "Hello,\n\nSomebody, perhaps you, used this address to join the school or to change to it. "
        f"It already has an account.\n\nTo sign in: {site}/sign-in\n"
        f"If you forgot your password: {site}/password/forgotten\n\n"
        "If it wasn't you, you can ignore this message; nothing was changed.\n",
    )


def write_password_letter(name: str, link: str) -> Letter:
    """To somebody who asked for a new password."""
    return Letter(
        "Choose a new password",
        f"Hello {name},\n\nTo choose a new password, open this link within an hour:\n\n{link}\n\n"
        "If you didn't ask for this, you can ignore this message; your password stays as it is.\n",
    )


def write_invitation_letter(name: str, inviter: str, link: str) -> Letter:
    """To somebody for whom an administrator made an account."""
    return Letter(
        "You are invited to the school",
        f"Hello {name},\n\n{inviter} made an account for you. "
        f"Open this link within a week and choose a password:\n\n{link}\n",
    )


def write_confirmation_letter(name: str, link: str) -> Letter:
    """To the new address of an account, to learn whether its owner reads mail there."""
    return Letter(
        "Confirm your new address",
        f"Hello {name},\n\n"
        f"To use this address for your account, open this link within a day:\n\n{link}\n\n"
        "If you didn't ask for this, you can ignore this message; nothing will happen.\n",
    )


def write_new_address_letter(name: str, new_email: str) -> Letter:
    """To the old address of an account, so that a thief can't move it unnoticed."""
    return Letter(
        "Your account has a new address",
        f"Hello {name},\n\nYour account now uses the address {new_email}. "
        "If this wasn't you, write to the school at once.\n",
    )


def write_password_changed_letter(name: str, site: str) -> Letter:
    """To the owner of an account whose password has just been changed."""
    return Letter(
        "Your password was changed",
        f"Hello {name},\n\nYour password was changed and every browser was signed out.\n\n"
        f"If this wasn't you, choose a new one now: {site}/password/forgotten\n",
    )


def write_second_factor_letter(name: str, what: str, site: str) -> Letter:
    """To the owner of an account, when its second factor “was turned on”, off, or reset."""
    return Letter(
        f"Your second factor {what}",
        f"Hello {name},\n\nThe second factor of your account {what}.\n\n"
        f"If this wasn't you, choose a new password now: {site}/password/forgotten\n"
        "and write to the school.\n",
    )
