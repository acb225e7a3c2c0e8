"""What the feature `cards` brings to the school."""

from __future__ import annotations

from school.cards import views
from school.cards.rules.kind import DECK
from school.core import policy
from school.documents.rules.kinds import DOCUMENT_KINDS
from school.web.pages import PAGES


def register() -> None:
    PAGES.add("cards", views.register)
    DOCUMENT_KINDS.add(DECK.name, DECK)
    policy.permit("cards:study", policy.signed_in)
