"""What the feature `certificates` brings to the school."""

from __future__ import annotations

from school.certificates import commands, views
from school.core import policy
from school.core.audit import AUDIT_SENTENCES
from school.core.commands import add_commands
from school.documents.service.following import AFTER_PUBLISHING
from school.web.pages import PAGES

# What the audit log says of each act.
SENTENCES = {
    "certificate:reissue": "Issued the certificate again, as revision {revision}",
}


def register() -> None:
    PAGES.add("certificates", views.register)
    add_commands(commands.COMMANDS, commands.EFFECTS, commands.ERRANDS)
    AFTER_PUBLISHING.add("certificates", commands.issue_after_publishing)
    policy.permit("certificate:claim", policy.signed_in)
    policy.permit("certificate:reissue", policy.office_not_self)
    policy.permit("certificate:see", policy.owner, policy.office)
    policy.permit("certificate:see-own", policy.signed_in)
    policy.permit("certificate:verify", policy.anyone)
    for act, sentence in SENTENCES.items():
        AUDIT_SENTENCES.add(act, sentence)
