"""Wrong lines that somebody could write by a slip, and the tests that must notice each of them."""
