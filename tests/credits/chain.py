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


def entry(seq: int = 1, **given) -> Entry:
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
        "once_key": f"quiz:1:{given.get('family', 'ischemia')}",
        "earned_at": NOON,
        "earned_on": date(2026, 11, 20),
        "zone": LOS_ANGELES,
        "evidence": {"percent": 90, "worksheet": {"ncbtmb_minutes": 8.0}},
        "seq": seq,
        "recorded_at": NOON,
        "prev_hash": "",
        "hash": "",
    }
    return Entry(**(facts | given))


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


def build_completion(reached: Standing, modules: Mapping[str, Module]) -> Completion:
    """What is recorded of a course that is finished as `reached` says."""
    completed_on, entries = find_finishing_entries(reached, modules)
    return Completion(
        id=1,
        person_id=1,
        course_slug=reached.course.slug,
        number=1,
        edition_id=reached.course.edition_id,
        completed_on=completed_on,
        minutes=reached.course.minutes,
        self_study_minutes=reached.certified_minutes["self-study"],
        live_minutes=reached.certified_minutes["live"],
        entries=tuple(entry.seq for entry in entries),
        recorded_at=NOON,
    )


def link_entries(entries: list[Entry]) -> list[Entry]:
    chain: list[Entry] = []
    for unsealed in entries:
        prev_hash = chain[-1].hash if chain else ""
        unsealed = replace(unsealed, seq=len(chain) + 1, prev_hash=prev_hash)
        chain.append(replace(unsealed, hash=hash_entry(unsealed)))
    return chain
