"""Wrong lines in the acts that write hours and certificates; their tests use SQLite."""

from __future__ import annotations

from tests.mutants.mutant import Mutant

AWARDS = "school/credits/service/awards.py"
CORRECTIONS = "school/credits/service/corrections.py"
LEDGER = "school/credits/service/ledger.py"
ISSUING = "school/certificates/service/issuing.py"
WAITING = "school/certificates/service/waiting.py"
COMPLETING = "school/credits/service/completing.py"
RECORDS = "school/credits/service/records.py"
TAKING = "school/credits/service/taking.py"
HAND_IN = "school/quizzes/service/hand_in.py"
AWARD_TESTS = ("tests/credits/test_awards.py",)
COMPLETING_TESTS = ("tests/credits/test_completing.py",)
TAKING_TESTS = ("tests/credits/test_taking.py",)
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
        "if time.held_on > find_local_date(now, zone):",
        "if time.held_on > now.date():",
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
        '"family", "minutes", "earned_on"):',
        '"family"):',
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
        "_check_same_act(earlier, recorded_by_id=who.id, reason=tidy)",
        "_check_same_act(earlier, reason=tidy)",
        AWARD_TESTS,
    ),
    Mutant(
        "ledger-of-more-than-a-thousand-faults",
        LEDGER,
        "list(islice(find_faults(_read_all_entries(session), noted), ENOUGH_FAULTS))",
        "list(find_faults(_read_all_entries(session), noted))",
        LEDGER_TESTS,
    ),
    Mutant(
        "ledger-the-noted-head-is-not-asked",
        LEDGER,
        "find_faults(_read_all_entries(session), noted)",
        "find_faults(_read_all_entries(session))",
        LEDGER_TESTS,
    ),
    Mutant(
        "ledger-twice-the-same",
        LEDGER,
        "    if earlier is not None:\n        return earlier\n    last",
        "    last",
        LEDGER_TESTS,
    ),
    # Corrections, completions and what is on record
    Mutant(
        "corrections-a-reversal-settles-nothing",
        CORRECTIONS,
        "Granted(reversal, record_finished_courses(session, registrar, entry.person_id, now))",
        "Granted(reversal, ())",
        CERTIFICATE_TESTS,
    ),
    Mutant(
        "corrections-the-same-minutes",
        CORRECTIONS,
        "if minutes == entry.minutes:",
        "if minutes == 0:",
        AWARD_TESTS,
    ),
    Mutant(
        "corrections-other-minutes-sent-later",
        CORRECTIONS,
        '"reason": tidy, "minutes": minutes}',
        '"reason": tidy}',
        AWARD_TESTS,
    ),
    Mutant(
        "completing-nobody-is-told",
        COMPLETING,
        "for listener in registrar.listeners:",
        "for listener in registrar.listeners[1:]:",
        CERTIFICATE_TESTS,
    ),
    Mutant(
        "completing-once-more-each-time",
        COMPLETING,
        "if standing.finished and standing.completion is None and standing.entries:",
        "if standing.finished:",
        CERTIFICATE_TESTS,
    ),
    Mutant(
        "completing-always-for-the-first-time",
        COMPLETING,
        "return 1 + max((completion.number for completion in completions), default=0)",
        "return 1",
        CERTIFICATE_TESTS,
    ),
    Mutant(
        "completing-the-course-of-the-last-entry-alone",
        COMPLETING,
        "slugs = dict.fromkeys((*records, *(entry.course_slug for entry in entries)))",
        "slugs = dict.fromkeys(entry.course_slug for entry in entries[-1:])",
        TAKING_TESTS,
    ),
    Mutant(
        "completing-only-courses-on-record",
        COMPLETING,
        "slugs = dict.fromkeys((*records, *(entry.course_slug for entry in entries)))",
        "slugs = dict.fromkeys(records)",
        COMPLETING_TESTS,
    ),
    Mutant(
        "completing-states-all-that-was-earned",
        COMPLETING,
        '"minutes": course.minutes,',
        '"minutes": reached.earned,',
        COMPLETING_TESTS,
    ),
    Mutant(
        "completing-states-all-time-in-the-room",
        COMPLETING,
        'standing.certified_minutes["live"],',
        'standing.by_delivery["live"],',
        COMPLETING_TESTS,
    ),
    Mutant(
        "completing-on-the-day-it-is-recorded",
        COMPLETING,
        '"completed_on": completed_on,',
        '"completed_on": now.date(),',
        COMPLETING_TESTS,
    ),
    Mutant(
        "records-of-everybodys-completions",
        RECORDS,
        "and_(_DONE.person_id == _PERSON, _DONE.course_slug == _SLUGS.c.course_slug)",
        "_DONE.course_slug == _SLUGS.c.course_slug",
        COMPLETING_TESTS,
    ),
    Mutant(
        "records-of-everybodys-enrollments",
        RECORDS,
        "and_(_TAKEN.person_id == _PERSON, _TAKEN.course_slug == _SLUGS.c.course_slug)",
        "_TAKEN.course_slug == _SLUGS.c.course_slug",
        COMPLETING_TESTS,
    ),
    Mutant(
        "records-a-finished-course-that-nobody-takes-is-lost",
        RECORDS,
        "select(_DONE.course_slug).where(_DONE.person_id == _PERSON)",
        "select(_DONE.course_slug).where(_DONE.person_id < 0)",
        COMPLETING_TESTS,
    ),
    Mutant(
        "records-a-finished-course-is-judged-anew",
        RECORDS,
        "    if completion is not None:\n"
        "        return library.find_course(session, slug, completion.edition_id)\n",
        "",
        COMPLETING_TESTS,
    ),
    Mutant(
        "records-everybody-is-judged-by-the-newest-edition",
        RECORDS,
        "record.edition_id if record else None",
        "None",
        TAKING_TESTS,
    ),
    Mutant(
        "records-only-courses-that-are-taken",
        RECORDS,
        "slugs = dict.fromkeys((*records, *(entry.course_slug for entry in entries)))",
        "slugs = dict.fromkeys(records)",
        AWARD_TESTS,
    ),
    # Taking courses
    Mutant(
        "taking-a-course-overlaps-with-itself",
        TAKING,
        "if course_taken.course.slug != course.slug]",
        "]",
        TAKING_TESTS,
    ),
    Mutant(
        "taking-moves-a-finished-course",
        TAKING,
        "    if before.finished:\n        raise StaysAsFinished\n",
        "",
        TAKING_TESTS,
    ),
    Mutant(
        "taking-moves-to-what-nobody-looked-at",
        TAKING,
        "if effect.after.course.edition_id != edition_id:",
        "if effect.after.course.edition_id is None:",
        TAKING_TESTS,
    ),
    Mutant(
        "taking-moves-everybody",
        TAKING,
        "enrollment = (Enrollment.person_id == person_id) & "
        "(Enrollment.course_slug == course_slug)",
        "enrollment = Enrollment.course_slug == course_slug",
        TAKING_TESTS,
    ),
    Mutant(
        "taking-moves-each-of-their-courses",
        TAKING,
        "enrollment = (Enrollment.person_id == person_id) & "
        "(Enrollment.course_slug == course_slug)",
        "enrollment = Enrollment.person_id == person_id",
        TAKING_TESTS,
    ),
    Mutant(
        "taking-moves-and-settles-nothing",
        TAKING,
        "return record_finished_courses(session, registrar, person_id, now)",
        "return ()",
        TAKING_TESTS,
    ),
    Mutant(
        "taking-shows-the-old-edition-twice",
        TAKING,
        "Effect(before, judge_standing(newest, entries, library.find_modules(session, newest)))",
        "Effect(before, before)",
        TAKING_TESTS,
    ),
    # Certificates
    Mutant(
        "issuing-before-the-course-is-finished",
        COMPLETING,
        "if standing.finished and standing.completion is None and standing.entries:",
        "if standing.completion is None:",
        CERTIFICATE_TESTS,
    ),
    Mutant(
        "issuing-once-more-each-time",
        ISSUING,
        "    if last is not None and states_completion(last, completion):\n        return last\n",
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
    Mutant(
        "issuing-without-what-must-stand-on-it",
        ISSUING,
        "    if list_missing_facts(name, library.catalogue.school):\n        return None\n",
        "",
        CERTIFICATE_TESTS,
    ),
    Mutant(
        "issuing-a-correction-keeps-the-old-one",
        ISSUING,
        "if last is not None and states_completion(last, completion):",
        "if last is not None:",
        CERTIFICATE_TESTS,
    ),
    Mutant(
        "issuing-always-the-first-revision",
        ISSUING,
        "revision = last.revision + 1 if last else 1",
        "revision = 1",
        CERTIFICATE_TESTS,
    ),
    Mutant(
        "issuing-by-the-newest-edition",
        ISSUING,
        "library.find_course(session, completion.course_slug, completion.edition_id)",
        "library.find_course(session, completion.course_slug, None)",
        CERTIFICATE_TESTS,
    ),
    Mutant(
        "issuing-dated-in-utc",
        ISSUING,
        "find_local_date(now, school.zone)",
        "now.date()",
        CERTIFICATE_TESTS,
    ),
    Mutant(
        "issuing-completed-when-issued",
        ISSUING,
        "completed_on=completion.completed_on,",
        "completed_on=earned_on(now, 'UTC'),",
        CERTIFICATE_TESTS,
    ),
    Mutant(
        "issuing-the-oldest-is-the-newest",
        ISSUING,
        ".order_by(Certificate.revision.desc())",
        ".order_by(Certificate.revision)",
        CERTIFICATE_TESTS,
    ),
    Mutant(
        "waiting-for-any-certificate-ever",
        WAITING,
        "    Certificate.issued_at >= CourseCompletion.recorded_at,\n",
        "",
        CERTIFICATE_TESTS,
    ),
    Mutant(
        "waiting-for-anybodys-certificate",
        WAITING,
        "    Certificate.person_id == CourseCompletion.person_id,\n",
        "",
        CERTIFICATE_TESTS,
    ),
    Mutant(
        "waiting-counts-what-still-waits",
        WAITING,
        "        if completion and issue_for_completion("
        "session, issuer, library, completion, now):\n            issued += 1",
        "        if completion:\n            issue_for_completion(session, issuer, library,"
        " completion, now)\n            issued += 1",
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
        "    if closed is None:\n        return False",
        "    if closed is None:\n        return True",
        QUIZ_TESTS,
    ),
    Mutant(
        "hand-in-into-the-book-of-the-newest-edition",
        HAND_IN,
        "record.edition_id if record else None",
        "None",
        QUIZ_TESTS,
    ),
)
