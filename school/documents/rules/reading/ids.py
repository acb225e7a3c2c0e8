"""Ids: each is used once in the whole tree among its kind. A second claim is a problem."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from school.markup.problems import Problems
from school.markup.structure import Part


@dataclass(frozen=True)
class Claim:
    """A file that gives an id, or another word that only one may have, to something."""

    kind: str
    id: str
    line: int
    problems: Problems  # of the file that claims
    word: str = "id"  # what is claimed, as problems call it


def claim_parts(kind: str, parts: Iterable[Part], problems: Problems) -> Iterator[Claim]:
    """Yield a claim for the id of each heading that has one."""
    for part in parts:
        if part.attrs.id:
            yield Claim(kind, part.attrs.id, part.line, problems)


def refuse_twins(claims: Iterable[Claim]) -> None:
    """Note a problem at each later claim to an id, and name the place of the first."""
    first: dict[tuple[str, str, str], Claim] = {}
    for claim in claims:
        holder = first.setdefault((claim.kind, claim.word, claim.id), claim)
        if holder is not claim:
            where = f"{holder.problems.path}:{holder.line}"
            what = f"the {claim.kind} {claim.word} “{claim.id}” is taken, see {where}"
            claim.problems.add(claim.line, what, f"give this one another {claim.word}")
