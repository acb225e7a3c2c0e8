"""The rules about hours: how the ledger is chained, what a course asks, what may be recorded."""
