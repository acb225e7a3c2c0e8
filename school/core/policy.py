"""Who may what: one table from actions to predicates. What is not in the table is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from school.core.identity import Identity

Predicate = Callable[[Identity, Any], bool]


def anyone(who: Identity, thing: Any) -> bool:
    return True


def nobody_yet(who: Identity, thing: Any) -> bool:
    return not who.signed_in


def signed_in(who: Identity, thing: Any) -> bool:
    return who.signed_in


def teaching(who: Identity, thing: Any) -> bool:
    return who.role in ("instructor", "admin")


def office(who: Identity, thing: Any) -> bool:
    return who.role in ("officer", "admin")


def staff(who: Identity, thing: Any) -> bool:
    return who.role in ("instructor", "officer", "admin")


def administering(who: Identity, thing: Any) -> bool:
    return who.role == "admin"


def owner(who: Identity, thing: Any) -> bool:
    """The thing is the reader's own. Needs the thing: a view must fetch it through `guard`."""
    return who.signed_in and thing.person_id == who.id


def office_not_self(who: Identity, thing: Any) -> bool:
    """Nobody decides about their own hours. Needs the thing."""
    return office(who, thing) and thing.person_id != who.id


NEED_THE_THING: frozenset[Predicate] = frozenset({owner, office_not_self})

ALLOWED: dict[str, tuple[Predicate, ...]] = {
    "account:change": (signed_in,),
    "account:join": (anyone,),
    "account:recover": (anyone,),
    "account:sign-in": (anyone,),
    "account:sign-out": (anyone,),
    "attempt:answer": (owner,),
    "attempt:see": (owner, staff),
    "attempt:start": (signed_in,),
    "audit:see": (administering,),
    "cards:study": (signed_in,),
    "certificate:claim": (signed_in,),
    "certificate:reissue": (office_not_self,),
    "certificate:see": (owner, office),
    "certificate:see-own": (signed_in,),
    "certificate:verify": (anyone,),
    "content:read": (anyone,),
    "content:studio": (teaching,),
    "course:enrol": (signed_in,),
    "health:see": (anyone,),
    "hours:correct": (office_not_self,),
    "hours:record": (office_not_self,),
    "hours:see": (owner, office),
    "hours:see-own": (signed_in,),
    "people:administer": (administering,),
    "people:overview": (office,),
    "section:finish": (signed_in,),
    "self-check:answer": (anyone,),
    "static:get": (anyone,),
}


def may(who: Identity, action: str, thing: Any = None) -> bool:
    """Whether `who` may do `action` (to `thing`)."""
    return any(rule(who, thing) for rule in ALLOWED.get(action, ()))


def may_try(who: Identity, action: str) -> bool:
    """Whether a request for `action` may go on to fetch its thing, which `guard` then judges."""
    for rule in ALLOWED.get(action, ()):
        if rule in NEED_THE_THING:
            if who.signed_in and (rule is owner or office(who, None)):
                return True
        elif rule(who, None):
            return True
    return False
