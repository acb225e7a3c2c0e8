"""Wrong lines about the catalogue, the pain finder and the officer's desk."""

from __future__ import annotations

from tests.mutants.mutant import Mutant

DOCUMENTS = "school/catalogue/rules/documents.py"
GRADED_QUIZ = "school/quizzes/rules/quiz.py"
ASKED_BY_QUIZZES = "school/cards/rules/asked_by_quizzes.py"
LESSON = "school/catalogue/rules/lesson.py"
QUERY = "school/catalogue/rules/query.py"
NAMING = "school/catalogue/rules/naming.py"
COURSE = "school/catalogue/rules/reading/course.py"
QUIZ = "school/quizzes/rules/reading.py"
KNOWN = "school/documents/rules/reading/known.py"
PLACES = "school/documents/rules/reading/names.py"
SETTINGS = "school/documents/rules/reading/settings.py"
PAYLOAD = "school/documents/rules/payload.py"
RETIRED = "school/documents/service/shelf.py"
LIBRARY = "school/catalogue/service/library.py"
ASKED = "school/finder/rules/asked.py"
FLAGS = "school/finder/rules/flags.py"
STATE = "school/admissions/rules/state.py"
STAGES = "school/admissions/rules/stages.py"
MINUTES = "school/admissions/rules/minutes.py"
FILTERS = "school/admissions/rules/filters.py"
QUIZZES = ("tests/quizzes/test_rules.py",)
SLIPS = ("tests/catalogue/test_reading_problems.py",)
READING = ("tests/catalogue/test_reading.py",)
LESSON_TESTS = ("tests/catalogue/test_studying.py",)
DOCUMENT_TESTS = (
    "tests/documents/test_payload.py",
    "tests/documents/test_editions.py",
)
NAMING_TESTS = ("tests/cards/test_asked_by_quizzes.py",)
SEARCH = ("tests/catalogue/test_search.py",)
ASKED_TESTS = ("tests/finder/test_asked.py",)
FLAGS_TESTS = ("tests/finder/test_flags.py",)
EDITION_TESTS = ("tests/documents/test_editions.py",)
TAKING = ("tests/credits/test_taking.py",)
DESK = ("tests/admissions/test_rules.py",)

MUTANTS = (
    # What an author writes
    Mutant(
        "course-exactly-what-it-holds-is-refused",
        COURSE,
        "if surplus > 0:",
        "if surplus >= 0:",
        READING,
    ),
    Mutant(
        "course-claims-what-it-likes",
        COURSE,
        "if surplus > 0:",
        "if held > course.minutes * 100:",
        SLIPS,
    ),
    Mutant(
        "course-a-live-part-holds-nothing",
        COURSE,
        "held = sum(part.minutes for part in course.parts)",
        'held = sum(part.minutes for part in course.parts if part.delivery != "live")',
        READING,
    ),
    Mutant(
        "course-hours-of-100-minutes",
        COURSE,
        'settings.number("hours", 0, MOST_HOURS) * 60',
        'settings.number("hours", 0, MOST_HOURS) * 100',
        READING,
    ),
    Mutant(
        "course-a-module-without-a-quiz",
        COURSE,
        'if known.find_first_part(slug, "quiz") is None:',
        'if slug not in known.find_outlines("module"):',
        SLIPS,
    ),
    Mutant(
        "course-a-module-in-two-parts",
        COURSE,
        "in modules.intersection(part.modules):",
        "in modules.intersection(()):",
        SLIPS,
    ),
    Mutant(
        "quiz-the-pass-mark-is-100",
        QUIZ,
        "return int(share[1])",
        "return 100",
        READING,
    ),
    Mutant(
        "quiz-a-second-one-for-a-module",
        QUIZ,
        "elif module and first != slug:",
        "elif module and not first:",
        READING,
    ),
    Mutant(
        "quiz-unlimited-is-a-hundred",
        QUIZ,
        '        settings.has("attempts")\n        return None',
        '        settings.has("attempts")\n        return MOST_ATTEMPTS',
        READING,
    ),
    Mutant(
        "quiz-choices-shuffled-for-questions",
        QUIZ,
        'shuffle_questions="questions" in shuffle',
        'shuffle_questions="choices" in shuffle',
        READING,
    ),
    Mutant(
        "known-an-unknown-source-is-fine",
        KNOWN,
        "return not self.citable or source_id in self.citable",
        "return True",
        SLIPS,
    ),
    Mutant(
        "known-an-anchor-that-leads-nowhere",
        KNOWN,
        "if outline is None or (anchor and anchor not in outline.anchors):",
        "if outline is None:",
        SLIPS,
    ),
    Mutant(
        "places-the-rules-of-boards-are-read",
        PLACES,
        "or parts[0] in RESERVED_FOLDERS:",
        "or False:",
        READING,
    ),
    Mutant(
        "settings-true-is-one",
        SETTINGS,
        "if isinstance(value, int) and not isinstance(value, bool) and least",
        "if isinstance(value, int) and least",
        SLIPS,
    ),
    Mutant(
        "settings-any-number",
        SETTINGS,
        "not isinstance(value, bool) and least <= value <= most:",
        "not isinstance(value, bool):",
        SLIPS,
    ),
    Mutant(
        "payload-old-editions-break",
        PAYLOAD,
        "elif not _has_default(field):",
        "else:",
        DOCUMENT_TESTS,
    ),
    Mutant(
        "payload-nothing-is-missed",
        PAYLOAD,
        "    if missing:\n",
        "    if missing is None:\n",
        DOCUMENT_TESTS,
    ),
    # What a student reads
    Mutant(
        "documents-the-first-module-has-the-last-before-it",
        DOCUMENTS,
        "before = self.modules[slugs[place - 1]] if place else None",
        "before = self.modules[slugs[place - 1]]",
        DOCUMENT_TESTS,
    ),
    Mutant(
        "documents-a-section-of-no-minutes",
        DOCUMENTS,
        "return max(1, round(self.words / 200))",
        "return round(self.words / 200)",
        DOCUMENT_TESTS,
    ),
    Mutant(
        "documents-a-quiz-weighs-its-questions",
        GRADED_QUIZ,
        "return sum(item.points for item in self.items)",
        "return len(self.items)",
        QUIZZES,
    ),
    Mutant(
        "lesson-retired-sections-count",
        LESSON,
        "return self.total - len(self.left)",
        "return len(self.finished)",
        LESSON_TESTS,
    ),
    Mutant(
        "lesson-what-is-read-is-left",
        LESSON,
        "if section.id not in self.finished)",
        "if section.id in self.finished)",
        LESSON_TESTS,
    ),
    Mutant(
        "lesson-nothing-left-takes-a-minute",
        LESSON,
        "if not self.left:\n            return 0\n        words",
        "words",
        LESSON_TESTS,
    ),
    Mutant(
        "lesson-strangers-are-somewhere",
        LESSON,
        "self.left[0].id if signed_in and self.left else",
        "self.left[0].id if self.left else",
        LESSON_TESTS,
    ),
    Mutant(
        "naming-only-in-the-singular",
        NAMING,
        '+ r")s?\\b")',
        '+ r")\\b")',
        NAMING_TESTS,
    ),
    Mutant(
        "naming-any-quiz-of-any-module",
        ASKED_BY_QUIZZES,
        'name == module.slug or name.startswith(f"{quiz.slug}/")',
        "bool(name)",
        NAMING_TESTS,
    ),
    Mutant(
        "query-every-word-is-looked-for",
        QUERY,
        "if word not in EVERYWHERE]",
        "]",
        SEARCH,
    ),
    # The pain finder
    Mutant(
        "finder-one-letter-is-a-beginning",
        ASKED,
        "FEWEST_LETTERS = 3",
        "FEWEST_LETTERS = 1",
        ASKED_TESTS,
    ),
    Mutant(
        "finder-any-word-of-the-label",
        ASKED,
        "if not all(word in label_words for word in whole_words):",
        "if False:",
        ASKED_TESTS,
    ),
    Mutant(
        "finder-sides-are-places",
        ASKED,
        "if word not in HURTING | SIDES)",
        "if word not in HURTING)",
        ASKED_TESTS,
    ),
    Mutant(
        "finder-nothing-typed-hurts",
        ASKED,
        "return () if words else None",
        "return ()",
        ASKED_TESTS,
    ),
    Mutant(
        "flags-of-every-area",
        FLAGS,
        "if not flag.areas or flag.areas & areas)",
        "if True)",
        FLAGS_TESTS,
    ),
    Mutant(
        "flags-where-nothing-hurts",
        FLAGS,
        "if not areas:",
        "if False:",
        FLAGS_TESTS,
    ),
    # The officer's desk
    Mutant(
        "desk-quiet-a-day-late",
        STATE,
        "timedelta(days=QUIET_DAYS - 1)",
        "timedelta(days=QUIET_DAYS)",
        DESK,
    ),
    Mutant(
        "desk-exact-hours-are-not-enough",
        STAGES,
        "if facts.minutes >= facts.needed_minutes:",
        "if facts.minutes > facts.needed_minutes:",
        DESK,
    ),
    Mutant(
        "desk-a-withdrawn-certificate-is-fine",
        STAGES,
        "if facts.has_certificate and facts.certificate_stands:",
        "if facts.has_certificate:",
        DESK,
    ),
    Mutant(
        "desk-days-in-utc",
        STATE,
        "then.astimezone(now.tzinfo).date()",
        "then.date()",
        DESK,
    ),
    Mutant(
        "desk-a-month-in-utc",
        STATE,
        "now.astimezone(zone).replace(day=1",
        "now.replace(day=1",
        DESK,
    ),
    Mutant(
        "desk-hours-of-100-minutes",
        MINUTES,
        "return int(match[1]) * 60 + int(match[2])",
        "return int(match[1]) * 100 + int(match[2])",
        DESK,
    ),
    Mutant(
        "desk-parts-of-a-minute",
        MINUTES,
        "return int(exact) if exact == int(exact) else None",
        "return int(exact)",
        DESK,
    ),
    Mutant(
        "desk-page-nought",
        FILTERS,
        "min(max(int(text), 1), LAST_PAGE)",
        "min(int(text), LAST_PAGE)",
        DESK,
    ),
    Mutant(
        "desk-a-filter-keeps-the-page",
        FILTERS,
        '({"page": 1} | changes)',
        "changes",
        DESK,
    ),
    Mutant(
        "desk-the-second-click-does-nothing",
        FILTERS,
        "falling = not self.falling if sort == self.sort",
        "falling = self.falling if sort == self.sort",
        DESK,
    ),
    # What is no longer taught
    Mutant(
        "retired-the-first-edition",
        RETIRED,
        ".order_by(Edition.number.desc())",
        ".order_by(Edition.number)",
        EDITION_TESTS,
    ),
    Mutant(
        "retired-of-any-kind",
        RETIRED,
        'Edition.kind == bindparam("kind"), Edition.slug == bindparam("slug")',
        'Edition.slug == bindparam("slug")',
        EDITION_TESTS,
    ),
    Mutant(
        "library-always-what-is-taught-now",
        LIBRARY,
        "        if edition_id is None:\n",
        "        if edition_id is None or slug in self.catalogue.courses:\n",
        TAKING,
    ),
    Mutant(
        "library-nothing-takes-a-retired-modules-place",
        LIBRARY,
        "return self.catalogue.find_module_of_family(retired.family) or retired",
        "return retired",
        EDITION_TESTS,
    ),
)
