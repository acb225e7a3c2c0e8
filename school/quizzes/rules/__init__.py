"""What the school believes about quizzes: marks, attempts, and what a student is shown."""
