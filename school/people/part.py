"""What the feature `people` brings to the school."""

from __future__ import annotations

from school.core import policy
from school.core.audit import AUDIT_SENTENCES
from school.core.commands import add_commands
from school.core.jobs import JOBS
from school.core.projections import PROJECTIONS
from school.people import commands, views
from school.people.service.mail import SENDING_MAIL
from school.people.service.search import NAMES
from school.web.pages import PAGES

# What the audit log says of each act.
SENTENCES = {
    "person:add": "Added the account from a shell, as {role}",
    "person:ask-email": "Asked to change the email address to {to}",
    "person:disable": "Disabled the account",
    "person:email": "Changed the email address from {from} to {to}",
    "person:enable": "Enabled the account",
    "person:invitation": "Accepted the invitation",
    "person:invite": "Invited, as {role}",
    "person:invite-again": "Sent the invitation again",
    "person:join": "Joined the school",
    "person:password": "Chose a new password",
    "person:recovery-codes": "Made new recovery codes",
    "person:rename": "Changed the name from {from} to {to}",
    "person:role": "Changed the role from {from} to {to}",
    "person:second-factor-off": "Turned the second factor off",
    "person:second-factor-on": "Turned the second factor on",
    "person:second-factor-reset": "Reset the second factor from a shell",
    "person:sign-in": "Signed in with {device}, from {network}",
    "person:sign-out": "Signed out",
    "person:sign-out-everywhere": "Signed out everywhere",
}


def register() -> None:
    PAGES.add("people", views.register)
    add_commands(commands.COMMANDS, commands.EFFECTS, commands.ERRANDS)
    policy.permit("account:change", policy.signed_in)
    policy.permit("account:join", policy.anyone)
    policy.permit("account:recover", policy.anyone)
    policy.permit("account:second-factor", policy.signed_in)
    policy.permit("account:sign-in", policy.anyone)
    policy.permit("account:sign-out", policy.anyone)
    policy.permit("audit:see", policy.administering)
    policy.permit("people:administer", policy.administering)
    for act, sentence in SENTENCES.items():
        AUDIT_SENTENCES.add(act, sentence)
    JOBS.add("mail", SENDING_MAIL)
    PROJECTIONS.add("names of people", NAMES)
