"""Who is asking: a small value, detached from the database, so that error pages have it too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Role = Literal["nobody", "student", "instructor", "officer", "admin"]

# The roles that a person on record can have.
ROLES: dict[str, Role] = {role: role for role in get_args(Role) if role != "nobody"}


def judge_role(role: str) -> Role:
    """The role of that name. Raises ValueError for a name that no form of ours offers."""
    if role not in ROLES:
        raise ValueError(f"there is no role called {role!r}")
    return ROLES[role]


@dataclass(frozen=True)
class Identity:
    """The reader of a request, in the shape that Flask-Login expects."""

    id: int
    name: str
    email: str  # "" for somebody known only from records
    role: Role
    sign_in: str  # hash of the session row, so that signing out can delete it

    is_active = True

    @property
    def roles(self) -> frozenset[Role]:
        """The person's roles. Permissions ask for these, so that a person may get several."""
        return frozenset({self.role})

    @property
    def signed_in(self) -> bool:
        return self.role != "nobody"

    is_authenticated = signed_in

    @property
    def is_anonymous(self) -> bool:
        return not self.signed_in

    def get_id(self) -> str:
        return str(self.id)


def identity_of(
    person_id: int, name: str, email: str | None, role: str, sign_in: str = ""
) -> Identity:
    """Somebody the school knows. Raises ValueError for a `role` that there is not."""
    return Identity(person_id, name, email or "", judge_role(role), sign_in)


NOBODY = Identity(id=0, name="", email="", role="nobody", sign_in="")
