"""What people do with cards: study the next one, rate it, take a rating back."""
