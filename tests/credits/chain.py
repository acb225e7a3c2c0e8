"""Builders of ledger entries as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from school.catalogue.rules.documents import Module
from school.credits.rules.completions import Completion
from school.credits.rules.finishing import find_finishing_entries
from school.credits.rules.ledger import Entry, hash_entry
from school.credits.rules.standing import Standing
from tests.cast import NOON

LOS_ANGELES = "America/Los_Angeles"


def entry(seq: int = 1, **changes) -> Entry:
    """A quiz entry of Ana's for eight minutes."""
    facts = {
        "person_id": 1,
        "book": "elective",
        "course_slug": "nmt-elective",
        "kind": "quiz",
        "delivery": "self-study",
        "family": "ischemia",
        "title": "Ischemia",
        "minutes": 8,
        "once_key": f"quiz:1:{changes.get('family', 'ischemia')}",
        "earned_at": NOON,
        "earned_on": date(2026, 11, 20),
        "zone": LOS_ANGELES,
        "evidence": {"percent": 90, "worksheet": {"ncbtmb_minutes": 8.0}},
        "seq": seq,
        "recorded_at": NOON,
        "prev_hash": "",
        "hash": "",
    }
    return Entry(**(facts | changes))


def reversal_entry(seq: int, of: Entry) -> Entry:
    return replace(
        of,
        seq=seq,
        kind="reversal",
        minutes=-of.minutes,
        reverses_id=of.seq,
        once_key=f"reversal:{of.seq}",
    )


def class_entry(seq: int, minutes: int) -> Entry:
    return entry(
        seq,
        kind="classroom",
        delivery="live",
        family="classroom",
        minutes=minutes,
        once_key=f"classroom:{seq}",
    )


def build_completion(standing: Standing, modules: Mapping[str, Module]) -> Completion:
    """The completion that is recorded of a finished course."""
    completed_on, entries = find_finishing_entries(standing, modules)
    return Completion(
        id=1,
        person_id=1,
        course_slug=standing.course.slug,
        number=1,
        edition_id=standing.course.edition_id,
        completed_on=completed_on,
        minutes=standing.course.minutes,
        self_study_minutes=standing.certified_minutes["self-study"],
        live_minutes=standing.certified_minutes["live"],
        entries=tuple(entry.seq for entry in entries),
        recorded_at=NOON,
    )


def link_entries(entries: list[Entry]) -> list[Entry]:
    chain: list[Entry] = []
    for unhashed in entries:
        prev_hash = chain[-1].hash if chain else ""
        unhashed = replace(unhashed, seq=len(chain) + 1, prev_hash=prev_hash)
        chain.append(replace(unhashed, hash=hash_entry(unhashed)))
    return chain
