"""Documents that the school has stopped teaching: the last edition there was."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal, TypeVar

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from school.catalogue.rules.documents import Catalogue, Course, Module
from school.documents.rules.payload import from_payload
from school.documents.tables import Edition

T = TypeVar("T", Module, Course)
Name = Literal["module", "course"]

_LAST = (
    select(Edition.id, Edition.payload)
    .where(Edition.kind == bindparam("kind"), Edition.slug == bindparam("slug"))
    .order_by(Edition.number.desc())
    .limit(1)
)


def module_or_last(session: Session, catalogue: Catalogue, slug: str) -> Module:
    """The module, current or not: an attempt begun before it was retired still earns its minutes."""
    return catalogue.modules.get(slug) or last_edition(session, Module, "module", slug)


def last_edition(session: Session, kind: type[T], name: Name, slug: str) -> T:
    """The newest edition of a document that was ever published; raises NoResultFound where it never was."""
    edition_id, payload = session.execute(_LAST, {"kind": name, "slug": slug}).one()
    return replace(from_payload(kind, payload), edition_id=edition_id)
