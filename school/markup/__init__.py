"""Author text: its structure with line numbers, its problems, and the safe HTML it becomes. No database, no Flask."""
