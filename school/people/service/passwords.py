"""Hashing passwords with Argon2id, so slowly that it must never happen inside a write transaction."""

from __future__ import annotations

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from school.people.rules.passwords import LONGEST, normalize_password

# OWASP's least for Argon2id: 19 MiB, two passes, one lane; about 25 ms on one core.
HASHER = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)

# Of a random password that nobody knows. Looked at for people who do not exist, so that a stranger
# cannot tell by the clock whether an address has an account.
DUMMY_HASH = "$argon2id$v=19$m=19456,t=2,p=1$kF9X+jfgLocO6HSsgddblg$JaGpswdE6a2iqUCyuXoQGysmuHsylaupxeVGGGoLZbA"


def hash_password(password: str) -> str:
    """The hash to keep. About 25 ms; call it before a write transaction begins."""
    return HASHER.hash(normalize_password(password))


def is_right_password(kept: str | None, password: str) -> bool:
    """Whether `password` made the hash `kept`. Takes as long where there is no hash as where there is one."""
    # Longer ones are wrong, and must not cost more: cut before the signs are levelled, which can swell them, and after.
    typed = normalize_password(password[: 2 * LONGEST])[: LONGEST + 1]
    try:
        HASHER.verify(kept or DUMMY_HASH, typed)
    except (VerificationError, InvalidHashError):
        return False
    return kept is not None


def refresh_hash(kept: str, password: str) -> str:
    """`kept`, or a new hash where the cost has been raised since it was made. Give it a password that is right."""
    return hash_password(password) if HASHER.check_needs_rehash(kept) else kept
