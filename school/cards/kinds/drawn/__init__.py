"""What kinds of cards that are answered on the figure have in common."""
