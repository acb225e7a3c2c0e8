"""Wrong lines about the server, and about what is kept beside the facts."""

from __future__ import annotations

from tests.mutants.mutant import Mutant

BODIES = "school/serving/bodies.py"
LIMITS = "school/serving/limits.py"
ENVIRON = "school/serving/environ.py"
THREADS = "school/serving/threads.py"
MASKING = "school/web/masking.py"
COMPRESSION = "school/web/compression.py"
PROJECTIONS = "school/core/projections.py"
TOTALS = "school/admissions/service/totals.py"
LEDGER = "school/credits/service/ledger.py"
STUDYING = "school/catalogue/service/studying.py"
TALLIES = "school/quizzes/service/tallies.py"
BODY_TESTS = ("tests/serving/test_bodies.py",)
ENVIRON_TESTS = ("tests/serving/test_environ.py",)
THREAD_TESTS = ("tests/serving/test_threads.py",)
COMPRESSION_TESTS = ("tests/web/test_compression.py",)
PROJECTION_TESTS = ("tests/core/test_projections.py",)
LINE_TESTS = ("tests/admissions/test_lines.py",)
TALLY_TESTS = ("tests/quizzes/test_tallies.py",)

MUTANTS = (
    Mutant(
        "server-half-a-body-is-carried-out",
        BODIES,
        "if not self.is_complete:",
        "if self.received_bytes == 0:",
        BODY_TESTS,
    ),
    Mutant(
        "server-a-body-has-all-the-time",
        LIMITS,
        "return min(earned, limits.most_seconds_for_a_body)",
        "return earned",
        BODY_TESTS,
    ),
    Mutant(
        "server-bodies-are-never-forgotten",
        BODIES,
        "self._memory.give_back(self._held_bytes)",
        "self._memory.give_back(0)",
        BODY_TESTS,
    ),
    Mutant(
        "server-a-chunked-body-has-no-length",
        BODIES,
        "if transfer_encoding is not None:",
        "if transfer_encoding is not None and length is None:",
        BODY_TESTS,
    ),
    Mutant(
        "server-an-underscore-passes-for-a-hyphen",
        ENVIRON,
        'if "_" in name:',
        'if "__" in name:',
        ENVIRON_TESTS,
    ),
    Mutant(
        "server-the-thread-that-waited-longest",
        THREADS,
        "worker = self._idle.pop()",
        "worker = self._idle.pop(0)",
        THREAD_TESTS,
    ),
    Mutant(
        "server-any-number-waits",
        THREADS,
        "if len(self._waiting) >= self._waiting_limit:",
        "if len(self._waiting) > self._waiting_limit:",
        THREAD_TESTS,
    ),
    Mutant(
        "tokens-under-one-mask",
        MASKING,
        "mask = secrets.token_bytes(len(plain))",
        'mask = b"m" * len(plain)',
        COMPRESSION_TESTS,
    ),
    Mutant(
        "pages-are-compressed-for-everybody",
        COMPRESSION,
        'or not request.accept_encodings["gzip"]:',
        'or "gzip" not in str(request.accept_encodings):',
        COMPRESSION_TESTS,
    ),
    Mutant(
        "projections-a-savepoint-ends-the-act",
        PROJECTIONS,
        "if NOTED not in session.info or session.in_nested_transaction():",
        "if NOTED not in session.info:",
        PROJECTION_TESTS,
    ),
    Mutant(
        "projections-never-outdated",
        PROJECTIONS,
        '{"name": name}) != projection.rests_on(session)',
        '{"name": name}) == projection.rests_on(session)',
        PROJECTION_TESTS,
    ),
    Mutant(
        "lines-people-count-once-a-course",
        TOTALS,
        "people[key] += sign * line.is_first",
        "people[key] += sign",
        LINE_TESTS,
    ),
    Mutant(
        "lines-hours-leave-them-alone",
        LEDGER,
        "note_person(session, facts.person_id)",
        "note_person(session, 0)",
        LINE_TESTS,
    ),
    Mutant(
        "lines-enrolling-leaves-them-alone",
        STUDYING,
        "note_person(session, who.id)",
        "note_person(session, 0)",
        LINE_TESTS,
    ),
    Mutant(
        "tallies-count-every-attempt",
        TALLIES,
        "if attempt.number > 1: _add(session, _ADD_QUIZ, [quiz |",
        "if attempt.number > 9:\n        _add(session, _ADD_QUIZ, [quiz |",
        TALLY_TESTS,
    ),
    Mutant(
        "tallies-forget-the-marking-before",
        TALLIES,
        '"passes": int(score.passed) - int(before.passed),',
        '"passes": int(score.passed),',
        TALLY_TESTS,
    ),
)
