"""Questions: what all have in common, and a folder for each kind. No database, no Flask."""
