"""Hours: the worksheet, the append-only ledger, what a course asks, what counts and why."""
