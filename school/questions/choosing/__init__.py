"""What kinds of questions with choices have in common."""
