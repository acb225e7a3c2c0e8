"""Reading the files of decks: patterns on the body, or questions in words."""
