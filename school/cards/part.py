"""What the feature `cards` brings to the school."""

from __future__ import annotations

from school.cards import views
from school.cards.kinds.mimic.kind import MIMIC
from school.cards.kinds.muscles.kind import MUSCLES
from school.cards.kinds.name.kind import NAME
from school.cards.kinds.point.kind import POINT
from school.cards.kinds.text.kind import TEXT
from school.cards.kinds.zone.kind import ZONE
from school.cards.rules.deck_document import DECK
from school.cards.rules.registry import CARD_KINDS
from school.core import policy
from school.documents.rules.kinds import DOCUMENT_KINDS
from school.web.pages import PAGES


def register() -> None:
    PAGES.add("cards", views.register)
    DOCUMENT_KINDS.add(DECK.name, DECK)
    policy.permit("cards:study", policy.signed_in)
    for kind in (ZONE, NAME, POINT, MIMIC, MUSCLES, TEXT):
        CARD_KINDS.add(kind.name, kind)
