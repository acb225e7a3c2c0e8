"""What kinds of cards that are answered by ticking have in common."""
