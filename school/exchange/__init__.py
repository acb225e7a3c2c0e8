"""Formats of other systems, one file for each."""
