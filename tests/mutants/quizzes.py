"""Wrong lines about quizzes: what an attempt is worth, which one counts, the order of a paper."""

from __future__ import annotations

from tests.mutants.mutant import Mutant

MARKING = "school/quizzes/rules/marking.py"
ATTEMPTS = "school/quizzes/rules/attempts.py"
PAPER = "school/quizzes/rules/paper.py"
QUIZZES = ("tests/quizzes/test_rules.py",)

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
        "passes(earned, possible, quiz.pass_percent)",
        "passes(possible, earned, quiz.pass_percent)",
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
        "(_share(attempt), -attempt.number)",
        "(_share(attempt), attempt.number)",
        QUIZZES,
    ),
    Mutant(
        "attempts-compared-by-points",
        ATTEMPTS,
        "return Fraction(attempt.earned or 0, attempt.possible or 1)",
        "return Fraction(attempt.earned or 0)",
        QUIZZES,
    ),
    Mutant(
        "attempts-the-first-for-the-last",
        ATTEMPTS,
        "return max(done, key=lambda attempt: attempt.number",
        "return min(done, key=lambda attempt: attempt.number",
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
        "attempts-any-course-is-fed",
        ATTEMPTS,
        "(course for course in theirs if module in course.modules)",
        "iter(theirs)",
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
        "            answered=bool(responses.get(item.id)),\n        )\n        for number, "
        "item in enumerate(in_order(quiz, seed), start=1)",
        "            answered=bool(responses.get(item.id)),\n        )\n        for number, "
        "item in enumerate(in_order(quiz, seed))",
        QUIZZES,
    ),
)
