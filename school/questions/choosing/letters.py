"""The letters of choices, in the order in which they stand on a page."""

LETTERS = "ABCDEFGHIJKL"
