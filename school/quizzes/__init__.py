"""Graded quizzes: attempts, responses, hand-in, markings and statistics."""
