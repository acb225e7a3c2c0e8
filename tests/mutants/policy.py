"""Wrong lines about who may what."""

from __future__ import annotations

from tests.mutants.mutant import Mutant

POLICY = "school/core/policy.py"
IDENTITY = "school/core/identity.py"
TESTS = ("tests/test_policy.py",)  # every route and action for every reader
WORDS = ("tests/core/test_policy.py",)

MUTANTS = (
    # The table
    Mutant(
        "policy-instructors-see-everybody-s-hours",
        POLICY,
        '"hours:see": (owner, office)',
        '"hours:see": (owner, staff)',
        TESTS,
    ),
    Mutant(
        "policy-nobody-sees-their-own-entry",
        POLICY,
        '"hours:see": (owner, office)',
        '"hours:see": (office,)',
        TESTS,
    ),
    Mutant(
        "policy-officers-correct-their-own-hours",
        POLICY,
        '"hours:correct": (office_not_self,)',
        '"hours:correct": (office,)',
        WORDS,
    ),
    Mutant(
        "policy-officers-record-their-own-hours",
        POLICY,
        '"hours:record": (office_not_self,)',
        '"hours:record": (office,)',
        WORDS,
    ),
    Mutant(
        "policy-instructors-record-hours",
        POLICY,
        '"hours:record": (office_not_self,)',
        '"hours:record": (staff,)',
        TESTS,
    ),
    Mutant(
        "policy-officers-read-the-audit-log",
        POLICY,
        '"audit:see": (administering,)',
        '"audit:see": (office,)',
        TESTS,
    ),
    Mutant(
        "policy-officers-administer-people",
        POLICY,
        '"people:administer": (administering,)',
        '"people:administer": (office,)',
        TESTS,
    ),
    Mutant(
        "policy-instructors-see-the-overview",
        POLICY,
        '"people:overview": (office,)',
        '"people:overview": (staff,)',
        TESTS,
    ),
    Mutant(
        "policy-officers-in-the-studio",
        POLICY,
        '"content:studio": (teaching,)',
        '"content:studio": (staff,)',
        TESTS,
    ),
    Mutant(
        "policy-instructors-see-certificates",
        POLICY,
        '"certificate:see": (owner, office)',
        '"certificate:see": (owner, staff)',
        TESTS,
    ),
    Mutant(
        "policy-owners-reissue",
        POLICY,
        '"certificate:reissue": (office_not_self,)',
        '"certificate:reissue": (owner, office_not_self)',
        WORDS,
    ),
    Mutant(
        "policy-strangers-start-attempts",
        POLICY,
        '"attempt:start": (signed_in,)',
        '"attempt:start": (anyone,)',
        TESTS,
    ),
    Mutant(
        "policy-staff-answer-for-students",
        POLICY,
        '"attempt:answer": (owner,)',
        '"attempt:answer": (owner, staff)',
        TESTS,
    ),
    Mutant(
        "policy-instructors-see-no-attempt",
        POLICY,
        '"attempt:see": (owner, staff)',
        '"attempt:see": (owner, office)',
        TESTS,
    ),
    Mutant(
        "policy-strangers-study-cards",
        POLICY,
        '"cards:study": (signed_in,)',
        '"cards:study": (anyone,)',
        TESTS,
    ),
    Mutant(
        "policy-only-members-verify",
        POLICY,
        '"certificate:verify": (anyone,)',
        '"certificate:verify": (signed_in,)',
        TESTS,
    ),
    Mutant(
        "policy-only-members-read",
        POLICY,
        '"content:read": (anyone,)',
        '"content:read": (signed_in,)',
        TESTS,
    ),
    Mutant(
        "policy-strangers-change-accounts",
        POLICY,
        '"account:change": (signed_in,)',
        '"account:change": (anyone,)',
        TESTS,
    ),
    Mutant(
        "policy-strangers-enrol",
        POLICY,
        '"course:enrol": (signed_in,)',
        '"course:enrol": (anyone,)',
        TESTS,
    ),
    Mutant(
        "policy-strangers-finish-sections",
        POLICY,
        '"section:finish": (signed_in,)',
        '"section:finish": (anyone,)',
        TESTS,
    ),
    # What the words of the table mean
    Mutant(
        "policy-instructors-are-the-office",
        POLICY,
        'return who.role in ("officer", "admin")',
        'return who.role in ("instructor", "officer", "admin")',
        WORDS,
    ),
    Mutant(
        "policy-officers-teach",
        POLICY,
        'return who.role in ("instructor", "admin")',
        'return who.role in ("instructor", "officer", "admin")',
        WORDS,
    ),
    Mutant(
        "policy-instructors-are-no-staff",
        POLICY,
        'return who.role in ("instructor", "officer", "admin")',
        'return who.role in ("officer", "admin")',
        WORDS,
    ),
    Mutant(
        "policy-administrators-are-not-the-office",
        POLICY,
        'return who.role in ("officer", "admin")',
        'return who.role == "officer"',
        WORDS,
    ),
    Mutant(
        "policy-whoever-is-no-student-administers",
        POLICY,
        'return who.role == "admin"',
        'return who.role != "student"',
        WORDS,
    ),
    Mutant(
        "policy-everything-is-one-s-own",
        POLICY,
        "return who.signed_in and thing.person_id == who.id",
        "return who.signed_in",
        WORDS,
    ),
    Mutant(
        "policy-nobody-owns-what-is-nobody-s",
        POLICY,
        "return who.signed_in and thing.person_id == who.id",
        "return thing.person_id == who.id",
        WORDS,
    ),
    Mutant(
        "policy-officers-decide-about-themselves",
        POLICY,
        "return office(who, thing) and thing.person_id != who.id",
        "return office(who, thing)",
        WORDS,
    ),
    # How the table is read
    Mutant(
        "policy-every-rule-must-allow",
        POLICY,
        "return any(rule(who, thing) for rule in ALLOWED",
        "return all(rule(who, thing) for rule in ALLOWED",
        WORDS,
    ),
    Mutant(
        "policy-what-is-not-in-the-table-is-allowed",
        POLICY,
        "for rule in ALLOWED.get(action, ()))",
        "for rule in ALLOWED.get(action, (anyone,)))",
        WORDS,
    ),
    Mutant(
        "policy-whoever-is-signed-in-may-try",
        POLICY,
        "if who.signed_in and (rule is owner or office(who, None)):",
        "if who.signed_in:",
        WORDS,
    ),
    Mutant(
        "policy-strangers-may-try",
        POLICY,
        "if who.signed_in and (rule is owner or office(who, None)):",
        "if rule is owner or office(who, None):",
        WORDS,
    ),
    Mutant(
        "policy-owners-may-not-try",
        POLICY,
        "(rule is owner or office(who, None))",
        "(rule is not owner or office(who, None))",
        WORDS,
    ),
    Mutant(
        "identity-nobody-is-signed-in",
        IDENTITY,
        'return self.role != "nobody"',
        'return self.role != ""',
        WORDS,
    ),
)
