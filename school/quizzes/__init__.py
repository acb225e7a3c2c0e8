"""Graded quizzes: attempts, responses, hand-in and marks."""
