"""Who is asking: a small value detached from the database, so that an error page can still greet its reader."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Role = Literal["nobody", "student", "instructor", "officer", "admin"]
_ROLES: dict[str, Role] = {role: role for role in get_args(Role)}


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


def identity_of(person_id: int, name: str, email: str, role: str, sign_in: str = "") -> Identity:
    """Somebody with an account. Raises ValueError for a `role` that the school does not know."""
    if role not in _ROLES:
        raise ValueError(f"{role!r} is not a role")
    return Identity(person_id, name, email, _ROLES[role], sign_in)


NOBODY = Identity(id=0, name="", email="", role="nobody", sign_in="")
