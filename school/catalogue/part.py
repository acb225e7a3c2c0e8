"""What the feature `catalogue` brings to the school."""

from __future__ import annotations

from school.catalogue import commands, views
from school.core import policy
from school.core.audit import AUDIT_SENTENCES
from school.core.commands import COMMANDS
from school.web.pages import PAGES

# What the audit log says of each act.
SENTENCES = {
    "course:move": "Moved to the newest edition of {course}",
}


def register() -> None:
    PAGES.add("catalogue", views.register)
    for command in commands.COMMANDS:
        COMMANDS.add(str(command.name), command)
    policy.permit("content:read", policy.anyone)
    policy.permit("course:enrol", policy.signed_in)
    policy.permit("section:finish", policy.signed_in)
    policy.permit("self-check:answer", policy.anyone)
    for act, sentence in SENTENCES.items():
        AUDIT_SENTENCES.add(act, sentence)
