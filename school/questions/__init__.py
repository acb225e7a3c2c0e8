"""Questions: one file per kind, each with the same verbs: read, show, mark, explain, print. No database, no Flask."""
