"""Wrong lines about certificates: their code, what is printed, when one holds."""

from __future__ import annotations

from tests.mutants.mutant import Mutant

CODE = "school/certificates/rules/code.py"
PRINTED = "school/certificates/rules/printed.py"
STATUS = "school/certificates/rules/status.py"
TESTS = ("tests/certificates/test_rules.py",)

MUTANTS = (
    # The code that people type
    Mutant(
        "code-of-any-length-is-looked-at",
        CODE,
        "if len(typed) > LONGEST_TYPED:",
        "if False:",
        TESTS,
    ),
    Mutant(
        "code-o-is-no-nought",
        CODE,
        '{"O": "0", "I": "1", "L": "1"}',
        '{"I": "1", "L": "1"}',
        TESTS,
    ),
    Mutant(
        "code-lower-case-refused",
        CODE,
        "typed.strip().upper()",
        "typed.strip()",
        TESTS,
    ),
    Mutant(
        "code-of-too-few-bytes",
        CODE,
        "if len(random_bytes) != BYTES:",
        "if not random_bytes:",
        TESTS,
    ),
    Mutant(
        "code-of-any-number-of-letters",
        CODE,
        "if len(letters) * 5 != BYTES * 8 or any(",
        "if any(",
        TESTS,
    ),
    Mutant(
        "code-of-any-letters",
        CODE,
        " or any(letter not in ALPHABET for letter in letters)",
        "",
        TESTS,
    ),
    Mutant(
        "code-with-u-for-v",
        CODE,
        "TVWXYZ",
        "TUWXYZ",
        TESTS,
    ),
    Mutant(
        "code-loses-its-last-letter",
        CODE,
        "range(BYTES * 8 - 5, -1, -5)",
        "range(BYTES * 8 - 5, 0, -5)",
        TESTS,
    ),
    Mutant(
        "code-loses-one-bit-in-five",
        CODE,
        "number >> shift & 31",
        "number >> shift & 15",
        TESTS,
    ),
    Mutant(
        "code-in-groups-of-five",
        CODE,
        "GROUP = 4",
        "GROUP = 5",
        TESTS,
    ),
    # What stands on a certificate
    Mutant(
        "printed-hours-rounded",
        PRINTED,
        "if rest * 100 % MINUTES_PER_HOUR == 0:",
        "if True:",
        TESTS,
    ),
    Mutant(
        "printed-hours-of-fifty-minutes",
        PRINTED,
        "MINUTES_PER_HOUR = 60",
        "MINUTES_PER_HOUR = 50",
        TESTS,
    ),
    Mutant(
        "printed-hours-of-the-course-as-it-is",
        PRINTED,
        "hours=write_hours(completion.minutes, unit)",
        "hours=write_hours(course.minutes, unit)",
        TESTS,
    ),
    Mutant(
        "printed-minutes-of-the-course-as-it-is",
        PRINTED,
        "minutes=completion.minutes,",
        "minutes=course.minutes,",
        TESTS,
    ),
    Mutant(
        "printed-deliveries-swapped",
        PRINTED,
        '{"live": completion.live_minutes, "self-study": completion.self_study_minutes}',
        '{"live": completion.self_study_minutes, "self-study": completion.live_minutes}',
        TESTS,
    ),
    Mutant(
        "printed-home-study-for-the-room",
        PRINTED,
        "studied = completion.self_study_minutes > 0",
        "studied = completion.self_study_minutes >= 0",
        TESTS,
    ),
    Mutant(
        "printed-shares-of-nothing",
        PRINTED,
        "in by_delivery.items() if minutes)",
        "in by_delivery.items())",
        TESTS,
    ),
    Mutant(
        "printed-ceu",
        PRINTED,
        '"ce": "CE hour"',
        '"ce": "CEU"',
        TESTS,
    ),
    Mutant(
        "printed-kinds-swapped",
        PRINTED,
        "if course.modules else",
        "if not course.modules else",
        TESTS,
    ),
    Mutant(
        "printed-blank-name",
        PRINTED,
        "sentences.STUDENT_NAME: not name.strip()",
        "sentences.STUDENT_NAME: not name",
        TESTS,
    ),
    Mutant(
        "printed-administrator-signs-for-the-instructor",
        PRINTED,
        'sentences.INSTRUCTOR: _find_signatory("instructor", school)',
        'sentences.INSTRUCTOR: _find_signatory("administrator", school)',
        TESTS,
    ),
    Mutant(
        "printed-one-person-signs-twice",
        PRINTED,
        "tuple(dict.fromkeys(person for person in signing if person))",
        "tuple(person for person in signing if person)",
        TESTS,
    ),
    Mutant(
        "printed-completed-when-issued",
        PRINTED,
        "completed_on=completion.completed_on.isoformat()",
        "completed_on=issue.issued_on.isoformat()",
        TESTS,
    ),
    # Whether one holds
    Mutant(
        "status-newest-is-superseded",
        STATUS,
        "if not is_newest:",
        "if is_newest:",
        TESTS,
    ),
    Mutant(
        "status-withdrawn-only-when-all-is-taken-back",
        STATUS,
        '"withdrawn" if any(seq in taken_back',
        '"withdrawn" if all(seq in taken_back',
        TESTS,
    ),
)
