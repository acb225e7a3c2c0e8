"""What people do with quizzes: start, answer, hand in, look back."""
