"""Who may what: a registry of permissions, from an action to the reasons that allow it.

Features register their actions. What nobody registered is refused.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from school.core.identity import Identity, Role
from school.core.registry import Registry


@dataclass(frozen=True)
class Predicate:
    """One reason to allow an act.

    `judge` gets the reader and the thing. A reason that depends on the thing names in `try_first`
    who may have the thing fetched at all. A reason about the reader alone has none.
    """

    judge: Callable[[Identity, Any], bool]
    try_first: Predicate | None = None

    def holds(self, who: Identity, thing: Any) -> bool:
        """Whether `who` may do the act to `thing`."""
        return self.judge(who, thing)

    def may_be_tried(self, who: Identity) -> bool:
        """Whether `who` might be allowed, as far as can be said without the thing."""
        return (self.try_first or self).judge(who, None)


def about_the_reader(rule: Callable[[Identity], bool]) -> Predicate:
    """A reason that needs only the reader."""
    return Predicate(lambda who, _thing: rule(who))


def about_the_thing(
    try_first: Predicate,
) -> Callable[[Callable[[Identity, Any], bool]], Predicate]:
    """A reason that needs the thing, which a view must fetch through `guard`."""
    return lambda rule: Predicate(rule, try_first)


def _has_a_role(who: Identity, *roles: Role) -> bool:
    return not who.roles.isdisjoint(roles)


@about_the_reader
def anyone(who: Identity) -> bool:
    return True


@about_the_reader
def nobody_yet(who: Identity) -> bool:
    return not who.signed_in


@about_the_reader
def signed_in(who: Identity) -> bool:
    return who.signed_in


@about_the_reader
def teaching(who: Identity) -> bool:
    return _has_a_role(who, "instructor", "admin")


@about_the_reader
def office(who: Identity) -> bool:
    return _has_a_role(who, "officer", "admin")


@about_the_reader
def staff(who: Identity) -> bool:
    return _has_a_role(who, "instructor", "officer", "admin")


@about_the_reader
def administering(who: Identity) -> bool:
    return _has_a_role(who, "admin")


@about_the_thing(try_first=signed_in)
def owner(who: Identity, thing: Any) -> bool:
    """The thing is the reader's own."""
    return who.signed_in and bool(thing.person_id == who.id)


@about_the_thing(try_first=office)
def office_not_self(who: Identity, thing: Any) -> bool:
    """Nobody decides about their own hours."""
    return office.holds(who, thing) and bool(thing.person_id != who.id)


PERMISSIONS: Registry[tuple[Predicate, ...]] = Registry("permission")


def permit(action: str, *reasons: Predicate) -> None:
    """Register an action, such as "hours:see". One reason that holds is enough to allow it."""
    PERMISSIONS.add(action, reasons)


def may(who: Identity, action: str, thing: Any = None) -> bool:
    """Whether `who` may do `action` (to `thing`)."""
    return any(reason.holds(who, thing) for reason in PERMISSIONS.get(action, ()))


def may_try(who: Identity, action: str) -> bool:
    """Whether a request for `action` may go on to fetch its thing, which `guard` then judges."""
    return any(reason.may_be_tried(who) for reason in PERMISSIONS.get(action, ()))
