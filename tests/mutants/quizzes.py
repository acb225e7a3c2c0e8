"""Wrong lines about quizzes: marks, which attempt counts, closing, marking, statistics."""

from __future__ import annotations

from tests.mutants.mutant import Mutant

MARKING = "school/quizzes/rules/marking.py"
ATTEMPTS = "school/quizzes/rules/attempts.py"
PAPER = "school/quizzes/rules/paper.py"
CLOSE = "school/quizzes/service/close.py"
MARK = "school/quizzes/service/mark.py"
STATISTICS = "school/quizzes/rules/statistics.py"
COUNTS = "school/quizzes/service/statistics.py"
REVIEW = "school/quizzes/service/review.py"
ALIASES = "school/quizzes/rules/aliases.py"
ALIASES_KEPT = "school/quizzes/service/aliases.py"
QUIZZES = ("tests/quizzes/test_rules.py",)
QUIZ_TESTS = ("tests/quizzes/test_service.py",)
MARK_TESTS = ("tests/quizzes/test_marking.py",)
STATISTICS_TESTS = ("tests/quizzes/test_statistics.py",)
ALIAS_TESTS = ("tests/quizzes/test_choice_aliases.py",)

MUTANTS = (
    # What an attempt is worth
    Mutant(
        "marking-the-pass-mark-itself-fails",
        MARKING,
        "100 * earned >= pass_percent * possible",
        "100 * earned > pass_percent * possible",
        QUIZZES,
    ),
    Mutant(
        "marking-an-empty-quiz-passes",
        MARKING,
        "return possible > 0 and 100",
        "return 100",
        QUIZZES,
    ),
    Mutant(
        "marking-percent-rounded-up",
        MARKING,
        "return 100 * earned // possible if possible else 0",
        "return round(100 * earned / possible) if possible else 0",
        QUIZZES,
    ),
    Mutant(
        "marking-half-to-even",
        MARKING,
        "return (2 * share.numerator + share.denominator) // (2 * share.denominator)",
        "return round(share)",
        QUIZZES,
    ),
    Mutant(
        "marking-missing-points-rounded-down",
        MARKING,
        "needed = -(-pass_percent * possible // 100)",
        "needed = pass_percent * possible // 100",
        QUIZZES,
    ),
    Mutant(
        "marking-missing-points-below-zero",
        MARKING,
        "return max(0, needed - earned)",
        "return needed - earned",
        QUIZZES,
    ),
    Mutant(
        "marking-every-question-weighs-one",
        MARKING,
        "possible = item.points * HUNDREDTHS",
        "possible = HUNDREDTHS",
        QUIZZES,
    ),
    Mutant(
        "marking-possible-by-questions",
        MARKING,
        "return quiz.points * HUNDREDTHS",
        "return len(quiz.items) * HUNDREDTHS",
        QUIZZES,
    ),
    Mutant(
        "marking-earned-and-possible-swapped",
        MARKING,
        "reaches_pass_mark(earned, possible, quiz.pass_percent)",
        "reaches_pass_mark(possible, earned, quiz.pass_percent)",
        QUIZZES,
    ),
    Mutant(
        "marking-seven-hundredths-read-as-seventy",
        MARKING,
        "{rest:02d}",
        "{rest}",
        QUIZZES,
    ),
    # Which attempt counts, and for which course
    Mutant(
        "attempts-the-later-of-equals",
        ATTEMPTS,
        "(_compute_share(attempt), -attempt.number)",
        "(_compute_share(attempt), attempt.number)",
        QUIZZES,
    ),
    Mutant(
        "attempts-compared-by-points",
        ATTEMPTS,
        "return Fraction(attempt.marking.earned, attempt.marking.possible or 1)",
        "return Fraction(attempt.marking.earned)",
        QUIZZES,
    ),
    Mutant(
        "attempts-the-first-for-the-last",
        ATTEMPTS,
        "return max(closed, key=lambda attempt: attempt.number",
        "return min(closed, key=lambda attempt: attempt.number",
        QUIZZES,
    ),
    Mutant(
        "attempts-the-open-one-counts",
        ATTEMPTS,
        "[attempt for attempt in attempts if not attempt.is_open]",
        "list(attempts)",
        QUIZZES,
    ),
    Mutant(
        "attempts-left-below-zero",
        ATTEMPTS,
        "else max(0, quiz.attempts - used)",
        "else quiz.attempts - used",
        QUIZZES,
    ),
    Mutant(
        "attempts-one-more-than-allowed",
        ATTEMPTS,
        "max(0, quiz.attempts - used)",
        "max(0, quiz.attempts - used + 1)",
        QUIZZES,
    ),
    Mutant(
        "attempts-on-time-at-the-deadline",
        ATTEMPTS,
        "now >= attempt.due_at",
        "now > attempt.due_at",
        QUIZZES,
    ),
    Mutant(
        "attempts-closed-and-overdue",
        ATTEMPTS,
        '    if attempt.handed_in_at is not None:\n        return "closed"\n',
        "",
        QUIZZES,
    ),
    Mutant(
        "attempts-every-question-is-asked",
        ATTEMPTS,
        "items = tuple(item for item in quiz.items if item.id in attempt.draw)",
        "items = quiz.items",
        QUIZZES,
    ),
    # The paper
    Mutant(
        "paper-the-same-for-everybody",
        PAPER,
        'f"{seed}/{item.id}"',
        'f"{item.id}"',
        QUIZZES,
    ),
    Mutant(
        "paper-shuffled-by-the-wrong-setting",
        PAPER,
        "if not quiz.shuffle_questions:",
        "if not quiz.shuffle_choices:",
        QUIZZES,
    ),
    Mutant(
        "paper-numbered-from-nought",
        PAPER,
        "seed), start=1):\n        response = responses.get(item.id, ())\n        shown",
        "seed)):\n        response = responses.get(item.id, ())\n        shown",
        QUIZZES,
    ),
    # Closing
    Mutant(
        "close-a-closed-attempt-closes-again",
        CLOSE,
        "return replace(attempt, handed_in_at=now) if closing.rowcount == 1 else None",
        "return replace(attempt, handed_in_at=now)",
        MARK_TESTS,
    ),
    Mutant(
        "close-an-attempt-at-another-time",
        CLOSE,
        '.where(Attempt.id == bindparam("attempt"), Attempt.handed_in_at.is_(None))',
        '.where(Attempt.id == bindparam("attempt"))',
        MARK_TESTS,
    ),
    Mutant(
        "close-every-attempt",
        CLOSE,
        '.where(Attempt.id == bindparam("attempt"), Attempt.handed_in_at.is_(None))',
        ".where(Attempt.handed_in_at.is_(None))",
        (*MARK_TESTS, *QUIZ_TESTS),
    ),
    Mutant(
        "close-without-the-last-answers",
        CLOSE,
        "save_responses(session, attempt, answers, now)",
        "save_responses(session, attempt, {}, now)",
        MARK_TESTS,
    ),
    # Marking as rows
    Mutant(
        "mark-an-open-attempt",
        MARK,
        "    if attempt.is_open:\n        raise StillOpen\n",
        "",
        MARK_TESTS,
    ),
    Mutant(
        "mark-what-was-not-drawn",
        MARK,
        "score_attempt(select_drawn_items(quiz, attempt), ",
        "score(quiz, ",
        MARK_TESTS,
    ),
    Mutant(
        "mark-another-edition-is-the-same",
        MARK,
        "standing.edition_id != quiz.edition_id or ",
        "",
        MARK_TESTS,
    ),
    Mutant(
        "mark-another-pass-is-the-same",
        MARK,
        " or standing.passed != result.passed:",
        ":",
        MARK_TESTS,
    ),
    Mutant(
        "mark-other-points-are-the-same",
        MARK,
        "return points_before == points_by_item(result)",
        "return len(points_before) == len(result.items)",
        MARK_TESTS,
    ),
    Mutant(
        "mark-each-time-anew",
        MARK,
        "if standing is not None and _is_same_result(standing, points_before, quiz, result):",
        "if False:",
        MARK_TESTS,
    ),
    Mutant(
        "mark-a-superseded-one-stands",
        MARK,
        'bindparam("attempt_id"),\n    Marking.superseded_at.is_(None),\n',
        'bindparam("attempt_id"),\n',
        MARK_TESTS,
    ),
    Mutant(
        "mark-by-nobody",
        MARK,
        "by.id if by else None",
        "None",
        MARK_TESTS,
    ),
    Mutant(
        "mark-earned-and-possible-swapped",
        MARK,
        '"earned": result.earned,\n        "possible": result.possible,',
        '"earned": result.possible,\n        "possible": result.earned,',
        MARK_TESTS,
    ),
    Mutant(
        "mark-by-a-newer-key-under-old-names",
        MARK,
        "(quiz, attempt), answers)",
        "(quiz, attempt), saved)",
        ALIAS_TESTS,
    ),
    # What choices were called before they had ids
    Mutant(
        "aliases-a-leftover-in-another-place",
        ALIASES,
        "if len(left) == 1 and left == free:",
        "if len(left) == 1 and len(free) == 1:",
        ALIAS_TESTS,
    ),
    Mutant(
        "aliases-by-place-before-words",
        ALIASES,
        "ids_by_words = {choice.html: choice.id for choice in newer}",
        "ids_by_words = {old.html: new.id for old, new in zip(earlier, newer, strict=False)}",
        ALIAS_TESTS,
    ),
    Mutant(
        "aliases-also-among-ids",
        ALIASES_KEPT,
        "if is_named_by_place(earlier) and not is_named_by_place(newer):",
        "if not is_named_by_place(newer):",
        ALIAS_TESTS,
    ),
    Mutant(
        "aliases-only-from-the-edition-before",
        ALIASES_KEPT,
        "    while wanted:",
        "    if wanted:",
        ALIAS_TESTS,
    ),
    Mutant(
        "aliases-statistics-under-old-names",
        COUNTS,
        "answers[item_id][answer] += number",
        "answers[item_id][tuple(json.loads(stored))] += number",
        ALIAS_TESTS,
    ),
    Mutant(
        "aliases-newer-answers-take-the-place-of-older",
        COUNTS,
        "answers[item_id][answer] += number",
        "answers[item_id][answer] = number",
        ALIAS_TESTS,
    ),
    Mutant(
        "aliases-reviewed-under-old-names",
        REVIEW,
        "return explain_questions(quiz, attempt.seed, renamed, earned)",
        "return explain_questions(quiz, attempt.seed, answers, earned)",
        ALIAS_TESTS,
    ),
    # Statistics of a question
    Mutant(
        "statistics-ten-are-too-few",
        STATISTICS,
        "counts.people >= FEWEST and",
        "counts.people > FEWEST and",
        STATISTICS_TESTS,
    ),
    Mutant(
        "statistics-idle-below-thirty",
        STATISTICS,
        "if idle and people >= FEWEST_FOR_IDLE:",
        "if idle:",
        STATISTICS_TESTS,
    ),
    Mutant(
        "statistics-nobody-was-blank",
        STATISTICS,
        "blank=max(0, counts.people - answered)",
        "blank=0",
        STATISTICS_TESTS,
    ),
    Mutant(
        "statistics-a-tie-draws-more",
        STATISTICS,
        "if use.chosen > most_right)",
        "if use.chosen >= most_right)",
        STATISTICS_TESTS,
    ),
)
