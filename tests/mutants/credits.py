"""Wrong lines about hours: days, grants, the ledger's entries and their chain, worksheets."""

from __future__ import annotations

from tests.mutants.mutant import Mutant

DAYS, DAYS_TESTS = "school/credits/rules/days.py", ("tests/credits/test_days.py",)
GRANTS = "school/credits/rules/grants.py"
GRANT_TESTS = ("tests/credits/test_grants.py",)
LEDGER, LEDGER_TESTS = "school/credits/rules/ledger.py", ("tests/credits/test_ledger_rules.py",)
LEDGER_SERVICE = "school/credits/service/ledger.py"
STORED_TESTS = ("tests/credits/test_ledger.py",)
WORKSHEET = "school/catalogue/rules/worksheet.py"
WORKSHEET_TESTS = ("tests/catalogue/test_worksheet.py",)

MUTANTS = (
    # The local day of an instant
    Mutant(
        "days-utc-instead-of-the-zone",
        DAYS,
        "return instant.astimezone(ZoneInfo(zone)).date()",
        "return instant.date()",
        DAYS_TESTS,
    ),
    Mutant(
        "days-naive-times-pass",
        DAYS,
        "if instant.tzinfo is None:",
        "if instant is None:",
        DAYS_TESTS,
    ),
    Mutant(
        "days-noon-in-utc",
        DAYS,
        "datetime.combine(day, time(12), ZoneInfo(zone))",
        "datetime.combine(day, time(12), UTC)",
        DAYS_TESTS,
    ),
    Mutant(
        "days-midnight-for-noon",
        DAYS,
        "time(12)",
        "time(0)",
        DAYS_TESTS,
    ),
    Mutant(
        "days-today-may-lie-in-the-future",
        DAYS,
        "return min(noon, now) if find_local_date(now, zone) == day else noon",
        "return noon",
        DAYS_TESTS,
    ),
    # What a grant says
    Mutant(
        "grants-a-module-once-for-everybody",
        GRANTS,
        'return f"quiz:{person_id}:{family}"',
        'return f"quiz:{family}"',
        GRANT_TESTS,
    ),
    Mutant(
        "grants-once-a-module-and-not-a-family",
        GRANTS,
        "once_key=make_quiz_key(person_id, module.family)",
        "once_key=make_quiz_key(person_id, module.slug)",
        GRANT_TESTS,
    ),
    Mutant(
        "grants-the-minutes-of-the-whole-course",
        GRANTS,
        "minutes=module.worksheet.granted_minutes,",
        "minutes=course.minutes,",
        GRANT_TESTS,
    ),
    Mutant(
        "grants-every-quiz-into-the-elective-book",
        GRANTS,
        'book=course.book,\n        course_slug=course.slug,\n        kind="quiz",',
        'book="elective",\n        course_slug=course.slug,\n        kind="quiz",',
        GRANT_TESTS,
    ),
    Mutant(
        "grants-quiz-minutes-as-live",
        GRANTS,
        'delivery="self-study"',
        'delivery="live"',
        GRANT_TESTS,
    ),
    Mutant(
        "grants-room-minutes-as-self-study",
        GRANTS,
        'delivery="live"',
        'delivery="self-study"',
        GRANT_TESTS,
    ),
    Mutant(
        "grants-no-percent-in-the-evidence",
        GRANTS,
        '            "percent": percent,\n',
        "",
        GRANT_TESTS,
    ),
    # The chain
    Mutant(
        "ledger-link-not-compared",
        LEDGER,
        "if entry.prev_hash != prev_hash:",
        "if False:",
        LEDGER_TESTS,
    ),
    Mutant(
        "ledger-hash-not-compared",
        LEDGER,
        "is_unchanged = hash_entry(entry, formats) == entry.hash",
        "is_unchanged = bool(hash_entry(entry, formats) and entry.hash)",
        LEDGER_TESTS,
    ),
    Mutant(
        "ledger-place-not-compared",
        LEDGER,
        "if entry.seq != expected_seq:",
        "if False:",
        LEDGER_TESTS,
        survives="The place is hashed and every entry names the hash before it, so an entry in a "
        "wrong place has a wrong hash or a wrong link as well; the comparison adds a clearer word.",
    ),
    Mutant(
        "ledger-cut-tail-not-told",
        LEDGER,
        "if noted and not noted_is_there:",
        "if noted and noted_is_there is None:",
        LEDGER_TESTS,
    ),
    Mutant(
        "ledger-noted-hash-not-compared",
        LEDGER,
        "if entry.hash != noted.hash:",
        "if entry.seq != noted.seq:",
        LEDGER_TESTS,
    ),
    Mutant(
        "ledger-nan-is-hashed",
        LEDGER,
        "allow_nan=False",
        "allow_nan=True",
        LEDGER_TESTS,
    ),
    Mutant(
        "ledger-instants-not-in-utc",
        LEDGER,
        "value.astimezone(UTC).replace(tzinfo=None)",
        "value.replace(tzinfo=None)",
        LEDGER_TESTS,
    ),
    Mutant(
        "ledger-microseconds-not-hashed",
        LEDGER,
        'timespec="microseconds"',
        'timespec="milliseconds"',
        LEDGER_TESTS,
    ),
    Mutant(
        "ledger-link-not-hashed",
        LEDGER,
        '    "prev_hash",\n    "reason",',
        '    "reason",',
        LEDGER_TESTS,
    ),
    Mutant(
        "ledger-spaces-in-the-hashed-bytes",
        LEDGER,
        'separators=(",", ":")',
        'separators=(", ", ":")',
        LEDGER_TESTS,
    ),
    # What an entry may say
    Mutant(
        "ledger-any-delivery",
        LEDGER,
        '("book", BOOKS), ("delivery", DELIVERIES))',
        '("book", BOOKS))',
        LEDGER_TESTS,
    ),
    Mutant(
        "ledger-a-grant-of-nought-minutes",
        LEDGER,
        "if facts.minutes == 0 or (facts.minutes < 0)",
        "if (facts.minutes < 0)",
        LEDGER_TESTS,
    ),
    Mutant(
        "ledger-a-reversal-above-zero",
        LEDGER,
        "(facts.minutes < 0) != is_reversal:",
        "(facts.minutes < 0 and not is_reversal):",
        LEDGER_TESTS,
    ),
    Mutant(
        "ledger-anything-takes-back",
        LEDGER,
        "if (facts.reverses_id is not None) != is_reversal:",
        "if is_reversal and facts.reverses_id is None:",
        LEDGER_TESTS,
    ),
    Mutant(
        "ledger-a-reversal-of-nothing",
        LEDGER,
        "if (facts.reverses_id is not None) != is_reversal:",
        "if facts.reverses_id is not None and not is_reversal:",
        LEDGER_TESTS,
    ),
    Mutant(
        "ledger-anything-follows",
        LEDGER,
        "if facts.follows_id is not None and facts.kind not in FOLLOWING:",
        "if facts.follows_id is not None and is_reversal:",
        LEDGER_TESTS,
    ),
    Mutant(
        "ledger-a-transfer-of-nothing",
        LEDGER,
        'frozenset({"correction", "restoration", "transfer"})',
        'frozenset({"correction", "restoration"})',
        LEDGER_TESTS,
    ),
    Mutant(
        "ledger-no-time-spent",
        LEDGER,
        "facts.clock_minutes <= 0",
        "facts.clock_minutes < 0",
        LEDGER_TESTS,
    ),
    Mutant(
        "ledger-facts-are-not-judged",
        LEDGER_SERVICE,
        "    judge_facts(facts)\n",
        "",
        STORED_TESTS,
    ),
    Mutant(
        "ledger-format-1-follows-nothing",
        LEDGER,
        'corrected: int | None = entry.evidence.get("corrects")',
        "corrected: int | None = None",
        LEDGER_TESTS,
    ),
    # What each format covers
    Mutant(
        "ledger-the-format-is-not-hashed",
        LEDGER,
        '(*_FORMAT_1, "clock_minutes", "follows_id", "format")',
        '(*_FORMAT_1, "clock_minutes", "follows_id")',
        LEDGER_TESTS,
    ),
    Mutant(
        "ledger-the-time-spent-is-not-hashed",
        LEDGER,
        '(*_FORMAT_1, "clock_minutes", "follows_id", "format")',
        '(*_FORMAT_1, "follows_id", "format")',
        LEDGER_TESTS,
    ),
    Mutant(
        "ledger-every-entry-by-the-newest-format",
        LEDGER,
        "names = formats.get(entry.format)",
        "names = formats.get(NEWEST_FORMAT)",
        LEDGER_TESTS,
    ),
    Mutant(
        "ledger-fields-beyond-a-format-pass",
        LEDGER,
        'every_field - {*hashed, "format"}',
        "every_field - every_field",
        LEDGER_TESTS,
    ),
    Mutant(
        "ledger-one-field-beyond-a-format-passes",
        LEDGER,
        'every_field - {*hashed, "format"}',
        'every_field - {*hashed, "format", "follows_id"}',
        LEDGER_TESTS,
    ),
    Mutant(
        "ledger-the-format-is-beyond-itself",
        LEDGER,
        'every_field - {*hashed, "format"}',
        "every_field - {*hashed}",
        LEDGER_TESTS,
    ),
    Mutant(
        "ledger-an-unknown-format-passes",
        LEDGER,
        "        yield Fault(entry.seq, "
        'f"has format {entry.format}, which this program does not know")\n',
        "",
        LEDGER_TESTS,
    ),
    Mutant(
        "ledger-a-newer-programs-entry-is-served",
        LEDGER_SERVICE,
        ".not_in(sorted(FORMATS))",
        ".not_in([*FORMATS, max(FORMATS) + 1])",
        STORED_TESTS,
    ),
    # What cannot be read
    Mutant(
        "ledger-what-cannot-be-read-passes",
        LEDGER,
        '        yield Fault(entry.seq, f"its {entry.field} cannot be read")\n',
        "",
        STORED_TESTS,
    ),
    Mutant(
        "ledger-what-cannot-be-read-breaks-the-next",
        LEDGER,
        'entry.seq + 1, entry.hash or ""',
        'entry.seq + 1, entry.hash if isinstance(entry, Entry) else ""',
        STORED_TESTS,
    ),
    Mutant(
        "ledger-another-field-is-named",
        LEDGER,
        "            return name\n",
        '            return "hash"\n',
        STORED_TESTS,
    ),
    Mutant(
        "ledger-the-last-unreadable-field-is-named",
        LEDGER_SERVICE,
        "unreadable_field = unreadable_field or name",
        "unreadable_field = name",
        STORED_TESTS,
    ),
    Mutant(
        "ledger-one-unreadable-entry-hides-the-rest",
        LEDGER_SERVICE,
        "return [_read_field_by_field(session, seq) for seq in seqs]",
        "return [_read_field_by_field(session, seq) for seq in seqs[:1]]",
        STORED_TESTS,
    ),
    # What a module is worth
    Mutant(
        "worksheet-the-larger-measure",
        WORKSHEET,
        "max(Decimal(0), min(ncbtmb, mergener))",
        "max(Decimal(0), max(ncbtmb, mergener))",
        WORKSHEET_TESTS,
    ),
    Mutant(
        "worksheet-rounded-up",
        WORKSHEET,
        ".to_integral_value(ROUND_FLOOR)",
        ".to_integral_value()",
        WORKSHEET_TESTS,
    ),
    Mutant(
        "worksheet-below-zero",
        WORKSHEET,
        "max(Decimal(0), min(ncbtmb, mergener))",
        "min(ncbtmb, mergener)",
        WORKSHEET_TESTS,
    ),
    Mutant(
        "worksheet-plus-instead-of-minus",
        WORKSHEET,
        'subtotal = Decimal("-22.3")',
        'subtotal = Decimal("22.3")',
        WORKSHEET_TESTS,
    ),
    Mutant(
        "worksheet-questions-and-difficulty-swapped",
        WORKSHEET,
        "mergener = compute_mergener_minutes(words, questions, difficulty)",
        "mergener = compute_mergener_minutes(words, difficulty, questions)",
        WORKSHEET_TESTS,
    ),
    Mutant(
        "worksheet-media-by-the-word",
        WORKSHEET,
        "return Decimal(words) / WORDS_A_MINUTE + media_minutes",
        "return Decimal(words + media_minutes) / WORDS_A_MINUTE",
        WORKSHEET_TESTS,
    ),
)
