"""The kinds of cards that the school ships, a folder each."""
