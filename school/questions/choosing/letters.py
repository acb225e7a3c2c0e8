"""The letters of choices, in the order in which a page shows them."""

LETTERS = "ABCDEFGHIJKL"
