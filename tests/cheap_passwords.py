"""Argon2 at almost no cost, for tests in which a password is only a way in."""

from __future__ import annotations

from argon2 import PasswordHasher

HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
DUMMY_HASH = HASHER.hash("a password that nobody knows")
