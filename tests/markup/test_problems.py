"""Problems say where, what and how to fix, and none is lost."""

from school.markup.problems import LONGEST, Problems


def test_a_problem_reads_as_path_line_what_and_fix():
    problems = Problems("content/quizzes/ischemia.md")
    problems.add(31, "no (x)", "mark the right choice")
    assert str(problems.items[0]) == "content/quizzes/ischemia.md:31: no (x); mark the right choice"


def test_problems_come_in_the_order_of_lines_and_each_once():
    problems = Problems("a.md")
    problems.add(9, "late", "fix")
    problems.add(2, "early", "fix")
    problems.add(9, "late", "fix")
    assert [problem.line for problem in problems.items] == [2, 9]


def test_a_message_that_quotes_an_author_stays_short():
    problems = Problems("a.md")
    problems.add(1, "x" * 10_000, "fix")
    assert len(problems.items[0].what) == LONGEST + 1
