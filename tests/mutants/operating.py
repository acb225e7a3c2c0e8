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
        '    wanted["ledger_entry_append"] = Trigger("ledger_entry", _without_needless_spaces(APPEND_ON_SQLITE))\n',
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
        "if present == head():",
        "if present is not None:",
        READINESS_TESTS,
    ),
    Mutant(
        "readiness-triggers-are-not-asked",
        READINESS,
        "tables_are_whole, triggers_stand, ledger_can_be_read)",
        "tables_are_whole, ledger_can_be_read)",
        READINESS_TESTS,
    ),
    Mutant(
        "readiness-formats-are-not-asked",
        READINESS,
        "triggers_stand, ledger_can_be_read)",
        "triggers_stand)",
        READINESS_TESTS,
    ),
    Mutant(
        "readiness-half-a-migration-is-not-asked",
        READINESS,
        "(migrations_are_at_head, tables_are_whole, ",
        "(migrations_are_at_head, ",
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
        "if present is not None and present not in _known_migrations():",
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
        "explain_unknown_format(session) or what_is_unguarded(connection)",
        "explain_unknown_format(session)",
        READINESS_TESTS,
    ),
    Mutant(
        "migrate-formats-may-be-unknown",
        MIGRATE,
        "explain_unknown_format(session) or what_is_unguarded(connection)",
        "what_is_unguarded(connection)",
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
