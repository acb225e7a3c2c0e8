"""Builders with a default for everything: a test states only what it is about."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from school.cards.rules.decks import Deck, DeckSource, Pattern, Region, TextCard
from school.catalogue.rules.documents import (
    Catalogue,
    Check,
    Course,
    CoursePart,
    Glossary,
    Module,
    SchoolFacts,
    Section,
    Signatory,
    Term,
    Worksheet,
)
from school.catalogue.rules.sources import Cited, Source
from school.documents.rules.kinds import DOCUMENT_KINDS, find_kind
from school.documents.rules.payload import to_payload
from school.documents.rules.reading.tree import Content, Written
from school.documents.rules.release import PublishedRelease
from school.documents.service.editions import Draft
from school.questions.choosing.choice import Choice
from school.questions.items import Item
from school.questions.numeric.body import Numeric, NumericAnswer
from school.questions.one_choice.body import OneChoice
from school.questions.several_choices.body import SeveralChoices
from school.questions.short_text.body import ShortText
from school.quizzes.rules.quiz import Quiz


def one_choice(item_id: str = "q-one", **given: Any) -> Item:
    """Right is b of a, b, c; c keeps its place."""
    choices = (
        Choice("a", "Hold on", "Guarding would follow.", False, False),
        Choice("b", "Ease off", "Yes: below the level of guarding.", True, False),
        Choice("c", "None of these", "One of them is right.", False, True),
    )
    return item(item_id, **({"body": OneChoice(choices)} | given))


def several_choices(item_id: str = "q-several", **given: Any) -> Item:
    """Right are a and b of a, b, c, d."""
    choices = (
        Choice("a", "Tingling", "A nerve sign.", True, False),
        Choice("b", "Numbness", "A nerve sign.", True, False),
        Choice("c", "A dull ache that fades", "Common under pressure.", False, False),
        Choice("d", "Warmth", "Common on release.", False, False),
    )
    return item(item_id, **({"body": SeveralChoices(choices, "net-correct")} | given))


def numeric(item_id: str = "q-number", **given: Any) -> Item:
    """Right is 30 ± 10 s."""
    return item(item_id, **({"body": Numeric(NumericAnswer("20", "40", "30", "s"))} | given))


def short_text(item_id: str = "q-text", **given: Any) -> Item:
    """Right is reactive hyperemia, in either spelling."""
    wordings = ("reactive hyperemia", "reactive hyperaemia")
    return item(item_id, **({"body": ShortText(wordings)} | given))


def item(item_id: str, **given: Any) -> Item:
    facts: dict[str, Any] = {
        "id": item_id,
        "title": f"Question {item_id}",
        "points": 1,
        "objective": "isc-dose",
        "section": "in-the-room",
        "tags": (),
        "stem": "<p>What do you do?</p>",
        "hint": "",
        "explanation": "<p>Stay at five or six of ten.</p>",
        "line": 1,
    }
    return Item(**(facts | given))


RIGHT: dict[str, tuple[str, ...]] = {
    "one-choice": ("b",),
    "several-choices": ("a", "b"),
    "numeric": ("30",),
    "short-text": ("reactive hyperemia",),
}
WRONG: dict[str, tuple[str, ...]] = {
    "one-choice": ("a",),
    "several-choices": ("c", "d"),
    "numeric": ("90",),
    "short-text": ("a bruise",),
}


def quiz(slug: str = "ischemia", **given: Any) -> Quiz:
    """Four questions, one of each kind; 80 % passes; three attempts; the best counts."""
    facts: dict[str, Any] = {
        "slug": slug,
        "title": f"Quiz: {slug.replace('-', ' ').capitalize()}",
        "module": slug,
        "pass_percent": 80,
        "attempts": 3,
        "keep": "best",
        "shuffle_questions": True,
        "shuffle_choices": True,
        "intro": "",
        "items": (
            one_choice(f"q-{slug}-one"),
            several_choices(f"q-{slug}-several"),
            numeric(f"q-{slug}-number"),
            short_text(f"q-{slug}-text"),
        ),
    }
    return Quiz(**(facts | given))


def worksheet(**given: Any) -> Worksheet:
    """An hour of reading in round numbers."""
    facts: dict[str, Any] = {
        "words": 1600,
        "media_minutes": 0,
        "questions": 4,
        "difficulty": 3,
        "ncbtmb_minutes": 8.0,
        "mergener_minutes": 34.7976,
        "granted_minutes": 8,
    }
    return Worksheet(**(facts | given))


def module(slug: str = "ischemia", **given: Any) -> Module:
    facts: dict[str, Any] = {
        "slug": slug,
        "title": slug.replace("-", " ").capitalize(),
        "kind": "factor",
        "order": 1,
        "summary": f"What {slug} is.",
        "objectives": {"isc-dose": "Choose pressure and time"},
        "family": slug,
        "review": "awaiting",
        "sections": (
            Section(
                "what-it-is",
                "What it is",
                800,
                ("<p>A muscle that cannot get its blood cannot let go.</p>",),
            ),
            Section(
                "in-the-room",
                "In the treatment room",
                800,
                (
                    "<p>Five or six of ten.</p>",
                    Check(one_choice(f"{slug}-check")),
                    "<p>And again.</p>",
                ),
            ),
        ),
        "citations": (Cited(1, source(), 1),),
        "worksheet": worksheet(),
        "quiz": slug,
    }
    return Module(**(facts | given))


def source(source_id: str = "sikdar-2009", **given: Any) -> Source:
    facts: dict[str, Any] = {
        "id": source_id,
        "authors": "Sikdar S, Shah JP",
        "title": "Ultrasound of trigger points",
        "where": "Arch Phys Med Rehabil 90(11):1829-1838",
        "year": 2009,
        "doi": "",
        "url": "",
        "seen": "page",
    }
    return Source(**(facts | given))


def course(slug: str = "nmt-elective", **given: Any) -> Course:
    """The elective: two modules of 8 minutes, 44 minutes in the room, one hour in all."""
    facts: dict[str, Any] = {
        "slug": slug,
        "title": "Neuromuscular Therapy elective",
        "book": "elective",
        "minutes": 60,
        "summary": "The elective.",
        "body": "<p>About the course.</p>",
        "parts": (
            CoursePart(
                "self-study",
                "Reading and quizzes",
                "self-study",
                "",
                ("ischemia", "trigger-points"),
                16,
            ),
            CoursePart("classroom", "In the room", "live", "One class.", (), 44),
        ),
    }
    return Course(**(facts | given))


def home_study(slug: str = "nmt-five-factors", **given: Any) -> Course:
    """A continuing-education course of two modules, a quarter of an hour."""
    facts: dict[str, Any] = {
        "title": "The five factors of NMT",
        "book": "ce",
        "minutes": 15,
        "parts": (
            CoursePart("reading", "Reading", "self-study", "", ("ischemia", "trigger-points"), 16),
        ),
    }
    return course(slug, **(facts | given))


def pattern(pattern_id: str, **given: Any) -> Pattern:
    facts: dict[str, Any] = {
        "id": pattern_id,
        "name": pattern_id.replace("_", " ").capitalize(),
        "muscle": pattern_id.replace("_", " ").capitalize(),
        "group": "shoulder_arm",
        "primary": ("shoulder.deltoid_anterior", "arm.anterior"),
        "spillover": ("forearm.radial",),
        "crosses_midline": False,
        "evidence": "found",
        "trp_location": "Below the scapular spine",
        "action": "Externally rotates the shoulder",
        "innervation": "Suprascapular nerve (C5-C6)",
        "mimics": ("C5 radiculopathy",),
        "note": "",
        "sources": ("gatterman",),
    }
    return Pattern(**(facts | given))


REGIONS = (
    "head.temple",
    "neck.posterior",
    "shoulder.deltoid_anterior",
    "shoulder.deltoid_middle",
    "arm.anterior",
    "arm.lateral",
    "forearm.radial",
    "scapula.interscapular",
)


def deck(slug: str = "referral-patterns", **given: Any) -> Deck:
    """Three graded patterns and one that is only shown."""
    facts: dict[str, Any] = {
        "slug": slug,
        "title": "Referral patterns",
        "summary": "Where trigger points are charted to refer.",
        "caution": "A charted pattern is an aid to a hypothesis.",
        "retention": 0.9,
        "new_per_day": 10,
        "regions": tuple(
            Region(r, r.replace(".", ", ").replace("_", " "), "", True) for r in REGIONS
        ),
        "patterns": (
            pattern("infraspinatus"),
            pattern(
                "supraspinatus", primary=("shoulder.deltoid_middle",), spillover=("arm.lateral",)
            ),
            pattern("trapezius_upper", primary=("neck.posterior", "head.temple"), spillover=()),
            pattern("rhomboids", primary=("scapula.interscapular",), evidence="partial"),
        ),
        "sources": (DeckSource("gatterman", "Gatterman", "", "book"),),
    }
    return Deck(**(facts | given))


def deck_in_words(slug: str = "words", **given: Any) -> Deck:
    """Two questions in words, about modules and a question of a quiz."""
    facts: dict[str, Any] = {
        "title": "In words",
        "summary": "Questions in words.",
        "caution": "",
        "regions": (),
        "patterns": (),
        "sources": (),
        "cards": (
            TextCard(
                "first-press",
                "How hard is a first press?",
                "<p>Five or six of ten.</p>",
                ("ischemia", "ischemia/q-ischemia-one"),
                (Cited(1, source(), 1),),
            ),
            TextCard("never", "What is never pressed?", "<p>A pulse.</p>", ("trigger-points",)),
        ),
    }
    return deck(slug, **(facts | given))


def school_facts() -> SchoolFacts:
    return SchoolFacts(
        name="NMT School",
        place="Portland, Oregon",
        email="office@school.example",
        zone="America/Los_Angeles",
        signatories=(
            Signatory("Ada Whitfield", "Administrator"),
            Signatory("Ines Calder", "Instructor"),
        ),
        providers=(),
    )


def term() -> Term:
    return Term(
        "taut-band", "Taut band", "", "trigger-points", "<p>A rope-like strand of muscle.</p>"
    )


def catalogue(*documents: Any) -> Catalogue:
    """What is taught where these documents and the school's facts are published."""
    shelves: dict[str, dict[str, Any]] = {}
    for document in (school_facts(), *documents):
        kind = find_kind(type(document)).name
        shelves.setdefault(kind, {})[getattr(document, "slug", kind)] = document
    names = {kind.document: kind.name for kind in DOCUMENT_KINDS.values()}
    return Catalogue(PublishedRelease(1, shelves, names))


def draft(kind: str, slug: str, document: Any) -> Draft:
    """A document ready to be published."""
    payload = to_payload(document)
    digest = hashlib.sha256(json.dumps(payload, sort_keys=True).encode()).hexdigest()
    list_items = DOCUMENT_KINDS[kind].items
    items = tuple(list_items(document)) if list_items else ()
    path = f"content/{kind}/{slug}.md"
    return Draft(kind, slug, digest, path, f"source of {slug}", payload, items)


def content(**instead: Any) -> Content:
    """The test content as if it had been read from files, to be published as authors publish."""
    return Content(
        tuple(
            Written(kind, slug, f"{kind}/{slug}.md", f"source of {slug}", document)
            for kind, slug, document in documents(**instead)
        ),
        {},
        (),
    )


def drafts(**instead: Any) -> list[Draft]:
    """The test content; `quiz=…`, `module=…` and so on replace or add a document."""
    return [draft(*written) for written in documents(**instead)]


def documents(**instead: Any) -> list[tuple[str, str, Any]]:
    """Kind, slug and document of all that the test content holds."""
    taught: list[tuple[str, str, Any]] = [
        ("school", "school", school_facts()),
        ("sources", "sources", {"sikdar-2009": source()}),
        ("glossary", "glossary", Glossary((term(),))),
        ("module", "ischemia", module()),
        ("module", "trigger-points", module("trigger-points", order=2)),
        ("quiz", "ischemia", quiz()),
        ("quiz", "trigger-points", quiz("trigger-points")),
        ("course", "nmt-elective", course()),
        ("course", "nmt-five-factors", home_study()),
        ("deck", "referral-patterns", deck()),
    ]
    known = {(kind, slug): document for kind, slug, document in taught}
    known |= {(kind, document.slug): document for kind, document in instead.items()}
    return [(kind, slug, document) for (kind, slug), document in known.items()]
