"""What kinds of questions with one typed answer have in common."""
