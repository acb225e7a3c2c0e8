"""What the feature `credits` brings to the school."""

from __future__ import annotations

from school.core import policy
from school.core.audit import AUDIT_SENTENCES
from school.core.commands import COMMANDS
from school.credits import commands, views
from school.documents.rules.kinds import RESERVED_FOLDERS
from school.web.pages import PAGES

# What the audit log says of each act.
SENTENCES = {
    "hours:record": "Recorded {minutes} minutes, entry {entry}",
    "hours:correct": "Reversed entry {entry} of {minutes} minutes",
    "hours:replace": "Replaced it with entry {entry} of {minutes} minutes",
}


def register() -> None:
    RESERVED_FOLDERS.add("boards", "the rules of licensing bodies, which are not read yet")
    PAGES.add("credits", views.register)
    for command in commands.COMMANDS:
        COMMANDS.add(str(command.name), command)
    policy.permit("hours:correct", policy.office_not_self)
    policy.permit("hours:record", policy.office_not_self)
    policy.permit("hours:see", policy.owner, policy.office)
    policy.permit("hours:see-own", policy.signed_in)
    for act, sentence in SENTENCES.items():
        AUDIT_SENTENCES.add(act, sentence)
