"""Data that others have gathered, with their licenses beside it."""
