"""Hashes passwords with Argon2id, so slowly that no write transaction may wait for it."""

from __future__ import annotations

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from school.people.rules.passwords import LONGEST, normalize_password

# OWASP's least for Argon2id: 19 MiB, two passes, one lane; about 25 ms on one core.
HASHER = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)

# Of a random password that nobody knows. It is compared for people who don't exist, so that a
# stranger can't tell by the clock whether an address has an account.
DUMMY_HASH = (
    "$argon2id$v=19$m=19456,t=2,p=1"
    "$kF9X+jfgLocO6HSsgddblg$JaGpswdE6a2iqUCyuXoQGysmuHsylaupxeVGGGoLZbA"
)


def hash_password(password: str) -> str:
    """The hash to store. It takes about 25 ms: call it before a write transaction begins."""
    return HASHER.hash(normalize_password(password))


def is_right_password(stored_hash: str | None, password: str) -> bool:
    """Whether the hash is that of this password. It takes as long if there is no hash."""
    # Longer ones are wrong and must not cost more, so they are cut both after Unicode
    # normalization and before it, which can lengthen them.
    typed = normalize_password(password[: 2 * LONGEST])[: LONGEST + 1]
    try:
        HASHER.verify(stored_hash or DUMMY_HASH, typed)
    except (VerificationError, InvalidHashError):
        return False
    return stored_hash is not None


def refresh_hash(stored_hash: str, password: str) -> str:
    """A new hash of a right password if the cost has been raised since; otherwise the same one."""
    if HASHER.check_needs_rehash(stored_hash):
        return hash_password(password)
    return stored_hash
