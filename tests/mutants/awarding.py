"""Wrong lines in the acts that write hours and certificates; their tests use SQLite."""

from __future__ import annotations

from tests.mutants.mutant import Mutant

AWARDS = "school/credits/service/awards.py"
CORRECTIONS = "school/credits/service/corrections.py"
LEDGER = "school/credits/service/ledger.py"
ISSUING = "school/certificates/service/issuing.py"
HAND_IN = "school/quizzes/service/hand_in.py"
AWARD_TESTS = ("tests/credits/test_awards.py",)
LEDGER_TESTS = ("tests/credits/test_ledger.py",)
CERTIFICATE_TESTS = ("tests/certificates/test_service.py",)
QUIZ_TESTS = ("tests/quizzes/test_service.py",)

MUTANTS = (
    # Hours
    Mutant(
        "awards-officers-record-their-own",
        AWARDS,
        "if who.id == person_id:",
        "if who.id == 0:",
        AWARD_TESTS,
    ),
    Mutant(
        "awards-a-day-that-is-to-come",
        AWARDS,
        "if held_on > earned_on(now, zone):",
        "if held_on > now.date():",
        AWARD_TESTS,
    ),
    Mutant(
        "awards-nought-minutes",
        AWARDS,
        "if not 1 <= minutes <= MOST_MINUTES:",
        "if not 0 <= minutes <= MOST_MINUTES:",
        AWARD_TESTS,
    ),
    Mutant(
        "awards-a-form-with-other-facts",
        AWARDS,
        "entry.family, entry.minutes, entry.earned_on) != asked:",
        "entry.family, asked[3], asked[4]) != asked:",
        AWARD_TESTS,
    ),
    Mutant(
        "corrections-a-reversal-gives-once-more",
        CORRECTIONS,
        "minutes=-entry.minutes,",
        "minutes=entry.minutes,",
        AWARD_TESTS,
    ),
    Mutant(
        "corrections-a-reversal-forgets-the-evidence",
        CORRECTIONS,
        'evidence={**entry.evidence, "recorded_by": who.name}',
        'evidence={"recorded_by": who.name}',
        AWARD_TESTS,
    ),
    Mutant(
        "corrections-a-reversal-of-a-reversal",
        CORRECTIONS,
        'if entry.kind == "reversal":',
        'if entry.kind == "correction":',
        AWARD_TESTS,
    ),
    Mutant(
        "corrections-anybody-s-second-reversal",
        CORRECTIONS,
        "if (earlier.recorded_by_id, earlier.reason) != (who.id, tidy):",
        "if earlier.reason != tidy:",
        AWARD_TESTS,
    ),
    Mutant(
        "ledger-of-more-than-a-thousand-faults",
        LEDGER,
        "list(islice(faults_in(_all(session), noted), ENOUGH_FAULTS))",
        "list(faults_in(_all(session), noted))",
        LEDGER_TESTS,
    ),
    Mutant(
        "ledger-the-noted-head-is-not-asked",
        LEDGER,
        "faults_in(_all(session), noted)",
        "faults_in(_all(session))",
        LEDGER_TESTS,
    ),
    Mutant(
        "ledger-twice-the-same",
        LEDGER,
        "    if earlier is not None:\n        return earlier\n    last",
        "    last",
        LEDGER_TESTS,
    ),
    # Certificates
    Mutant(
        "issuing-before-the-course-is-finished",
        ISSUING,
        "    if not standing.finished:\n        return None\n",
        "",
        CERTIFICATE_TESTS,
    ),
    Mutant(
        "issuing-once-more-each-time",
        ISSUING,
        "    if earlier is not None:\n        return earlier\n",
        "",
        CERTIFICATE_TESTS,
    ),
    Mutant(
        "issuing-officers-reissue-their-own",
        ISSUING,
        "    if who.id == certificate.person_id:\n        raise OwnHours\n",
        "",
        CERTIFICATE_TESTS,
    ),
    Mutant(
        "issuing-a-second-reissue-for-one-page",
        ISSUING,
        "if last.revision != certificate.revision:",
        "if last.revision < certificate.revision:",
        CERTIFICATE_TESTS,
    ),
    # Handing in
    Mutant(
        "hand-in-minutes-without-a-pass",
        HAND_IN,
        "    if result.passed:\n",
        "    if result:\n",
        QUIZ_TESTS,
    ),
    Mutant(
        "hand-in-once-more-each-time",
        HAND_IN,
        "    except AlreadyHandedIn:\n        return False",
        "    except AlreadyHandedIn:\n        return True",
        QUIZ_TESTS,
    ),
)
