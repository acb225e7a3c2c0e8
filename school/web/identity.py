"""Who is asking: a small value detached from the database, so that an error page can still greet its reader."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Role = Literal["nobody", "student", "instructor", "officer", "admin"]

ROLES: frozenset[str] = frozenset(get_args(Role)) - {"nobody"}  # that somebody with an account has


def judge_role(role: str) -> None:
    """Refuse a role that no account can have. Raises ValueError: no form of ours offers one."""
    if role not in ROLES:
        raise ValueError(f"there is no role called {role!r}")


@dataclass(frozen=True)
class Identity:
    """The reader of a request, in the shape that Flask-Login expects."""

    id: int
    name: str
    email: str
    role: Role
    sign_in: str  # hash of the session row, so that signing out can delete it

    is_active = True

    @property
    def signed_in(self) -> bool:
        return self.role != "nobody"

    is_authenticated = signed_in

    @property
    def is_anonymous(self) -> bool:
        return not self.signed_in

    def get_id(self) -> str:
        return str(self.id)


NOBODY = Identity(id=0, name="", email="", role="nobody", sign_in="")
