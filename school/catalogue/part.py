"""What the feature `catalogue` brings to the school."""

from __future__ import annotations

from school.catalogue import views
from school.catalogue.rules.document_kinds import KINDS
from school.catalogue.service.search import list_search_entries, store_search_entries
from school.core import policy
from school.core.audit import AUDIT_SENTENCES
from school.documents.rules.kinds import DOCUMENT_KINDS
from school.documents.service.following import INDEXES, ContentIndex
from school.web.pages import PAGES

# What the audit log says of each act.
SENTENCES = {
    "course:move": "Moved to the newest edition of {course}",
}


def register() -> None:
    PAGES.add("catalogue", views.register)
    for kind in KINDS:
        DOCUMENT_KINDS.add(kind.name, kind)
    INDEXES.add("search", ContentIndex(list_search_entries, store_search_entries))
    policy.permit("content:read", policy.anyone)
    policy.permit("course:enrol", policy.signed_in)
    policy.permit("section:finish", policy.signed_in)
    policy.permit("self-check:answer", policy.anyone)
    for act, sentence in SENTENCES.items():
        AUDIT_SENTENCES.add(act, sentence)
