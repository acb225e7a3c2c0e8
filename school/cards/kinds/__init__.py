"""The kinds of cards that the school ships, a folder each, and what several of them share."""
