"""One-time codes, the second factor at sign-in: six digits that change every half minute.

After RFC 6238 (TOTP) with its defaults, which every authenticator app knows: SHA-1, 30 seconds.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from datetime import datetime

import pyotp

DIGITS = 6
STEP_SECONDS = 30
SLACK_STEPS = 1  # a phone's clock may be wrong by half a minute
SECRET_BYTES = 20  # RFC 4226, 4 recommends 160 bits
RECOVERY_CODES = 8
# 120 bits, so that a plain hash of it is safe to store: NIST SP 800-63B, 5.1.2.2 asks for 112.
RECOVERY_LENGTH = 24
RECOVERY_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"  # base32: neither 0 and O nor 1 and I
GROUP = 4


def derive_secret(key: str, seed: str) -> str:
    """The secret of an authenticator, in base32: from the school's key and a stored random seed.

    The database alone, or a copy of it, tells nobody the secret.
    """
    message = f"second factor {seed}".encode()
    digest = hmac.new(key.encode(), message, hashlib.sha256).digest()
    return base64.b32encode(digest[:SECRET_BYTES]).decode()


def make_enrollment_link(secret: str, email: str, school: str) -> str:
    """The address that an authenticator app reads out of the QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=school)


def find_step(secret: str, typed: str, last_step: int, now: datetime) -> int | None:
    """The half minute that a code is for, counted from 1970, or None if the code is wrong.

    A code is good for one sign-in: those up to `last_step` are refused.
    """
    current = int(now.timestamp()) // STEP_SECONDS
    totp = pyotp.TOTP(secret, digits=DIGITS, interval=STEP_SECONDS)
    for step in range(current - SLACK_STEPS, current + SLACK_STEPS + 1):
        is_same = hmac.compare_digest(totp.generate_otp(step), typed)
        if is_same and step > last_step:
            return step
    return None


def normalize_code(typed: str) -> str:
    """What was typed, without blanks and dashes, in capitals; "" if it can be no code."""
    code = re.sub(r"[\s-]", "", typed).upper()
    return code if code.isascii() else ""


def is_recovery_code(code: str) -> bool:
    """Whether a normalized code looks like one from the list, not from an app."""
    return len(code) == RECOVERY_LENGTH and set(code) <= set(RECOVERY_ALPHABET)


def group_letters(text: str) -> str:
    """A secret or a recovery code in groups of four, as people copy it: ABCD-EFGH-…"""
    return "-".join(text[start : start + GROUP] for start in range(0, len(text), GROUP))
