"""A certificate's fields with a default for everything."""

from __future__ import annotations

from typing import Any

from school.catalogue.rules.documents import Signatory
from school.certificates.rules.printed import HOME_STUDY, WHOSE_DECISION, Printed, Share

CODE = "7KQ2-9FXD-M3TA-VB6N"


def make_sheet(**changes: Any) -> Printed:
    facts: dict[str, Any] = {
        "kind": "Certificate of Achievement",
        "name": "Ana Reyes",
        "title": "Neuromuscular Therapy elective",
        "course": "nmt-elective",
        "hours": "33 clock hours",
        "minutes": 1980,
        "minutes_per_hour": 60,
        "shares": (
            Share("Live, in person", "32 clock hours", 1920),
            Share("Home study", "1 clock hour", 60),
        ),
        "completed_on": "2026-11-20",
        "issued_on": "2026-11-20",
        "school": "NMT School",
        "place": "Portland, Oregon",
        "email": "office@school.example",
        "providers": (),
        "signatories": (
            Signatory("Ada Whitfield", "Administrator"),
            Signatory("Ines Calder", "Instructor"),
        ),
        "code": CODE,
        "revision": 1,
        "verify_url": f"https://school.example/verify/{CODE}",
        "notes": (HOME_STUDY, WHOSE_DECISION),
    }
    return Printed(**(facts | changes))
