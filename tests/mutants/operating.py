"""Wrong lines in what keeps the records: triggers, the checks before a start, migrations."""

from __future__ import annotations

from tests.mutants.mutant import Mutant

TRIGGERS = "school/triggers.py"
READINESS = "school/readiness.py"
MIGRATE = "school/migrate.py"
READINESS_TESTS = ("tests/test_readiness.py",)
MIGRATE_TESTS = ("tests/test_migrate.py",)
MIGRATION_TESTS = ("tests/test_migrations.py",)

MUTANTS = (
    # Guards
    Mutant(
        "triggers-completions-are-not-guarded",
        TRIGGERS,
        ', "ledger_entry", "course_completion")',
        ', "ledger_entry")',
        READINESS_TESTS,
    ),
    Mutant(
        "triggers-rows-may-be-removed",
        TRIGGERS,
        'for act in ("UPDATE", "DELETE"):',
        'for act in ("UPDATE",):',
        READINESS_TESTS,
    ),
    Mutant(
        "triggers-a-name-is-enough",
        TRIGGERS,
        "if present.get(name) != trigger)",
        "if name not in present)",
        READINESS_TESTS,
    ),
    Mutant(
        "triggers-what-is-appended-is-not-guarded",
        TRIGGERS,
        "    append = _normalize_spaces(APPEND_ON_SQLITE)\n"
        '    triggers["ledger_entry_append"] = Trigger("ledger_entry", append)\n',
        "",
        READINESS_TESTS,
    ),
    Mutant(
        "triggers-one-missing-is-none",
        TRIGGERS,
        "    if not missing:\n",
        "    if len(missing) < 2:\n",
        READINESS_TESTS,
    ),
    # Before a start
    Mutant(
        "readiness-any-migration-will-do",
        READINESS,
        "if present == newest:",
        "if present is not None:",
        READINESS_TESTS,
    ),
    Mutant(
        "readiness-triggers-are-not-asked",
        READINESS,
        "find_table_fault, find_trigger_fault, find_ledger_fault)",
        "find_table_fault, find_ledger_fault)",
        READINESS_TESTS,
    ),
    Mutant(
        "readiness-formats-are-not-asked",
        READINESS,
        "find_trigger_fault, find_ledger_fault)",
        "find_trigger_fault)",
        READINESS_TESTS,
    ),
    Mutant(
        "readiness-half-a-migration-is-not-asked",
        READINESS,
        "(find_migration_fault, find_table_fault, ",
        "(find_migration_fault, ",
        READINESS_TESTS,
    ),
    Mutant(
        "readiness-a-column-may-be-gone",
        READINESS,
        "if column.name not in columns:",
        "if not columns:",
        READINESS_TESTS,
    ),
    Mutant(
        "readiness-the-last-check-alone-decides",
        READINESS,
        "            if fault:\n                return fault\n    return None",
        "    return fault",
        READINESS_TESTS,
    ),
    # Migrations
    Mutant(
        "migrate-a-newer-programs-database",
        MIGRATE,
        "if present is not None and present not in _list_known_migrations():",
        "if present is not None and not present:",
        READINESS_TESTS,
    ),
    Mutant(
        "migrate-rows-may-be-lost",
        MIGRATE,
        "if after.get(name, 0) < count:",
        "if after.get(name, 0) > count:",
        MIGRATE_TESTS,
    ),
    Mutant(
        "migrate-references-may-lead-nowhere",
        MIGRATE,
        "    if broken is not None:\n",
        "    if broken is not None and not broken:\n",
        MIGRATE_TESTS,
    ),
    Mutant(
        "migrate-guards-may-be-lost",
        MIGRATE,
        "unknown_format(session) or describe_missing_guards(connection)",
        "unknown_format(session)",
        READINESS_TESTS,
    ),
    Mutant(
        "migrate-formats-may-be-unknown",
        MIGRATE,
        "unknown_format(session) or describe_missing_guards(connection)",
        "describe_missing_guards(connection)",
        READINESS_TESTS,
    ),
    Mutant(
        "migrate-with-references-enforced",
        MIGRATE,
        'driver.execute("PRAGMA foreign_keys=OFF")',
        'driver.execute("PRAGMA foreign_keys=ON")',
        MIGRATE_TESTS,
    ),
    Mutant(
        "migrate-references-are-enforced-no-more",
        MIGRATE,
        '            driver.execute("PRAGMA foreign_keys=ON")',
        '            driver.execute("PRAGMA foreign_keys=OFF")',
        MIGRATE_TESTS,
    ),
)
